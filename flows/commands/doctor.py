"""zhenghe doctor: whether all is well, and mending what can be mended."""

from __future__ import annotations

import click

from flows.doctor.examination import examine, mend
from flows.workplace import Workplace
from models.database import connect
from models.migrations import connected
from models.privacy.keys import use_keys
from models.settings import load_settings
from models.store import Store

UNWELL = 1
"""Exit status: something is wrong, and was not mended."""


@click.command()
@click.option("--repair", is_flag=True, help="Mend what can be mended without a person's judgement.")
def doctor(*, repair: bool) -> int:
    """Check files, rows, chains, claims, keys, space and engines against each other; one line for each thing wrong."""
    settings = load_settings()
    use_keys(settings)
    # A database of another version is told here, and not refused.
    workplace = Workplace(settings, connect(settings.database), Store(settings.store))
    connected(workplace.engine).close()
    found = examine(workplace)
    for ailment in found:
        click.echo(ailment.line, err=True)
    if repair and any(ailment.mendable for ailment in found):
        mend(workplace)
        found = examine(workplace)
        for ailment in found:
            click.echo(f"仍存在 Still there: {ailment.line}", err=True)
    if not found:
        click.echo("一切正常 All is well")
    return UNWELL if found else 0
