"""`python -m tests.evaluation.calibrate`: the checks' thresholds fitted, checked and written (docs/calibration.md).

They are fitted on one family of specimens and checked on another, which shares no typeface, layout or camera with it.
Nothing is written where more wrong submissions pass on either than the budget allows.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from ocr.checks.thresholds import CALIBRATION, calibrated
from tests.evaluation.calibrating import Trial, calibration_of, unlike_the_checks
from tests.evaluation.calibration_report import grids, print_grids, write_into
from tests.evaluation.fitting import fitted
from tests.evaluation.judging import Outcome
from tests.evaluation.kept_outcomes import outcomes_of
from tests.evaluation.running import plan
from tests.specimens.families import CHECKING, FITTING
from tests.specimens.family import Family

PAGE = Path(__file__).resolve().parents[2] / "docs" / "calibration.md"
APART = 1_000_000
"""From the first fitting specimen's seed to the first checking one's."""


def read(family: Family, count: int, seed: int, folder: Path, workers: int) -> list[Outcome]:
    """The outcomes of a family's specimens."""
    specimens = plan(count, seed, family=family.name)
    outcomes = outcomes_of(specimens, folder / f"{family.name}-{seed}.jsonl", workers)
    return list(track(outcomes, family.name, total=count, console=Console(stderr=True)))


def settled(fitting: Trial, checking: Trial, budget: int, console: Console) -> bool:
    """Whether the thresholds may be written; says what stands in the way."""
    for trial in (fitting, checking):
        for outcome in unlike_the_checks(trial.outcomes):
            console.print(f"{trial.family}: seed {outcome.seed} comes out otherwise than in its checks", style="red")
            return False
        for outcome in trial.wrong_passes:
            console.print(f"{trial.family}: seed {outcome.seed} {outcome.kind} {outcome.quality} passes", style="red")
        if len(trial.wrong_passes) > budget:
            return False
    return True


@click.command()
@click.option("--count", default=160, show_default=True, help="Specimens of each family.")
@click.option("--seed", default=8_000_000, show_default=True, help="Seed of the first fitting one.")
@click.option("--budget", default=0, show_default=True, help="Wrong ones that a threshold may let through.")
@click.option("--workers", default=0, help="Processes; 0 for one a core.")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("var/calibration"), show_default=True)
@click.option("--try-only", is_flag=True, help="Write nothing.")
def main(count: int, seed: int, budget: int, workers: int, folder: Path, *, try_only: bool) -> None:
    """Fit the checks' thresholds, check them on other specimens, and write them."""
    console = Console(width=160)
    to_fit = read(FITTING, count, seed, folder, workers)
    to_check = read(CHECKING, count, seed + APART, folder, workers)
    thresholds = fitted(to_fit, calibrated().values, budget)
    fitting, checking = Trial(FITTING.name, to_fit, thresholds), Trial(CHECKING.name, to_check, thresholds)
    found = grids(fitting, checking)
    print_grids(found, console)
    if not settled(fitting, checking, budget, console):
        sys.exit("Nothing was written.")
    if not try_only:
        CALIBRATION.write_text(calibration_of(fitting, checking, budget).model_dump_json(indent=2) + "\n", "utf-8")
        write_into(PAGE, found)


if __name__ == "__main__":
    main()
