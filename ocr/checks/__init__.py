"""Checks: each compares what was read with what was typed, and says what it concluded, on what evidence.

A submission's checks are pure functions of a `Case`; the order below is the order in which reviewers see them.
"""

from __future__ import annotations

from models.findings import CheckResult
from ocr.checks import (
    certificate_type,
    credit_code,
    form,
    integrity,
    letter_fields,
    letter_type,
    marking,
    operator_identity,
    pooling_area,
    seal,
    unit_name,
    validity,
)
from ocr.checks.case import Case, Part, Unusable
from ocr.checks.thresholds import calibrated

RULES = f"2026.2+{calibrated().digest}"
"""Version of the checks' rules: a number, raised with every change that can change a verdict, and the thresholds'."""

CHECKS = (
    certificate_type.check,
    credit_code.check,
    unit_name.check,
    seal.check_certificate,
    marking.check,
    validity.check,
    pooling_area.check,
    letter_type.check,
    letter_fields.check,
    seal.check_letter,
    operator_identity.check,
    integrity.check,
)


def check_submission(case: Case) -> tuple[CheckResult, ...]:
    """The results of all checks; that of the form stands first, and only where the form has a problem."""
    return (*form.check(case), *(check(case) for check in CHECKS))


__all__ = ["RULES", "Case", "Part", "Unusable", "check_submission"]
