"""A secret that is made once, kept in a file for its owner alone, and the same for all processes that ask for it."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from pathlib import Path


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """What the file holds; where there is none, `make` gives it. Raises OSError and UnicodeDecodeError."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_once(path, make())
    return path.read_text(encoding="ascii").strip()


def replace_secret(path: Path, secret: str) -> None:
    """Put `secret` in the place of what the file holds, whole or not at all. Raises OSError."""
    partial = _written_aside(path, secret)
    try:
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _write_once(path: Path, secret: str) -> None:
    # Written aside and linked into place: of two processes that start at once, both end up with the same whole secret.
    partial = _written_aside(path, secret)
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        return
    finally:
        partial.unlink(missing_ok=True)


def _written_aside(path: Path, secret: str) -> Path:
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    partial.touch(mode=0o600)
    with partial.open("w", encoding="ascii") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    return partial
