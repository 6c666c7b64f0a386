"""`python -m tests.benchmarks.queue`: how fast the review queue answers with a million cases in it."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from models.database import connect
from models.migrations import upgrade
from models.settings import Settings
from tests.benchmarks.queue.crowd import by_many
from tests.benchmarks.queue.filling import fill
from tests.benchmarks.queue.plans import full_scans, noted_statements
from tests.benchmarks.queue.timing import by_one_client, sign_in
from tests.models.postgresql import installed_programs, running_server
from webqueue.application import create_application
from webqueue.services import Services

MOST_MILLISECONDS = 50


@click.command()
@click.option("--sqlite", default=100_000, show_default=True, help="Cases on SQLite; 0 leaves it out.")
@click.option("--postgresql", default=1_000_000, show_default=True, help="Cases on PostgreSQL; 0 leaves it out.")
@click.option("--seconds", default=20.0, show_default=True, help="Of mixed work by twenty people.")
def main(sqlite: int, postgresql: int, seconds: float) -> None:
    """Fill a queue, and measure each kind of request, twenty people at once, and the plans of the statements."""
    logging.disable(logging.WARNING)
    scans: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        if sqlite:
            scans += _measure("SQLite", f"sqlite:///{folder}/queue.db", Path(folder), sqlite, seconds)
        if postgresql:
            with _server() as url:
                scans += _measure("PostgreSQL", url, Path(folder), postgresql, seconds)
    if scans:
        raise click.ClickException(f"{len(scans)} statements walk through a whole table")


@contextmanager
def _server() -> Iterator[str]:
    programs = installed_programs()
    if programs is None:
        raise click.UsageError("no PostgreSQL server is installed; --postgresql 0 leaves it out")
    with running_server(programs) as url:
        yield url


def _measure(name: str, url: str, home: Path, count: int, seconds: float) -> list[str]:
    """Measure one database; gives the statements that walk through a whole table of it."""
    console = Console()
    engine = connect(url)
    begun = time.perf_counter()
    upgrade(engine)
    usernames = fill(engine, count)
    engine.dispose()
    console.print(f"\n{name}: {count:,} cases, filled in {time.perf_counter() - begun:.0f} s")
    application = create_application(Settings(home=home, database_url=url, _env_file=None))  # type: ignore[call-arg]
    application.config["WTF_CSRF_ENABLED"] = False
    made: Services = application.extensions["zhenghe"]
    client = sign_in(application, usernames[0])
    by_one_client(client, count)  # once without being measured: what is loaded once is not what is measured
    with noted_statements(made.engine) as statements:
        measured = by_one_client(client, count)
    mixed, pace = by_many(application, usernames, count, seconds)
    table = Table("request", "median ms", "p95 ms", "errors", f"within {MOST_MILLISECONDS} ms")
    for times in measured:
        slow = times.percentile(95)
        within = "yes" if slow <= MOST_MILLISECONDS else "no"
        table.add_row(times.kind, f"{times.percentile(50):.1f}", f"{slow:.1f}", str(times.errors), within)
    console.print(table)
    console.print(
        f"twenty people at once: {pace:.0f} requests/s, {mixed.errors} errors,"
        f" half within {mixed.percentile(50):.0f} ms, 95 of 100 within {mixed.percentile(95):.0f} ms"
    )
    scans = full_scans(made.engine, statements)
    for scan in scans:
        console.print(f"full scan: {scan}", highlight=False)
    made.engine.dispose()
    return scans


if __name__ == "__main__":
    main()
