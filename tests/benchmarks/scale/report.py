"""The figures of runs, as tables for people and as values for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.scale.course import costlier, growth, parts_of, rate_of, slowing, start_of
from tests.benchmarks.scale.runs import Run


def overhead(run: Run) -> float:
    """Seconds that each document took beyond the reading itself, for one reader."""
    rate = rate_of(run.looks)
    return run.readers / rate - run.cost if rate else 0.0


def print_runs(runs: Sequence[Run], console: Console) -> None:
    """How fast each was, and what it cost beyond the reading."""
    table = Table(title="Documents a second", title_justify="left")
    for column in ("run", "documents", "start s", "then s", "documents/s", "at best", "ms beyond reading", "done once"):
        table.add_column(column, justify="left" if column == "run" else "right")
    for run in runs:
        done = "yes" if run.tally.is_complete else f"NO: {run.tally}"
        best = f"{run.readers / run.cost:.1f}" if run.cost else "–"
        start = start_of(run.looks)
        seconds = (f"{start:.1f}", f"{run.looks[-1].seconds - start:.1f}")
        times = (*seconds, f"{rate_of(run.looks):.1f}", best, f"{1000 * overhead(run):.0f}")
        table.add_row(run.name, str(run.tally.documents), *times, done)
    console.print(table)


def print_course(run: Run, console: Console) -> None:
    """Whether time is linear and memory flat."""
    parts = parts_of(run.looks, run.tally.documents)
    table = Table(title=f"The course of: {run.name}", title_justify="left")
    for column in ("documents", "documents/s", "processor ms each", "megabytes"):
        table.add_column(column, justify="right")
    for part in parts:
        each = f"{1000 * part.processor:.0f}"
        table.add_row(f"{part.done:,}", f"{part.rate:.1f}", each, f"{part.megabytes:.0f}")
    console.print(table)
    console.print(
        f"the last third is {100 * slowing(parts):.0f} % slower than the first, "
        f"and takes {100 * costlier(parts):.0f} % more of a processor"
    )
    console.print(
        f"after the second tenth the memory grew by at most {growth(parts):.0f} MB; "
        f"{run.tally.read_twice} documents read twice, {run.tally.tried_twice} claimed twice"
    )


def values(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """All that was measured, for programs."""
    return [
        {
            "name": run.name,
            "readers": run.readers,
            "cost": run.cost,
            "start": start_of(run.looks),
            "rate": rate_of(run.looks),
            "overhead": overhead(run),
            "tally": vars(run.tally),
            "parts": [vars(part) for part in parts_of(run.looks, run.tally.documents)],
        }
        for run in runs
    ]
