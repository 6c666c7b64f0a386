"""zhenghe intake: take the inbox in, without reading it."""

from __future__ import annotations

from pathlib import Path

import click

from flows.intake import take_in_inbox
from flows.workplace import open_workplace
from models.settings import load_settings

DEFERRED = 3
"""Exit status: some folders could not be taken in."""


@click.command()
@click.argument("inbox", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--move", is_flag=True, help="Move folders that were taken in to a sibling of the inbox.")
def intake(inbox: Path | None, *, move: bool) -> int:
    """Take in every complete submission of INBOX, or of the inbox of the settings; reading comes later."""
    settings = load_settings()
    report = take_in_inbox(open_workplace(settings), inbox or settings.inbox_folder, move_away=move)
    click.echo(f"收件 Taken in: {report.changed}; 未变 unchanged: {len(report.taken) - report.changed}")
    for deferred in report.deferred:
        click.echo(f"未能收件 Not taken in: {deferred.reference} [{deferred.code}]", err=True)
    return DEFERRED if report.deferred else 0
