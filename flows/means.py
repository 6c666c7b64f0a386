"""By what means documents are read: a hash that changes with the engines, their models, our own code and the limits."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.reading_process import Equipment

_PACKAGES = (
    "numpy",
    "opencv-python",
    "onnxruntime",
    "opencc",
    "openvino",
    "pdfplumber",
    "pillow",
    "pillow-heif",
    "pypdfium2",
    "pytesseract",
    "rapidfuzz",
    "rapidocr",
    "zxing-cpp",
)
_ROOMS = ("ocr", "models")
"""Our own code that reads, and the rules of the field that it asks."""
_KINDS = frozenset({".py", ".json", ".toml", ".txt"})


def means_of(equipment: Equipment) -> str:
    """The hash of what these reading processes work with; where their store and their logs are says nothing of it."""
    return _hash(replace(equipment, store="", most_megabytes=0, log_level="", log_format=""))


@cache
def _hash(equipment: Equipment) -> str:
    digest = hashlib.sha256(repr(equipment).encode())
    digest.update(json.dumps([_version(name) for name in _PACKAGES]).encode())
    digest.update(_tesseract())
    for room in _ROOMS:
        for path in _files_of(room):
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files_of(room: str) -> list[Path]:
    found = importlib.util.find_spec(room)
    folders = found.submodule_search_locations if found and found.submodule_search_locations else []
    return sorted(path for folder in folders for path in Path(folder).rglob("*") if path.suffix in _KINDS)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _tesseract() -> bytes:
    try:
        return subprocess.run(["tesseract", "--version"], capture_output=True, check=False).stdout.splitlines()[0]
    except (OSError, IndexError):
        return b""
