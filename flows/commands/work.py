"""zhenghe work: take runs from the work pool, on this machine, until it is stopped."""

from __future__ import annotations

import os

import click

from flows.commands.deploy import settings_with_pool
from flows.engine_settings import for_service
from flows.presence import present
from flows.supervisor import Supervisor, workers
from flows.workplace import open_workplace


@click.command()
def work() -> None:
    """Read documents for the work pool of the settings, as many at once as this machine has room for."""
    settings = settings_with_pool()
    supervisor = Supervisor(workers(settings, {**os.environ, **for_service(settings)}))
    with present(open_workplace(settings)):
        supervisor.run(lambda: click.echo(f"{settings.work_pool} {settings.prefect_url}"))
