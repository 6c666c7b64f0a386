"""`python -m tests.evaluation`: the figures of docs/evaluation.md."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from tests.evaluation.real import evaluate_real
from tests.evaluation.report import figures, print_report
from tests.evaluation.running import plan, run


@click.command()
@click.option("--count", default=120, show_default=True, help="Specimens to draw and read.")
@click.option("--seed", default=7_000_000, show_default=True, help="Seed of the first one.")
@click.option("--kinds", default="", help="Only these kinds, separated by commas.")
@click.option("--qualities", default="", help="Only these qualities, separated by commas.")
@click.option("--workers", default=0, help="Processes; 0 for one a core.")
@click.option(
    "--real", type=click.Path(path_type=Path, file_okay=False), help="A folder of pictures with a truth.json."
)
@click.option("--output", type=click.Path(path_type=Path), default=Path("var/evaluation.json"), show_default=True)
def main(count: int, seed: int, kinds: str, qualities: str, workers: int, real: Path | None, output: Path) -> None:
    """Measure how well specimens, and real pictures, are read."""
    console = Console()
    if count:
        specimens = plan(count, seed, _listed(kinds), _listed(qualities))
        outcomes = list(track(run(specimens, workers), "reading", total=len(specimens), console=Console(stderr=True)))
        print_report(outcomes, console)
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(json.dumps(figures(outcomes), ensure_ascii=False, indent=1), encoding="utf-8")
        console.print(f"Every specimen that came out otherwise than it should is listed in {output}.")
    if real is not None:
        evaluate_real(real, console)


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


if __name__ == "__main__":
    main()
