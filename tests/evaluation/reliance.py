"""On which confidences the checks of a specimen rely, and whether it is right to believe what they were asked for.

The checks are asked with thresholds that everything reaches, so that one reading tells what any thresholds would make
of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models.findings import CheckId, Slot
from models.form import Form
from ocr.checks import Case, check_submission
from ocr.checks.thresholds import Threshold
from ocr.letter_rules import LETTER_RULES

LETTER = "letter."
TO_FAIL = frozenset({Threshold.DIFFERENT, Threshold.ANOTHER})
"""Thresholds from which a check fails a submission; from the others on it passes."""


@dataclass(frozen=True)
class Reliance:
    """One confidence that a check asked for."""

    threshold: Threshold
    value: str
    """The check, or `letter.` and a field."""
    confidence: float
    right: bool | None
    """Whether what the check concludes from a high confidence is true; None where the truth claims nothing of it."""

    @property
    def check(self) -> str:
        """The check that asked."""
        return CheckId.LETTER_FIELDS.value if self.value.startswith(LETTER) else self.value

    @property
    def passes(self) -> bool:
        """Whether the check passes by it, rather than fails."""
        return self.threshold not in TO_FAIL


@dataclass
class _Asked:
    """Thresholds that everything reaches, with what was asked."""

    asked: list[tuple[Threshold, float, str]] = field(default_factory=list)

    def reached(self, threshold: Threshold, confidence: float, value: str) -> bool:
        """Always; notes what was asked."""
        self.asked.append((threshold, confidence, str(value)))
        return True


def relied_on(case: Case, truth: Mapping[str, Any]) -> tuple[dict[str, str], tuple[Reliance, ...]]:
    """The verdicts that high confidences would give to the checks, and the confidences that they asked for."""
    asked = _Asked()
    results = check_submission(replace(case, thresholds=asked))
    relied = tuple(
        Reliance(threshold, value, confidence, _is_right(threshold, _agrees(value, case.form, truth)))
        for threshold, confidence, value in asked.asked
    )
    return {result.check.value: result.verdict.value for result in results}, relied


def _is_right(threshold: Threshold, agrees: bool | None) -> bool | None:
    return agrees if agrees is None or threshold not in TO_FAIL else not agrees


def _agrees(value: str, form: Form, truth: Mapping[str, Any]) -> bool | None:
    """Whether there truly stands what the form asks for; None where the truth says nothing of it."""
    name = value.removeprefix(LETTER)
    rule = LETTER_RULES.get(name) if value.startswith(LETTER) else None
    if rule is not None:
        fields = truth["documents"].get(Slot.LETTER.value, {}).get("fields")
        return None if fields is None else rule.normalise(fields.get(name, "")) == rule.typed(form).text
    check = CheckId.LETTER_FIELDS.value if value.startswith(LETTER) else value
    return None if check in truth["not_claimed"] else check not in truth["must_not_pass"]
