"""zhenghe serve: the review queue, and all that works behind it."""

from __future__ import annotations

import os

import click

from flows.engine_settings import for_service
from flows.supervisor import Supervisor, services
from flows.workplace import open_workplace
from models.settings import load_settings


@click.command()
def serve() -> None:
    """Serve the review queue, take in the inbox every five minutes, and run the nightly run, until it is stopped."""
    settings = load_settings()
    open_workplace(settings).engine.dispose()
    supervisor = Supervisor(services(settings, {**os.environ, **for_service(settings)}))
    supervisor.run(lambda: click.echo(f"证核 http://{settings.web_host}:{settings.web_port}"))
