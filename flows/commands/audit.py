"""zhenghe audit: whether the record of who did what is whole."""

from __future__ import annotations

import click

from models.audit import broken_links
from models.database import connect, reading
from models.settings import load_settings

BROKEN = 1
"""Exit status: an event was changed, removed or put in between."""


@click.group()
def audit() -> None:
    """The record of who did what."""


@audit.command()
def verify() -> int:
    """Check every event against its hash and the one before; names those that do not fit."""
    with reading(connect(load_settings().database)) as session:
        broken = broken_links(session)
    for event in broken:
        click.echo(f"审计记录被改动 The record was changed at event {event}", err=True)
    if not broken:
        click.echo("审计记录完整 The record is whole")
    return BROKEN if broken else 0
