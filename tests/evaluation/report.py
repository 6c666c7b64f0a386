"""The figures, as tables for people and as values for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean, median
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.evaluation.judging import Outcome

QUALITIES = ("born_digital", "scan", "photo", "bad_photo")
READINGS = ("credit_code", "unit_name", "ring_unit", "ring_authority", "ring_other", "ring_special", "marking")


def share(values: Iterable[bool]) -> str:
    """How many of `values` are true, as `12/13 92.3 %`."""
    all_values = list(values)
    if not all_values:
        return "–"
    return f"{sum(all_values)}/{len(all_values)} {100 * sum(all_values) / len(all_values):.1f} %"


def print_report(outcomes: Sequence[Outcome], console: Console) -> None:
    """All tables."""
    console.print(_by_quality(outcomes))
    console.print(_by_kind(outcomes))
    console.print(_checks(outcomes))
    console.print(_exactness(outcomes))
    console.print(_timing(outcomes))
    for outcome in outcomes:
        if outcome.false_pass:
            console.print(f"false pass: seed {outcome.seed} {outcome.kind} {outcome.quality}", style="bold red")


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The main figures and every specimen that did not come out as the truth asks for."""
    return {
        "specimens": len(outcomes),
        "false_passes": [_named(outcome) for outcome in outcomes if outcome.false_pass],
        "straight_through": {
            quality: share(
                outcome.verdict == "pass" for outcome in outcomes if outcome.clean and outcome.quality == quality
            )
            for quality in QUALITIES
        },
        "stopped_clean_cases": [
            {
                **_named(outcome),
                "checks": {
                    name: outcome.reasons[name] for name, verdict in outcome.verdicts.items() if verdict != "pass"
                },
            }
            for outcome in outcomes
            if outcome.clean and outcome.verdict != "pass"
        ],
        "wrongly_read": [
            {**_named(outcome), "what": reading.what, "expected": reading.expected, "found": reading.found}
            for outcome in outcomes
            for reading in outcome.readings
            if not reading.exact
        ],
        "wrong_checks": [
            {**_named(outcome), "check": check, "verdict": outcome.verdicts[check], "reason": outcome.reasons[check]}
            for outcome in outcomes
            for check in outcome.verdicts
            if outcome.right(check) is False
        ],
    }


def _named(outcome: Outcome) -> dict[str, Any]:
    return {"seed": outcome.seed, "kind": outcome.kind, "quality": outcome.quality}


def _by_quality(outcomes: Sequence[Outcome]) -> Table:
    table = _table("By quality", "quality", "straight through (clean)", "clean failed outright", "false passes (wrong)")
    for quality in QUALITIES:
        chosen = [outcome for outcome in outcomes if outcome.quality == quality]
        clean = [outcome for outcome in chosen if outcome.clean]
        table.add_row(
            quality,
            share(outcome.verdict == "pass" for outcome in clean),
            share(outcome.verdict == "fail" for outcome in clean),
            share(outcome.false_pass for outcome in chosen if not outcome.clean),
        )
    return table


def _by_kind(outcomes: Sequence[Outcome]) -> Table:
    table = _table("By kind of wrong", "kind", "flagged", "flagged by the right checks")
    for kind in sorted({outcome.kind for outcome in outcomes if not outcome.clean}):
        chosen = [outcome for outcome in outcomes if outcome.kind == kind]
        table.add_row(
            kind,
            share(outcome.verdict != "pass" for outcome in chosen),
            share(all(outcome.verdicts.get(check) != "pass" for check in outcome.must_not_pass) for outcome in chosen),
        )
    return table


def _checks(outcomes: Sequence[Outcome]) -> Table:
    table = _table("By check", "check", "right", "passed wrongly", "stopped wrongly")
    for check in dict.fromkeys(check for outcome in outcomes for check in outcome.verdicts):
        judged = [outcome for outcome in outcomes if outcome.right(check) is not None]
        wrong = [outcome for outcome in judged if not outcome.right(check)]
        passed = sum(check in outcome.must_not_pass for outcome in wrong)
        right = share(bool(outcome.right(check)) for outcome in judged)
        table.add_row(check, right, str(passed), str(len(wrong) - passed))
    return table


def _exactness(outcomes: Sequence[Outcome]) -> Table:
    table = _table("Exact readings", "what", *QUALITIES)
    for what in READINGS:
        table.add_row(
            what,
            *(
                share(
                    reading.exact
                    for outcome in outcomes
                    if outcome.quality == quality
                    for reading in outcome.readings
                    if reading.what == what
                )
                for quality in QUALITIES
            ),
        )
    return table


def _timing(outcomes: Sequence[Outcome]) -> Table:
    table = _table("Seconds a submission", "stage", "mean", "median")
    stages = Counter(stage for outcome in outcomes for stage in outcome.timings)
    table.add_row("all", f"{mean(o.seconds for o in outcomes):.3f}", f"{median(o.seconds for o in outcomes):.3f}")
    for stage in stages:
        seconds = [outcome.timings.get(stage, 0.0) for outcome in outcomes]
        table.add_row(stage, f"{mean(seconds):.3f}", f"{median(seconds):.3f}")
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right")
    return table
