"""The term of validity (有效期): an expired certificate is none; a licence without a printed term is as good as any.

事业单位法人证书 always bears one; 营业期限 is optional since 2022-03-01 (市场主体登记管理条例 art. 9).
"""

from __future__ import annotations

import datetime as dt
import re

from models.findings import BoxValue, CheckId, CheckResult, DocumentReading, FieldReading, Slot, TextLine, Verdict
from ocr.certificates import KINDS
from ocr.checks.case import Case, not_checked, place
from ocr.checks.thresholds import Threshold
from ocr.terms import end_in, end_of_term, is_endless


def check(case: Case) -> CheckResult:
    """Fail for an end that has passed, review where a term is printed and cannot be read."""
    if case.fault_of(Slot.CERTIFICATE) is not None:
        return not_checked(CheckId.VALIDITY, Slot.CERTIFICATE)
    reading = case.documents[Slot.CERTIFICATE]
    if not reading.type.is_certificate:
        return CheckResult(
            CheckId.VALIDITY, Verdict.NOT_CHECKED, "NO_CERTIFICATE", "未见登记证书，有效期未核验。请先更换该附件。"
        )
    field = reading.fields.get("validity") or _term_anywhere(reading)
    if field is None:
        return _without_term(reading)
    if is_endless(field.text):
        return _result(Verdict.PASS, "NO_END", "证书长期有效。", field)
    end = end_of_term(field.text)
    if end is None:
        return _result(Verdict.REVIEW, "VALIDITY_UNREADABLE", "证书的有效期未能识别，请人工核对。", field)
    return _against_today(end, field, case)


def _against_today(end: dt.date, field: FieldReading, case: Case) -> CheckResult:
    today = case.today
    if end >= today:
        return _result(Verdict.PASS, "VALID", f"证书有效期至{end:%Y-%m-%d}。", field, today)
    if not case.thresholds.reached(Threshold.DIFFERENT, field.confidence, CheckId.VALIDITY):
        return _result(
            Verdict.REVIEW, "VALIDITY_UNCERTAIN", f"证书有效期疑似已于{end:%Y-%m-%d}届满，请人工核对。", field, today
        )
    message = f"证书有效期已于{end:%Y-%m-%d}届满。请上传换发后的有效证书。"
    return _result(Verdict.FAIL, "EXPIRED", message, field, today)


def _without_term(reading: DocumentReading) -> CheckResult:
    if KINDS[reading.type].always_valid_until:
        return _result(Verdict.REVIEW, "VALIDITY_NOT_FOUND", "该类证书应载有有效期，但未能找到，请人工核对。", None)
    return _result(Verdict.PASS, "NO_TERM_PRINTED", "证书未载明有效期。", None)


def _term_anywhere(reading: DocumentReading) -> FieldReading | None:
    """A term that no label was read for."""
    for line in reading.lines:
        text = re.sub(r"\s", "", line.text)
        if end_in(text):
            return FieldReading(text, _least(line), _box(line), line.page)
    return None


def _least(line: TextLine) -> float:
    return min(line.character_scores, default=line.score)


def _box(line: TextLine) -> BoxValue:
    return line.box


def _result(
    verdict: Verdict, reason: str, message: str, field: FieldReading | None, today: dt.date | None = None
) -> CheckResult:
    return CheckResult(
        CheckId.VALIDITY,
        verdict,
        reason,
        message,
        expected=f"不早于{today:%Y-%m-%d}" if today else None,
        found=field.text if field else None,
        confidence=field.confidence if field else 0.5,
        evidence=place(Slot.CERTIFICATE, field.page, field.box) if field else (),
    )
