"""What the tests of the flows work with."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.workplace import Workplace
from tests.factories import new_workplace


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """An empty workplace of its own."""
    return new_workplace(tmp_path / "home")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty inbox."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder
