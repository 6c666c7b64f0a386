"""What is believed from which confidence on, and that a changed number is a changed rule."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.findings import Agreement, CheckId, CodeReading, Marking, Seal, Verdict
from ocr.checks import RULES, Case
from ocr.checks.thresholds import CALIBRATION, FixedThresholds, Threshold, calibrated
from ocr.marking import REQUIRED
from tests.readings import CODE, UNIT, a_case, a_certificate, a_field, a_letter, a_seal, result_of

CONFIDENCES = st.floats(0, 0.94)
NUMBERS = dict(calibrated().values)


def seal_of(confidence: float) -> Seal:
    return a_seal(agreement=Agreement(UNIT, confidence))


def case_of(threshold: Threshold, confidence: float) -> tuple[Case, CheckId]:
    """A clean case in which one value is no surer than `confidence`, and the check that relies on it."""
    if threshold is Threshold.CODE:
        return a_case(a_certificate(credit_code=CodeReading(CODE, confidence, None, 1))), CheckId.CREDIT_CODE
    if threshold is Threshold.NAME:
        return a_case(a_certificate(unit_name=a_field(UNIT, confidence))), CheckId.UNIT_NAME
    if threshold is Threshold.SEAL:
        return a_case(a_certificate(seals=(seal_of(confidence),))), CheckId.CERTIFICATE_SEAL
    if threshold is Threshold.MARKING:
        marking = Marking(True, REQUIRED, 1.0, (1, 2, 3, 4), 1, 0.9, Agreement(REQUIRED, confidence))
        return a_case(a_certificate(marking=marking)), CheckId.MARKING
    fields = {**a_letter().fields, "mobile": a_field("13800138000", confidence)}
    return a_case(letter=a_letter(fields=fields)), CheckId.LETTER_FIELDS


PASSING = (Threshold.CODE, Threshold.NAME, Threshold.FIELD, Threshold.SEAL, Threshold.MARKING)


@given(st.sampled_from(PASSING), CONFIDENCES, st.floats(0.01, 0.99))
def test_what_agrees_passes_from_its_threshold_on_and_is_looked_at_below(
    threshold: Threshold, confidence: float, number: float
) -> None:
    case, check = case_of(threshold, confidence)
    case = replace(case, thresholds=FixedThresholds({**NUMBERS, threshold: number}))
    expected = Verdict.PASS if confidence >= number else Verdict.REVIEW
    assert result_of(case, check).verdict is expected


@given(CONFIDENCES, st.floats(0.01, 0.99))
def test_a_name_that_differs_little_fails_from_its_threshold_on(confidence: float, number: float) -> None:
    case = a_case(a_certificate(unit_name=a_field(UNIT.replace("示例", "示列"), confidence)))
    case = replace(case, thresholds=FixedThresholds({**NUMBERS, Threshold.DIFFERENT: number}))
    expected = Verdict.FAIL if confidence >= number else Verdict.REVIEW
    assert result_of(case, CheckId.UNIT_NAME).verdict is expected


@given(CONFIDENCES, st.floats(0.01, 0.99))
def test_a_field_that_differs_little_fails_from_its_threshold_on(confidence: float, number: float) -> None:
    fields = {**a_letter().fields, "mobile": a_field("13800138001", confidence)}
    case = a_case(letter=a_letter(fields=fields))
    case = replace(case, thresholds=FixedThresholds({**NUMBERS, Threshold.ANOTHER: number}))
    expected = Verdict.FAIL if confidence >= number else Verdict.REVIEW
    assert result_of(case, CheckId.LETTER_FIELDS).verdict is expected


def test_the_rules_version_bears_the_thresholds() -> None:
    assert RULES.endswith(calibrated().digest)
    assert len(RULES) <= 40


@pytest.mark.parametrize("threshold", list(Threshold))
def test_any_changed_number_changes_the_digest(threshold: Threshold) -> None:
    changed = FixedThresholds({**NUMBERS, threshold: NUMBERS[threshold] / 2})
    assert changed.digest != calibrated().digest


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file["thresholds"].pop("code"),
        lambda file: file["thresholds"].update(code=1.2),
        lambda file: file["thresholds"].update(code=0),
        lambda file: file["thresholds"].update(colour=0.5),
        lambda file: file.update(note="by hand"),
    ],
)
def test_a_file_that_the_command_did_not_write_is_refused(change: object, tmp_path: Path) -> None:
    file = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    assert callable(change)
    change(file)
    changed = tmp_path / "thresholds.json"
    changed.write_text(json.dumps(file), encoding="utf-8")
    with pytest.raises(ValidationError):
        calibrated(changed)
