"""zhenghe person: what is held of one person, to be seen, and to be deleted on the person's wish."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from flows.purge import erase
from flows.workplace import open_workplace
from models.database import reading
from models.identity import normalise_id_number
from models.privacy.erasure import erase_person
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
    number = _number()
    with reading(open_workplace(load_settings()).engine) as session:
        data = data_of(session, number)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(data, out, ensure_ascii=False, indent=1)
    except OSError as error:
        raise click.FileError(file.name, "it is there already, or cannot be written") from error
    click.echo("  ".join(f"{kind} {len(rows)}" for kind, rows in data.items()))


@person.command()
@click.option("--dry-run", is_flag=True, help="Say what would be removed and what would stay, and remove nothing.")
def delete(*, dry_run: bool) -> None:
    """Remove what may go of a person, on the person's wish; the identity number is read from standard input.

    What stays is named with its reason. A certificate of each deletion stays.
    """
    number, workplace = _number(), open_workplace(load_settings())
    if dry_run:
        with reading(workplace.engine) as session:
            done = erase_person(session, number)
    else:
        done = erase(workplace, number)
    for one in done:
        click.echo(f"{one.kind} {one.subject}: {'removed' if one.removed else f'stays, because {one.reason}'}")


def _number() -> str:
    number = normalise_id_number(sys.stdin.readline())
    if not number:
        raise click.UsageError("the identity number is empty")
    return number
