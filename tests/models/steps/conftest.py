"""Passwords hashed with little work: what is tested here is not how hard they are to guess."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from models import accounts


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time."""
    monkeypatch.setattr(accounts, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
