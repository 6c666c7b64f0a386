"""Real pictures with a `truth.json`: which codes, names and ring texts (印文) are read right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from models.errors import DocumentError
from models.findings import DocumentReading
from models.names import normalise_name
from ocr.reading import Readers, build_readers, read_document
from tests.evaluation.report import share


@dataclass(frozen=True)
class RealReading:
    """One thing on a real picture."""

    file: str
    what: str
    expected: str
    found: str

    @property
    def exact(self) -> bool:
        """Whether nothing differs."""
        return self.expected == self.found


def evaluate_real(folder: Path, console: Console) -> list[RealReading]:
    """Read every picture that the folder's `truth.json` names, print what was right and wrong, and give it."""
    readers = build_readers()
    entries = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    readings = [reading for entry in entries for reading in _read(folder, entry, readers)]
    table = Table(title=f"{len(entries)} real pictures", title_justify="left")
    for column in ("what", "exact"):
        table.add_column(column)
    for what in dict.fromkeys(reading.what for reading in readings):
        table.add_row(what, share(reading.exact for reading in readings if reading.what == what))
    console.print(table)
    for reading in readings:
        if not reading.exact:
            console.print(
                f"{reading.file} {reading.what}: {reading.expected or '–'} was read as {reading.found or '–'}"
            )
    return readings


def _read(folder: Path, entry: dict[str, Any], readers: Readers) -> Iterator[RealReading]:
    name = entry["file"]
    try:
        reading = read_document((folder / name).read_bytes(), readers).reading
    except DocumentError as error:
        yield RealReading(name, "opened", "yes", error.code)
        return
    yield from _values(name, entry, reading)
    if "seals" in entry:
        yield from _rings(name, entry, reading)


def _values(name: str, entry: dict[str, Any], reading: DocumentReading) -> Iterator[RealReading]:
    """What the entry knows of codes, names, the marking and fields; of the rest it claims nothing."""
    is_certificate = entry.get("kind") == "certificate"
    if is_certificate and "credit_code" in entry:
        yield RealReading(
            name, "credit code", entry["credit_code"], reading.credit_code.text if reading.credit_code else ""
        )
    if is_certificate and "unit_name" in entry:
        unit = reading.unit_name.text if reading.unit_name else ""
        yield RealReading(name, "unit name", normalise_name(entry["unit_name"]), normalise_name(unit))
    if "marking" in entry:
        yield RealReading(name, "marking", _plain(entry["marking"]), _plain(reading.marking.text))
    for field, text in entry.get("fields", {}).items():
        found = reading.fields.get(field)
        yield RealReading(name, f"field {field}", _plain(text), _plain(found.text if found else ""))


def _rings(name: str, entry: dict[str, Any], reading: DocumentReading) -> Iterator[RealReading]:
    known = [seal for seal in entry["seals"] if seal.get("text") and not seal.get("partial")]
    found = [_plain(f"{seal.text}{seal.line}{seal.number}") for seal in reading.seals]
    rings = [_plain(seal.text) for seal in reading.seals]
    for seal in known:
        wanted, ring = _plain(seal["text"]), _plain(seal["text"].split()[0])
        best = wanted if wanted in found else ring if ring in rings else ""
        what = "ring text" if seal.get("official_seal", True) else "name seal"
        yield RealReading(name, what, wanted if best == wanted else ring, best or " | ".join(rings))
    if not entry["seals"]:
        yield RealReading(name, "no seal on it", "", " | ".join(f"{seal.text}@{seal.box}" for seal in reading.seals))


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z一-鿿]", "", text)
