"""`python -m tests.benchmarks.scale`: the figures of docs/scale.md."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import click
from argon2 import PasswordHasher
from rich.console import Console

from models import accounts
from tests.benchmarks.scale.hosts import MIDDLE, NETWORK, Host, hosts, network, why_not
from tests.benchmarks.scale.places import Place, places
from tests.benchmarks.scale.report import print_course, print_runs, values
from tests.benchmarks.scale.runs import Run, with_engine, without_engine

HERE = Host("this machine")
CROWDS = (1, 2, 4)
WIDTH = 120
"""Columns, wherever it is printed."""


@click.command()
@click.option("--submissions", default=200, show_default=True, help="For each run of the comparison; 0 leaves it out.")
@click.option("--cost", default=0.2, show_default=True, help="Seconds that the stand-in takes for a document there.")
@click.option("--many", default=100_000, show_default=True, help="Submissions of the long run; 0 leaves it out.")
@click.option("--many-cost", default=0.01, show_default=True, help="Seconds that the stand-in takes there.")
@click.option("--folder-store", is_flag=True, help="The long run keeps its files in a folder and not in the S3 server.")
@click.option("--output", type=click.Path(path_type=Path), default=Path("var/scale.json"), show_default=True)
def main(submissions: int, cost: float, many: int, many_cost: float, folder_store: bool, output: Path) -> None:
    """Measure how many documents several processes and hosts read a second, and whether time stays linear."""
    # Operators' passwords are made up, and hashing a hundred thousand of them is nothing that is measured here.
    accounts._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    console, runs = Console(width=WIDTH), []
    for run in chain(_compared(submissions, cost), _long(many, many_cost, folder_store=folder_store)):
        console.print(f"{run.name}: done", highlight=False)
        runs.append(run)
    print_runs(runs, console)
    if many:
        print_course(runs[-1], console)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(values(runs), ensure_ascii=False, indent=1), encoding="utf-8")
    if not all(run.tally.is_complete for run in runs):
        sys.exit(1)


def _compared(submissions: int, cost: float) -> Iterator[Run]:
    if not submissions:
        return
    for workers in CROWDS:
        with _new_place() as place:
            yield without_engine(place, submissions, cost, workers)
    with _new_place() as place:
        yield without_engine(place, submissions, cost, CROWDS[-1], race=True)
    for readers in CROWDS:
        with _new_place() as place:
            yield with_engine(place, submissions, cost, [HERE], readers)
    reason = why_not()
    if reason:
        click.echo(f"two hosts are two worker processes on this machine: {reason}", err=True)
        with _new_place() as place:
            yield with_engine(place, submissions, cost, [HERE, HERE], 2)
        return
    with network(), hosts(2) as both, _new_place(MIDDLE, NETWORK) as place:
        yield with_engine(place, submissions, cost, both, 2)


def _long(submissions: int, cost: float, *, folder_store: bool) -> Iterator[Run]:
    if submissions:
        with _new_place() as place:
            if folder_store:
                place.environment["ZHENGHE_STORE_URL"] = ""
            yield without_engine(place, submissions, cost, CROWDS[-1])


@contextmanager
def _new_place(address: str = "127.0.0.1", network: str = "") -> Iterator[Place]:
    with (
        tempfile.TemporaryDirectory(prefix="zhenghe-scale-") as folder,
        places(Path(folder), address, network) as place,
    ):
        yield place


if __name__ == "__main__":
    main()
