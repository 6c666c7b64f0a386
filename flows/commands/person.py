"""zhenghe person: what is held of one person."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from flows.workplace import open_workplace
from models.database import reading
from models.identity import normalise_id_number
from models.privacy.person import data_of
from models.settings import load_settings


@click.group()
def person() -> None:
    """The data of one person."""


@person.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write all that is held of a person into FILE, for the person; the identity number is read from standard input.

    It stands on no command line, so that neither the list of processes nor the shell's history tells it.
    """
    number = normalise_id_number(sys.stdin.readline())
    if not number:
        raise click.UsageError("the identity number is empty")
    with reading(open_workplace(load_settings()).engine) as session:
        data = data_of(session, number)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(data, out, ensure_ascii=False, indent=1)
    except OSError as error:
        raise click.FileError(file.name, "it is there already, or cannot be written") from error
    click.echo("  ".join(f"{kind} {len(rows)}" for kind, rows in data.items()))
