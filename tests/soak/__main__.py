"""make soak: mixed work for an hour or as long as is said; prints figures, and fails where something grows."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import click

from flows.logs import set_up_logs
from tests.models.postgresql import Cluster, installed_programs
from tests.soak.measuring import ALLOWED, Sample, growth, sample, what_grows
from tests.soak.office import office
from tests.soak.round import Crew, work_through


@click.command()
@click.option("--minutes", default=60.0, show_default=True, help="How long.")
@click.option("--submissions", default=4, show_default=True, help="Submissions that a round brings.")
@click.option("--postgresql", is_flag=True, help="On a PostgreSQL server of its own and not on SQLite.")
def main(minutes: float, submissions: int, *, postgresql: bool) -> None:
    """Work, and measure after each round."""
    set_up_logs("CRITICAL")
    with tempfile.TemporaryDirectory(prefix="zhenghe-soak-") as folder:
        if not postgresql:
            wrong = _soak(Path(folder), "", minutes, submissions)
        else:
            programs = installed_programs()
            if programs is None:
                raise click.UsageError("no PostgreSQL server is installed")
            with Cluster.made(programs) as cluster:
                cluster.start()
                wrong = _soak(Path(folder), cluster.url, minutes, submissions)
    sys.exit(1 if wrong else 0)


def _soak(folder: Path, database_url: str, minutes: float, submissions: int) -> list[str]:
    with office(folder, database_url) as crew:
        samples = soak(crew, 60 * minutes, submissions)
        wrong = what_grows(samples)
        wrong += [f"{times} times an answer told of an error: {asked}" for asked, times in crew.refused.items()]
        _print(crew, samples, wrong)
    return wrong


def soak(crew: Crew, seconds: float, submissions: int) -> list[Sample]:
    """Round after round until the time is over; a sample after each."""
    begun = time.monotonic()
    samples: list[Sample] = []
    while time.monotonic() - begun < seconds or len(samples) < 2:
        work_through(crew, submissions)
        samples.append(sample(crew.workplace.engine, crew.workplace.settings.hold_seconds))
    return samples


def _print(crew: Crew, samples: list[Sample], wrong: list[str]) -> None:
    brought = next(crew.numbers) - 1
    click.echo(f"{len(samples)} rounds with a night each, {brought} contents brought, {crew.requests} requests")
    for what, most in ALLOWED.items():
        first, last = getattr(samples[0], what), getattr(samples[-1], what)
        click.echo(
            f"  {what}: {first:.0f} at first, {last:.0f} at last, grew by {growth(samples, what):.1f} ({most} allowed)"
        )
    click.echo("\n".join(wrong) or "nothing grows")


if __name__ == "__main__":
    main()
