"""What a calibration found, as tables: for the console, and in Markdown for docs/calibration.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from ocr.checks.thresholds import Threshold
from tests.evaluation.calibrating import Trial
from tests.evaluation.reliability import curve

BEGINNING, END = "<!-- written by make evaluate CALIBRATE=1 -->", "<!-- to here -->"


class Grid(NamedTuple):
    """A table of texts."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def grids(fitting: Trial, checking: Trial) -> list[Grid]:
    """The thresholds, what comes of them, and the reliability curves on both sets together."""
    return [_thresholds(fitting, checking), _submissions(fitting, checking), _curves(fitting, checking)]


def print_grids(found: Sequence[Grid], console: Console) -> None:
    """All of them, on the console."""
    for grid in found:
        table = Table(*grid.columns, title=grid.title, title_justify="left")
        for row in grid.rows:
            table.add_row(*row)
        console.print(table)


def write_into(page: Path, found: Sequence[Grid]) -> None:
    """Puts the tables into the part of `page` that is theirs; raises ValueError where that is not marked."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGINNING)
    _, marked, after = rest.partition(END)
    if not marked:
        raise ValueError(f"{page} has no part between “{BEGINNING}” and “{END}”")
    tables = "\n\n".join(_markdown(grid) for grid in found)
    page.write_text(f"{before}{BEGINNING}\n\n{tables}\n\n{END}{after}", encoding="utf-8")


def _markdown(grid: Grid) -> str:
    lines = [grid.columns, ("---",) * len(grid.columns), *grid.rows]
    return "\n".join([f"**{grid.title}**", "", *(f"| {' | '.join(line)} |" for line in lines)])


def _thresholds(fitting: Trial, checking: Trial) -> Grid:
    columns = (
        "threshold",
        "number",
        "right ones kept",
        "wrong, let through",
        "highest wrong",
        "checked: kept",
        "wrong",
    )
    rows = []
    for threshold in Threshold:
        fit, check = fitting.fits[threshold], checking.fits[threshold]
        rows.append(
            (
                threshold.value,
                f"{fit.number:g}",
                f"{fit.kept}/{fit.right}",
                f"{fit.let_through}/{fit.wrong}",
                f"{fit.highest_wrong:.3f}" if fit.wrong else "–",
                f"{check.kept}/{check.right}",
                f"{check.let_through}/{check.wrong}",
            )
        )
    return Grid("Thresholds, on the fitting set and, in the last two columns, on the checking set", columns, rows)


def _submissions(fitting: Trial, checking: Trial) -> Grid:
    figures = [trial.figures() for trial in (fitting, checking)]
    rows = [(name.replace("_", " "), *(_said(each[name]) for each in figures)) for name in figures[0]]
    return Grid("Submissions under these thresholds", ("figure", "fitting", "checking"), rows)


def _said(value: Any) -> str:
    return "，".join(f"{key} {each}" for key, each in value.items()) if isinstance(value, dict) else str(value)


def _curves(fitting: Trial, checking: Trial) -> Grid:
    relied = [*fitting.relied, *checking.relied]
    rows = [
        (
            threshold.value,
            f"{each.low:g} – {each.high:g}",
            f"{each.mean:.3f}",
            f"{each.right}/{each.count}",
            f"{each.right / each.count:.3f}",
        )
        for threshold in Threshold
        for each in curve(threshold, relied)
    ]
    return Grid(
        "How often it is right to rely on a confidence", ("threshold", "from – to", "mean", "right", "share"), rows
    )
