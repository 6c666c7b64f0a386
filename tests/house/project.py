"""The project's own files, as the tests about the project see them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("models", "ocr", "flows", "webqueue")
MADE_HERE = {".git", ".venv", ".setup", "node_modules", "__pycache__", "var", "vendor", "build", ".hypothesis"}


def modules(*folders: str) -> Iterator[Path]:
    """Every Python module below `folders`, which are named from the project's root."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def text_files() -> Iterator[tuple[Path, str]]:
    """Every text file that belongs to the project, without what set-up, tests and runs have made: path and content."""
    for path in _files(ROOT):
        try:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or path.name in MADE_HERE or path.name.endswith((".egg-info", "_cache", ".env")):
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path
