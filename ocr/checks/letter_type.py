"""Whether the second document is the commitment letter, under its exact title."""

from __future__ import annotations

from models.findings import CheckId, CheckResult, DocumentReading, DocumentType, Slot, Verdict
from ocr.checks.case import Case, place
from ocr.checks.certificate_type import NAMES
from ocr.document_types import LETTER_TITLE


def check(case: Case) -> CheckResult:
    """Pass for a letter with the exact title, review for one whose title reads otherwise, fail for anything else."""
    fault = case.fault_of(Slot.LETTER)
    if fault is not None:
        return CheckResult(CheckId.LETTER_TYPE, Verdict.FAIL, fault.code, fault.message, confidence=1.0)
    reading = case.documents[Slot.LETTER]
    if reading.type is DocumentType.COMMITMENT_LETTER:
        if LETTER_TITLE in reading.title:
            return _result(Verdict.PASS, "TITLE_AGREES", "承诺书标题正确。", reading)
        return _result(Verdict.REVIEW, "TITLE_DIFFERS", "承诺书标题与规定的不完全一致，请人工核对。", reading)
    if reading.type.is_certificate:
        certificate = case.documents.get(Slot.CERTIFICATE)
        swapped = certificate is not None and certificate.type is DocumentType.COMMITMENT_LETTER
        reason = "DOCUMENTS_SWAPPED" if swapped else "CERTIFICATE_IN_PLACE_OF_LETTER"
        message = (
            "登记证书与承诺书传反了位置。请对调后重新上传。"
            if swapped
            else "“承诺书”处上传的是登记证书。请上传填写并盖章的承诺书。"
        )
        return _result(Verdict.FAIL, reason, message, reading)
    if reading.type is DocumentType.BLANK:
        return _result(Verdict.FAIL, "BLANK_PAGE", "“承诺书”处上传的是空白页。请上传填写并盖章的承诺书。", reading)
    if reading.quality:
        return _result(Verdict.REVIEW, "LETTER_ILLEGIBLE", "未能认出承诺书：" + reading.quality[0].message, reading)
    return _result(
        Verdict.FAIL, "NOT_THE_LETTER", f"上传的文件不是《{LETTER_TITLE}》。请上传填写并盖章的承诺书。", reading
    )


def _result(verdict: Verdict, reason: str, message: str, reading: DocumentReading) -> CheckResult:
    return CheckResult(
        CheckId.LETTER_TYPE,
        verdict,
        reason,
        message,
        expected=LETTER_TITLE,
        found=reading.title or NAMES[reading.type],
        confidence=0.99 if reading.title else 0.6,
        evidence=place(Slot.LETTER, 1, None),
    )
