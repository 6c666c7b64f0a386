"""zhenghe nightly: the nightly run, here and now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from flows.engine_server import EngineServer
from flows.engine_settings import for_command, put_in_force
from flows.pool_engine import join_pool
from models.settings import Settings, load_settings


@click.command()
def nightly() -> None:
    """Take in the inbox of the settings and verify all that is unfinished, as it happens every night."""
    with _engine(load_settings()):
        # Prefect reads its settings when it is first imported.
        from flows import nightly as run  # noqa: PLC0415

        report = run.nightly()
    for title, count in report.rows:
        click.echo(f"{title}: {count}")


@contextmanager
def _engine(settings: Settings) -> Iterator[None]:
    """Put the server in force that the run is recorded with: a work pool's own, since its machines do the reading."""
    if settings.work_pool:
        join_pool(settings)
        yield
        return
    put_in_force(for_command(settings))
    with EngineServer({**os.environ}) as server:
        server.wait()
        put_in_force({"PREFECT_API_URL": server.address})
        yield
