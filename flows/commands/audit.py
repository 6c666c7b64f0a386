"""zhenghe audit: whether the record of who did what is whole."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from models.audit import broken_links
from models.database import connect
from models.histories import broken_steps
from models.migrations import connected
from models.settings import load_settings

BROKEN = 1
"""Exit status: an event was changed, removed or put in between."""


@click.group()
def audit() -> None:
    """The record of who did what."""


@audit.command()
def verify() -> int:
    """Check every event against its hash and the one before; names those that do not fit."""
    with connected(connect(load_settings().database)) as connection, Session(connection) as session:
        broken, steps = broken_links(session), broken_steps(session)
    for event in broken:
        click.echo(f"审计记录被改动 The record was changed at event {event}", err=True)
    for step in steps:
        click.echo(f"办理记录被改动 The record was changed at step {step}", err=True)
    if not broken and not steps:
        click.echo("审计记录完整 The record is whole")
    return BROKEN if broken or steps else 0
