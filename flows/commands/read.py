"""zhenghe read: what can be read on one file, for trying things out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, BinaryIO

import click
from rich.console import Console
from rich.table import Table

from flows.desk import equipment_of
from flows.ocr_reading import prepare
from flows.ocr_reading import read as read_document
from flows.reading_process import Order
from flows.results import document_result
from models.form import Form, read_form
from models.settings import load_settings
from ocr.show import drawn

_TOLD = ("owner", "shape", "colour", "text", "signer", "state", "signed_at")
"""Of seals and of electronic signatures."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON, as in the results of an inbox.")
@click.option(
    "--show", type=click.Path(dir_okay=False, path_type=Path), help="Draw what was found, with crops, into a PNG."
)
@click.option("--form", "form_file", type=click.File("rb"), help="Compare with what this form.json says.")
def read(file: Path, *, as_json: bool, show: Path | None, form_file: BinaryIO | None) -> None:
    """Read FILE and print its type, fields, seals, marking and QR codes. Nothing is stored."""
    form = read_form(form_file.read()).form if form_file else Form()
    equipment = equipment_of(load_settings())
    with file.open("rb") as opened:
        content = opened.read(equipment.most_bytes + 1)
    found = read_document(content, prepare(equipment), Order("", form), equipment)
    if show is not None:
        show.write_bytes(drawn(found.reading, found.pictures))
    result = document_result(None, found.reading)
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        Console().print(_table(result))


def _table(result: dict[str, Any]) -> Table:
    table = Table(show_header=False)
    for name, value in result.items():
        for key, text in _rows(name, value):
            table.add_row(key, text)
    return table


def _rows(name: str, value: Any) -> list[tuple[str, str]]:
    match value:
        case dict():
            return [(f"{name}.{key}", str(part)) for key, part in value.items()]
        case [{}, *_]:
            return [
                (f"{name} {number}", " ".join(str(part[key]) for key in _TOLD if key in part))
                for number, part in enumerate(value, 1)
            ]
        case list():
            return [(f"{name} {number}", str(part)) for number, part in enumerate(value, 1)]
        case _:
            return [(name, "" if value is None else str(value))]
