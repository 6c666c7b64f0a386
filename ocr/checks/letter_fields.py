"""The letter's fields: each obligatory one filled in and agreeing with the form; the date neither future nor stale."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.findings import CheckId, CheckResult, DocumentType, Evidence, FieldReading, Slot, Verdict
from ocr.checks.case import Case, not_checked
from ocr.checks.comparison import compare
from ocr.checks.thresholds import Threshold, Thresholds
from ocr.letter import parse_date
from ocr.letter_rules import LETTER_RULES

MISREAD = 4
"""So many characters may be misread where the handwriting is poor: a person's whole name, or few of a number's."""
PIECE = 2 / 3
"""Share of the typed value's length below which what was found is a piece of what is written, not another value."""


@dataclass(frozen=True)
class Finding:
    """What one field contributes to the check's result."""

    verdict: Verdict
    reason: str
    message: str
    expected: str = ""
    found: str = ""
    confidence: float = 0.0
    field: FieldReading | None = None


def check(case: Case) -> CheckResult:
    """The worst of the fields decides; all that are not right are named."""
    if case.fault_of(Slot.LETTER) is not None:
        return not_checked(CheckId.LETTER_FIELDS, Slot.LETTER)
    reading = case.documents[Slot.LETTER]
    if reading.type is not DocumentType.COMMITMENT_LETTER:
        return CheckResult(
            CheckId.LETTER_FIELDS, Verdict.NOT_CHECKED, "NO_LETTER", "未见承诺书，填写内容未核验。请先更换该附件。"
        )
    findings = [_field(name, reading.fields.get(name), case) for name in LETTER_RULES]
    findings.append(_date(reading.fields.get("date"), case))
    return _combined(findings)


def _field(name: str, field: FieldReading | None, case: Case) -> Finding:
    rule, value = LETTER_RULES[name], f"letter.{name}"
    expected = rule.typed(case.form).text
    found = rule.normalise(field.text) if field else ""
    shown = (rule.masked(expected), rule.masked(found))
    if field is None:
        return Finding(Verdict.REVIEW, "FIELD_NOT_FOUND", f"未找到“{rule.label}”栏", *shown)
    if not found and field.confidence == 1.0:
        return Finding(Verdict.FAIL, "FIELD_BLANK", f"“{rule.label}”未填写", *shown, 1.0, field)
    if found and found == expected:
        threshold = Threshold.NAME if name == "unit_name" else Threshold.FIELD
        if case.thresholds.reached(threshold, field.confidence, value):
            return Finding(Verdict.PASS, "FIELD_AGREES", "", *shown, field.confidence, field)
        return Finding(Verdict.REVIEW, "FIELD_UNCERTAIN", f"“{rule.label}”字迹不清", *shown, field.confidence, field)
    is_piece = len(found) < PIECE * len(expected)
    distance = compare(expected, found).distance
    is_sure = case.thresholds.reached(Threshold.DIFFERENT, field.confidence, value)
    contradicts_itself = not is_sure and not rule.is_well_formed(found) and distance <= _most_misread(len(expected))
    if is_piece or contradicts_itself or _may_be_misread(field, distance, len(expected), case.thresholds, value):
        words = f"“{rule.label}”未能可靠识别"
        return Finding(Verdict.REVIEW, "FIELD_UNCERTAIN", words, *shown, field.confidence, field)
    return Finding(Verdict.FAIL, "FIELD_DIFFERS", f"“{rule.label}”与填报的不一致", *shown, field.confidence, field)


def _most_misread(length: int) -> int:
    return max(MISREAD, length // 4)


def _may_be_misread(field: FieldReading, distance: int, length: int, thresholds: Thresholds, value: str) -> bool:
    """Whether so little differs that it may be the reading; what is legibly another value is not."""
    if distance > _most_misread(length):
        return False
    certain = field.confidence if field.agreement is None else 1 - field.agreement.confidence
    return not thresholds.reached(Threshold.ANOTHER, certain, value)


def _date(field: FieldReading | None, case: Case) -> Finding:
    if field is None:
        return Finding(Verdict.REVIEW, "DATE_NOT_FOUND", "未找到日期")
    if not field.text and field.confidence == 1.0:
        return Finding(Verdict.FAIL, "DATE_BLANK", "“日期”未填写", confidence=1.0, field=field)
    date = _as_date(field.text)
    if date is None:
        return Finding(Verdict.REVIEW, "DATE_UNREADABLE", "日期未能识别", "", field.text, field.confidence, field)
    late, early = date > case.today, date < case.today - dt.timedelta(days=case.letter_days)
    if not late and not early:
        return Finding(Verdict.PASS, "DATE_AGREES", "", "", field.text, field.confidence, field)
    words = "日期晚于今天" if late else f"日期早于{case.letter_days}天前"
    is_certain = case.thresholds.reached(Threshold.DIFFERENT, field.confidence, "letter.date")
    verdict = Verdict.FAIL if is_certain else Verdict.REVIEW
    return Finding(verdict, "DATE_IN_FUTURE" if late else "DATE_STALE", words, "", field.text, field.confidence, field)


def _as_date(text: str) -> dt.date | None:
    parts = parse_date(text)
    try:
        return dt.date(*parts) if parts else None
    except ValueError:
        return None


def _combined(findings: list[Finding]) -> CheckResult:
    flagged = [finding for finding in findings if finding.verdict is not Verdict.PASS]
    if not flagged:
        return _result(Verdict.PASS, "FIELDS_AGREE", "承诺书各项已填写，与填报一致。", findings, findings)
    failed = [finding for finding in flagged if finding.verdict is Verdict.FAIL]
    words = "；".join(finding.message for finding in flagged)
    if failed:
        return _result(Verdict.FAIL, failed[0].reason, f"承诺书{words}。请填写更正后重新盖章上传。", failed, flagged)
    return _result(Verdict.REVIEW, flagged[0].reason, f"承诺书{words}，请人工核对。", flagged, flagged)


def _result(verdict: Verdict, reason: str, message: str, deciding: list[Finding], shown: list[Finding]) -> CheckResult:
    return CheckResult(
        CheckId.LETTER_FIELDS,
        verdict,
        reason,
        message,
        expected="；".join(finding.expected for finding in shown if finding.expected) or None,
        found="；".join(finding.found for finding in shown if finding.found) or None,
        confidence=min(finding.confidence for finding in deciding),
        evidence=tuple(
            Evidence(Slot.LETTER, finding.field.page, finding.field.box)
            for finding in shown
            if finding.field is not None and finding.field.page
        ),
    )
