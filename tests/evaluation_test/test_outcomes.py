"""What counts as right, as wrong, and as the one thing that must not happen."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace

import pytest
from rich.console import Console

from tests.evaluation.judging import Outcome, Reading
from tests.evaluation.report import figures, print_report, share
from tests.evaluation.running import plan
from tests.specimens.case import KINDS, QUALITIES

CLEAN = Outcome(1, "clean", "scan", 2.0, "pass", "pass", verdicts={"marking": "pass", "validity": "pass"})
WRONG = Outcome(
    2,
    "marking_missing",
    "photo",
    4.0,
    "fail",
    "fail",
    verdicts={"marking": "fail", "validity": "pass", "pooling_area": "review"},
    reasons={"marking": "MARKING_MISSING: None", "validity": "VALID: None", "pooling_area": "AREA_UNDECIDED: None"},
    must_not_pass=("marking",),
    not_claimed=("pooling_area",),
    readings=(Reading("credit_code", "91430602MA4TT0009T", "91430602MA4TT0008T"),),
    timings={"lines": 1.0},
)
FALSE_PASS = replace(WRONG, verdict="pass", verdicts={"marking": "pass"}, reasons={"marking": "MARKING_EXACT: None"})


@pytest.mark.parametrize(("outcome", "is_false"), [(CLEAN, False), (WRONG, False), (FALSE_PASS, True)])
def test_a_wrong_submission_that_passed_is_a_false_pass(outcome: Outcome, is_false: bool) -> None:
    assert outcome.false_pass is is_false


@pytest.mark.parametrize("verdict", ["fail", "review", "not_checked"])
def test_a_check_that_must_not_pass_is_right_with_any_other_verdict(verdict: str) -> None:
    assert replace(WRONG, verdicts={"marking": verdict}).right("marking") is True


def test_a_check_that_passes_what_is_wrong_is_wrong() -> None:
    assert FALSE_PASS.right("marking") is False


def test_a_check_that_stops_what_is_right_is_wrong() -> None:
    assert replace(CLEAN, verdicts={"marking": "review"}).right("marking") is False
    assert CLEAN.right("marking") is True


def test_of_what_the_truth_claims_nothing_a_verdict_is_neither() -> None:
    assert WRONG.right("pooling_area") is None
    assert WRONG.right("letter_seal") is None


def test_shares_are_counted_and_where_nothing_is_there_is_no_share() -> None:
    assert share([True, True, False]) == "2/3 66.7 %"
    assert share([]) == "–"


def test_the_figures_name_every_specimen_that_came_out_otherwise_than_it_should() -> None:
    found = figures(
        [
            CLEAN,
            WRONG,
            FALSE_PASS,
            replace(CLEAN, verdict="review", verdicts={"marking": "review"}, reasons={"marking": "x"}),
        ]
    )
    assert found["specimens"] == 4
    assert [entry["seed"] for entry in found["false_passes"]] == [2]
    assert found["straight_through"]["scan"] == "1/2 50.0 %"
    assert [entry["checks"] for entry in found["stopped_clean_cases"]] == [{"marking": "x"}]
    assert {entry["what"] for entry in found["wrongly_read"]} == {"credit_code"}
    assert {(entry["seed"], entry["check"]) for entry in found["wrong_checks"]} == {(1, "marking"), (2, "marking")}


def test_a_false_pass_is_told_by_its_seed() -> None:
    console = Console(file=io.StringIO(), width=160)
    print_report([CLEAN, WRONG, FALSE_PASS], console)
    assert isinstance(console.file, io.StringIO)
    assert "false pass: seed 2 marking_missing photo" in console.file.getvalue()


def test_a_run_takes_qualities_in_turn_and_half_of_it_is_clean() -> None:
    specimens = plan(8 * len(QUALITIES), seed=100)
    assert [specimen.seed for specimen in specimens] == list(range(100, 100 + len(specimens)))
    assert {specimen.quality for specimen in specimens} == set(QUALITIES)
    for quality in QUALITIES:
        kinds = [specimen.kind for specimen in specimens if specimen.quality == quality]
        assert kinds.count("clean") == len(kinds) / 2


def test_a_long_run_has_every_kind_of_wrong() -> None:
    assert {specimen.kind for specimen in plan(6 * len(KINDS), seed=1)} == set(KINDS)


@pytest.mark.parametrize("qualities", [1, 2, 3, 4])
def test_every_wrong_kind_comes_as_often_as_another_whichever_qualities_are_asked_for(qualities: int) -> None:
    specimens = plan(8 * len(KINDS), 7, qualities=QUALITIES[:qualities])
    times = Counter(specimen.kind for specimen in specimens if specimen.kind != "clean")

    assert set(times) == set(KINDS) - {"clean"}
    assert max(times.values()) - min(times.values()) <= 1


def test_a_run_can_be_held_to_some_kinds_and_qualities() -> None:
    specimens = plan(6, 1, kinds=["marking_missing"], qualities=["scan"])
    assert {(specimen.kind, specimen.quality) for specimen in specimens} == {("marking_missing", "scan")}
