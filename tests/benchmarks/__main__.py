"""`python -m tests.benchmarks`: the figures of docs/evaluation.md on speed and memory."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from tests.benchmarks.contest import contest
from tests.benchmarks.report import print_contest, print_machine, print_workers, values
from tests.benchmarks.workers import rounds
from tests.evaluation.running import plan


@click.command()
@click.option("--count", default=12, show_default=True, help="Submissions that all readers read.")
@click.option("--rounds", "round_count", default=5, show_default=True, help="Rounds of one process against two.")
@click.option("--documents", default=12, show_default=True, help="Documents in such a round; two to a submission.")
@click.option("--seed", default=8_000_000, show_default=True, help="Seed of the first submission.")
@click.option("--output", type=click.Path(path_type=Path), default=Path("var/benchmarks.json"), show_default=True)
def main(count: int, round_count: int, documents: int, seed: int, output: Path) -> None:
    """Measure how fast documents are read, beside stock RapidOCR and OCRmyPDF, and what reading processes take."""
    console, progress = Console(), Console(stderr=True)
    print_machine(console)
    times = list(track(contest(plan(count, seed)), "the contest", total=count, console=progress))
    print_contest(times, console)
    specimens = plan(-(-round_count * documents // 2), seed + count)
    run = rounds(specimens, documents)
    measured = list(track(run, "one process against two", total=round_count, console=progress))
    print_workers(measured, console)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(values(times, measured), ensure_ascii=False, indent=1), encoding="utf-8")
    console.print(f"Every single time is in {output}.")


if __name__ == "__main__":
    main()
