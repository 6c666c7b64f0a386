"""zhenghe nightly: the nightly run, here and now."""

from __future__ import annotations

import os

import click

from flows.engine_server import EngineServer
from flows.engine_settings import for_command, put_in_force
from models.settings import load_settings


@click.command()
def nightly() -> None:
    """Take in the inbox of the settings and verify all that is unfinished, as it happens every night."""
    put_in_force(for_command(load_settings()))
    with EngineServer({**os.environ}) as server:
        server.wait()
        put_in_force({"PREFECT_API_URL": server.address})
        # Prefect reads its settings when it is first imported.
        from flows import nightly as run  # noqa: PLC0415

        report = run.nightly()
    for title, count in report.rows:
        click.echo(f"{title}: {count}")
