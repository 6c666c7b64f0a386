"""The form (申请表): whether it could be read and every field is there."""

from __future__ import annotations

from models.findings import CheckId, CheckResult, Verdict
from ocr.checks.case import Case


def check(case: Case) -> tuple[CheckResult, ...]:
    """One failed result that names every fault; nothing where the form is whole."""
    faults = [(code, message) for part, code, message in case.problems if part == "form"]
    if not faults:
        return ()
    message = "".join(dict.fromkeys(message for _, message in faults))
    return (CheckResult(CheckId.FORM, Verdict.FAIL, faults[0][0], message, confidence=1.0),)
