"""zhenghe migrate: bring the database to the tables that this version works with."""

from __future__ import annotations

import click

from models.database import connect
from models.migrations import upgrade
from models.settings import load_settings


@click.command()
def migrate() -> None:
    """Make the database's tables, or bring them up to date. Nothing is lost, and doing it twice does no harm."""
    upgrade(connect(load_settings().database))
