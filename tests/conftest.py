"""Tests run side by side, one process a core, so each of them computes in one thread, as the reading processes do."""

from __future__ import annotations

import os
from collections.abc import Iterator

import cv2
import pytest
from argon2 import PasswordHasher
from cryptography.fernet import Fernet
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache

from models import accounts

# Tesseract is a program of its own, and takes four threads unless its environment says otherwise.
os.environ["OMP_THREAD_LIMIT"] = "1"
# One set of keys for all tests, and for the processes that they start.
os.environ["ZHENGHE_PERSONAL_KEYS"] = Fernet.generate_key().decode()
os.environ["ZHENGHE_INDEX_KEY"] = "5a" * 32
cv2.setNumThreads(1)

# How long an example takes says more of the machine's load than of the code.
settings.register_profile("side by side", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("side by side")


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Passwords hashed with little work: hundreds of people are made up, and nobody guesses at their passwords."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One compilation of each page for all the applications of this process: they come and go with the tests."""
    with pytest.MonkeyPatch.context() as patch:
        compiled = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": compiled})
        yield
