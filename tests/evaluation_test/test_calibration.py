"""Thresholds are fitted to stop what is wrong, and what they are said to make of a specimen is what they make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from models.findings import Agreement, CodeReading, DocumentReading, Slot, Verdict, verdict_of
from ocr.checks import Case, check_submission
from ocr.checks.thresholds import Calibration, FixedThresholds, Threshold, calibrated
from tests.evaluation import kept_outcomes
from tests.evaluation.calibrate import settled
from tests.evaluation.calibrating import Trial, calibration_of, unlike_the_checks
from tests.evaluation.calibration_report import BEGINNING, END, grids, print_grids, write_into
from tests.evaluation.fitting import (
    CEILING_TO_FAIL,
    CEILING_TO_PASS,
    ENOUGH,
    FLOORS,
    all_pass,
    fit_of,
    fitted,
    upper_bound,
    with_margin,
)
from tests.evaluation.judging import Outcome
from tests.evaluation.kept_outcomes import outcomes_of
from tests.evaluation.reliability import curve
from tests.evaluation.reliance import TO_FAIL, Reliance, relied_on
from tests.evaluation.running import Specimen
from tests.readings import CODE, FORM, UNIT, a_case, a_certificate, a_field, a_letter, a_seal

CONFIDENCES = st.floats(0, 1)
RELIED = st.lists(
    st.builds(
        Reliance, st.sampled_from(Threshold), st.just("unit_name"), CONFIDENCES, st.sampled_from([True, False, None])
    )
)
FIELDS = {
    "unit_name": UNIT,
    "credit_code": CODE,
    "operator_name": FORM.operator.name,
    "id_number": FORM.operator.id_number,
    "mobile": FORM.operator.mobile,
}


def truth(*must_not_pass: str, **fields: str) -> dict[str, Any]:
    return {
        "must_not_pass": must_not_pass,
        "not_claimed": (),
        "documents": {"certificate": {}, "letter": {"fields": {**FIELDS, **fields}}},
    }


def doubtful(name: float = 0.99, mobile: float = 0.99, seal: float = 0.99, code: float = 0.99) -> Case:
    """A case that would pass if its confidences were high enough."""
    certificate: DocumentReading = a_certificate(
        unit_name=a_field(UNIT, name),
        credit_code=CodeReading(CODE, code, None, 1),
        seals=(a_seal(agreement=Agreement(UNIT, seal)),),
    )
    fields = {**a_letter().fields, "mobile": a_field(FORM.operator.mobile, mobile)}
    return a_case(certificate, a_letter(fields=fields))


def outcome_of(case: Case, *must_not_pass: str, seed: int = 1) -> Outcome:
    at_best, relied = relied_on(case, truth(*must_not_pass))
    results = check_submission(case)
    return Outcome(
        seed,
        "letter_other_mobile" if must_not_pass else "clean",
        "scan",
        1.0,
        verdict_of(results).value,
        "fail" if must_not_pass else "pass",
        verdicts={result.check.value: result.verdict.value for result in results},
        must_not_pass=must_not_pass,
        at_best=at_best,
        relied=relied,
    )


@given(
    CONFIDENCES, CONFIDENCES, CONFIDENCES, CONFIDENCES, st.dictionaries(st.sampled_from(Threshold), st.floats(0.01, 1))
)
def test_what_is_said_of_thresholds_is_what_the_checks_do_with_them(
    name: float, mobile: float, seal: float, code: float, changed: dict[Threshold, float]
) -> None:
    case = doubtful(name, mobile, seal, code)
    thresholds = {**calibrated().values, **changed}
    done = check_submission(replace(case, thresholds=FixedThresholds(thresholds)))
    assert all_pass(outcome_of(case), thresholds) == (verdict_of(done) is Verdict.PASS)


def test_each_confidence_is_right_where_the_truth_says_so() -> None:
    _, relied = relied_on(doubtful(), truth("certificate_seal", mobile="13900000000"))
    rights = {each.value: each.right for each in relied}
    assert rights["letter.mobile"] is False
    assert rights["certificate_seal"] is False
    assert rights["letter.unit_name"] is rights["letter.id_number"] is rights["letter_seal"] is True
    assert {each.check for each in relied} >= {"letter_fields", "credit_code", "unit_name"}


def test_to_fail_is_right_where_the_values_do_differ() -> None:
    read = a_field(UNIT.replace("示例", "示列"), 0.99)
    case = a_case(a_certificate(unit_name=read))
    for must_not_pass, right in ((("unit_name",), True), ((), False)):
        _, relied = relied_on(case, truth(*must_not_pass))
        assert [each.right for each in relied if each.threshold is Threshold.DIFFERENT] == [right]


def test_of_what_is_not_claimed_nothing_is_right_or_wrong() -> None:
    _, relied = relied_on(doubtful(), {**truth(), "not_claimed": ("unit_name",)})
    assert [each.right for each in relied if each.value == "unit_name"] == [None]


def enough(relied: Sequence[Reliance]) -> list[Outcome]:
    """As many wrong submissions as lower a threshold, the first of which relied on these."""
    others = replace(outcome_of(doubtful(), "unit_name"), relied=())
    return [replace(others, relied=tuple(relied)), *[others] * (ENOUGH - 1)]


@given(RELIED)
def test_no_wrong_one_below_the_ceiling_is_let_through_and_no_floor_is_undercut(relied: list[Reliance]) -> None:
    for threshold, number in fitted(enough(relied), FLOORS).items():
        ceiling = CEILING_TO_FAIL if threshold in TO_FAIL else CEILING_TO_PASS
        wrong = [each.confidence for each in relied if each.threshold is threshold and each.right is False]
        assert FLOORS[threshold] <= number <= ceiling
        assert all(confidence < number for confidence in wrong if confidence < ceiling)
        assert fit_of(threshold, number, relied).let_through == sum(confidence >= number for confidence in wrong)


@pytest.mark.parametrize(("wrong", "number"), [([], 0.5), ([0.2], 0.5), ([0.6], 0.75), ([0.6, 0.995], 0.75)])
def test_a_threshold_lies_where_the_odds_of_the_highest_wrong_are_doubled(wrong: list[float], number: float) -> None:
    relied = [Reliance(Threshold.FIELD, "letter.mobile", confidence, False) for confidence in wrong]
    assert fitted(enough(relied), FLOORS)[Threshold.FIELD] == pytest.approx(number, abs=0.001)


def test_a_budget_lets_the_highest_wrong_ones_through() -> None:
    relied = [Reliance(Threshold.FIELD, "letter.mobile", confidence, False) for confidence in (0.6, 0.8, 0.9)]
    assert fitted(enough(relied), FLOORS, budget=2)[Threshold.FIELD] == pytest.approx(0.75, abs=0.001)


def test_a_small_run_raises_a_threshold_and_lowers_none() -> None:
    in_force = dict.fromkeys(Threshold, 0.95)
    wrong = Reliance(Threshold.FIELD, "letter.mobile", 0.97, False)
    few = fitted(enough([wrong])[: ENOUGH - 1], in_force)
    assert few[Threshold.FIELD] == pytest.approx(0.985, abs=0.001)
    assert {few[threshold] for threshold in Threshold if threshold is not Threshold.FIELD} == {0.95}
    assert fitted(enough([wrong]), in_force)[Threshold.NAME] == 0.95


def test_a_threshold_is_lowered_where_right_ones_are_gained() -> None:
    in_force = dict.fromkeys(Threshold, 0.95)
    right = Reliance(Threshold.NAME, "unit_name", 0.6, True)
    assert fitted(enough([right]), in_force)[Threshold.NAME] == FLOORS[Threshold.NAME]
    assert fitted(enough([right])[: ENOUGH - 1], in_force)[Threshold.NAME] == 0.95


@given(CONFIDENCES)
def test_a_margin_doubles_the_odds(confidence: float) -> None:
    wider = with_margin(confidence)
    assert wider * (1 - confidence) == pytest.approx(2 * confidence * (1 - wider), abs=1e-9)


@pytest.mark.parametrize(
    ("wrong", "among", "bound"), [(0, 80, 0.0368), (0, 1000, 0.00299), (1, 100, 0.0466), (5, 5, 1.0), (0, 0, 1.0)]
)
def test_the_bound_is_the_exact_one(wrong: int, among: int, bound: float) -> None:
    assert upper_bound(wrong, among) == pytest.approx(bound, rel=0.01)


def test_a_curve_counts_each_confidence_once() -> None:
    relied = [Reliance(Threshold.NAME, "unit_name", place / 20, place > 8) for place in range(21)]
    bins = curve(Threshold.NAME, [*relied, Reliance(Threshold.NAME, "unit_name", 0.4, None)])
    assert sum(each.count for each in bins) == 21
    assert [each.right for each in bins] == [0, 1, 4, 4, 2, 1]


def trial(outcomes: Sequence[Outcome]) -> Trial:
    return Trial("fitting", outcomes, calibrated().values)


CLEAN = outcome_of(doubtful())
PASSES_WRONGLY = outcome_of(doubtful(), "letter_fields", seed=2)


def test_a_wrong_pass_on_either_family_keeps_the_thresholds_from_being_written() -> None:
    console = Console(file=None, quiet=True)
    assert settled(trial([CLEAN]), trial([CLEAN]), 0, console)
    assert not settled(trial([CLEAN]), trial([CLEAN, PASSES_WRONGLY]), 0, console)
    assert not settled(trial([PASSES_WRONGLY]), trial([CLEAN]), 0, console)
    assert settled(trial([PASSES_WRONGLY]), trial([CLEAN]), 1, console)


def test_an_outcome_that_its_checks_gave_otherwise_is_noticed() -> None:
    other = replace(CLEAN, verdicts={**CLEAN.verdicts, "unit_name": "review"})
    assert unlike_the_checks([CLEAN, other]) == [other]
    assert not settled(trial([other]), trial([CLEAN]), 0, Console(quiet=True))


def test_what_is_written_is_what_is_read_at_work(tmp_path: Path) -> None:
    written = calibration_of(trial([CLEAN]), trial([CLEAN, PASSES_WRONGLY]), 0)
    file = tmp_path / "thresholds.json"
    file.write_text(written.model_dump_json(), encoding="utf-8")
    assert calibrated(file) == calibrated()
    assert written.checked["wrong_passes"] == "1/1"
    assert Calibration.model_validate_json(file.read_bytes()) == written


def test_the_tables_go_into_their_part_of_the_page(tmp_path: Path) -> None:
    found = grids(trial([CLEAN]), trial([CLEAN]))
    page = tmp_path / "calibration.md"
    page.write_text(f"before\n{BEGINNING}\nof yesterday\n{END}\nafter\n", encoding="utf-8")
    write_into(page, found)
    once = page.read_text(encoding="utf-8")
    write_into(page, found)
    assert page.read_text(encoding="utf-8") == once
    assert once.startswith("before\n")
    assert once.endswith("after\n")
    assert "of yesterday" not in once
    assert "| field | 0.97 – 1 |" in once
    print_grids(found, Console(quiet=True))


def test_a_page_without_the_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "calibration.md"
    page.write_text("words", encoding="utf-8")
    with pytest.raises(ValueError, match="no part"):
        write_into(page, [])


def test_outcomes_are_kept_and_only_the_missing_ones_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Specimen] = []

    def run(specimens: Sequence[Specimen], _workers: int) -> list[Outcome]:
        asked.extend(specimens)
        return [replace(CLEAN, seed=specimen.seed, kind=specimen.kind) for specimen in specimens]

    monkeypatch.setattr(kept_outcomes, "run", run)
    file = tmp_path / "fitting.jsonl"
    first, second = Specimen(1, "clean", "scan"), Specimen(2, "clean", "scan")
    assert [outcome.seed for outcome in outcomes_of([first], file, 1)] == [1]
    with file.open("a", encoding="utf-8") as target:
        target.write('{"seed": 2, "kin')
    assert list(outcomes_of([first, second], file, 1)) == [CLEAN, replace(CLEAN, seed=2)]
    assert asked == [first, second]
    monkeypatch.setattr(kept_outcomes, "digest_of_code", lambda: "other code")
    list(outcomes_of([first], file, 1))
    assert asked == [first, second, first]


def test_a_slot_without_a_letter_claims_nothing_of_its_fields() -> None:
    claims = {**truth(), "documents": {"certificate": {}, "letter": {}}}
    assert Slot.LETTER.value in claims["documents"]
    _, relied = relied_on(doubtful(), claims)
    assert {each.right for each in relied if each.value == "letter.mobile"} == {None}
