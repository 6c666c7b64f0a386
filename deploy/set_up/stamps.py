"""What was done already, and from what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STAMPS = PROJECT / ".setup"


def once(step: str, sources: Iterable[Path], results: Iterable[Path], do: Callable[[], None]) -> None:
    """Call `do`, unless `step` was done from the same contents of `sources` and all its `results` still stand."""
    stamp = STAMPS / step
    fingerprint = _fingerprint(sources)
    if _says(stamp, fingerprint) and all(result.exists() for result in results):
        return
    print(f"Setting up: {step.replace('-', ' ')}", flush=True)
    do()
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(fingerprint, encoding="utf-8")


def _fingerprint(sources: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of `sources`."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.name.encode())
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    return digest.hexdigest()


def _says(stamp: Path, fingerprint: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint
