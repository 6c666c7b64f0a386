"""The charts' options, as ECharts takes them; every figure stands in a table beside its chart too."""

from __future__ import annotations

from typing import Any

from models.figures import Figures
from models.review import Outcome
from webqueue.language.sentences import translated
from webqueue.words import CHECKS, OUTCOMES

_COLOURS = {Outcome.APPROVED: "#1b6b3a", Outcome.RETURNED: "#b26b00", Outcome.REJECTED: "#a61b1b"}
MOST_LINES = 5
"""Reasons in one chart; more cannot be told apart."""
_GRID = {"left": 8, "right": 16, "top": 32, "bottom": 8, "containLabel": True}


def by_day(figures: Figures) -> dict[str, Any]:
    """Decisions by day, stacked by outcome."""
    return {
        "grid": _GRID,
        "legend": {"top": 0},
        "xAxis": {"type": "category", "data": [day.strftime("%m-%d") for day in figures.by_day]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {
                "name": translated(OUTCOMES[outcome]),
                "type": "bar",
                "stack": "decisions",
                "barMaxWidth": 28,
                "itemStyle": {"color": _COLOURS[outcome]},
                "data": [counts[outcome] for counts in figures.by_day.values()],
            }
            for outcome in Outcome
        ],
    }


def backlog(figures: Figures) -> dict[str, Any]:
    """Waiting cases by age."""
    return _bars([translated(name) for name in figures.backlog], list(figures.backlog.values()), "#1d4e89")


def disagreements(figures: Figures) -> dict[str, Any]:
    """Of each check's objections, the share that people did not share, in per cent."""
    rows = list(reversed(figures.disagreements))
    names = [translated(CHECKS.get(row.check, row.check)) for row in rows]  # type: ignore[call-overload]
    return _bars(names, [round(100 * row.share) for row in rows], "#b26b00", lying=True)


def reasons(figures: Figures) -> dict[str, Any]:
    """The most frequent reasons, week by week."""
    weeks = list(figures.reasons[0].by_week) if figures.reasons else []
    return {
        "grid": {**_GRID, "top": 56},
        "legend": {"top": 0, "type": "scroll"},
        "xAxis": {"type": "category", "data": [week.strftime("%m-%d") for week in weeks]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"name": use.title, "type": "line", "data": list(use.by_week.values())}
            for use in figures.reasons[:MOST_LINES]
        ],
    }


def _bars(names: list[str], values: list[int], colour: str, *, lying: bool = False) -> dict[str, Any]:
    category = {"type": "category", "data": names, "axisLabel": {"interval": 0}}
    value = {"type": "value", "minInterval": 1}
    return {
        "grid": {**_GRID, "top": 12},
        "xAxis": value if lying else category,
        "yAxis": category if lying else value,
        "series": [{"type": "bar", "barMaxWidth": 28, "itemStyle": {"color": colour}, "data": values}],
    }
