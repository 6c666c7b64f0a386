"""zhenghe purge: remove what has been kept long enough."""

from __future__ import annotations

import click

from flows.purge import FOLDER, due
from flows.purge import purge as purge_now
from flows.workplace import open_workplace
from models.settings import load_settings


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
def purge(*, dry_run: bool) -> None:
    """Remove what has been kept as long as the settings say; a certificate of each deletion stays."""
    settings = load_settings()
    workplace = open_workplace(settings)
    if dry_run:
        for kind, subject in due(workplace):
            click.echo(f"{kind}  {subject}")
        return
    certificates = purge_now(workplace)
    click.echo(f"已清除 Removed: {len(certificates)}。证明 Certificates: {settings.home / FOLDER}")
