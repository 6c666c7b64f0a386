"""zhenghe corrections: what reviewers corrected by hand, as truth for the evaluation."""

from __future__ import annotations

from pathlib import Path

import click

from flows.corrections import export_corrections
from flows.workplace import open_workplace
from models.database import reading
from models.errors import StorageError
from models.settings import load_settings


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--personal", is_flag=True, help="With operators' names, identity numbers and mobile numbers.")
def corrections(folder: Path, *, personal: bool) -> None:
    """Write the corrected pages and a truth.json into FOLDER, for `make evaluate REAL=FOLDER`."""
    workplace = open_workplace(load_settings())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with reading(workplace.engine) as session:
            pages = export_corrections(session, workplace.store, folder, personal=personal)
    except OSError as error:
        raise StorageError from error
    click.echo(f"已导出更正过的页面 Corrected pages written: {pages}")
