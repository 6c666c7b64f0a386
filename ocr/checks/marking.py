"""The purpose annotation (用途标注) on the certificate's copy: “仅供注册职称评审系统账号使用”, word for word."""

from __future__ import annotations

from models.findings import CheckId, CheckResult, DocumentReading, Marking, Slot, Verdict
from ocr.checks.case import Case, not_checked, place
from ocr.checks.thresholds import Threshold
from ocr.marking import REQUIRED, MarkingJudgement, judge_marking

OUTCOMES = {
    MarkingJudgement.EXACT: (Verdict.PASS, "MARKING_EXACT", "复印件已标注规定的用途。"),
    MarkingJudgement.VARIANT: (Verdict.REVIEW, "MARKING_VARIANT", "用途标注与规定用语略有不同或字迹不清，请人工核对。"),
    MarkingJudgement.WORDS_MISSING: (
        Verdict.FAIL,
        "MARKING_INCOMPLETE",
        f"用途标注不完整。请在复印件上完整标注“{REQUIRED}”后重新上传。",
    ),
    MarkingJudgement.OTHER_PURPOSE: (
        Verdict.FAIL,
        "MARKING_OTHER_PURPOSE",
        f"标注的是其他用途。请在复印件上标注“{REQUIRED}”后重新上传。",
    ),
    MarkingJudgement.NONE: (
        Verdict.FAIL,
        "MARKING_MISSING",
        f"复印件上未见用途标注。请标注“{REQUIRED}”后重新上传。",
    ),
}


def check(case: Case) -> CheckResult:
    """Pass only for the exact words."""
    if case.fault_of(Slot.CERTIFICATE) is not None:
        return not_checked(CheckId.MARKING, Slot.CERTIFICATE)
    reading = case.documents[Slot.CERTIFICATE]
    verdict, reason, message = OUTCOMES[judge_marking(reading.marking)]
    if reason == "MARKING_MISSING" and reading.quality:
        verdict, reason = Verdict.REVIEW, "MARKING_NOT_FOUND_ON_POOR_PICTURE"
        message = f"未找到用途标注，且图片质量不佳：{reading.quality[0].message}"
    if verdict is Verdict.PASS and not _is_sure(case, reading.marking):
        verdict, reason, message = Verdict.REVIEW, "MARKING_UNCERTAIN", "用途标注字迹不清，请人工核对。"
    return _result(verdict, reason, message, reading, reading.marking)


def _is_sure(case: Case, marking: Marking) -> bool:
    """Whether the words were read outright, or their place bears them out far enough."""
    agreement = marking.agreement
    return agreement is None or case.thresholds.reached(Threshold.MARKING, agreement.confidence, CheckId.MARKING)


def _result(verdict: Verdict, reason: str, message: str, reading: DocumentReading, marking: Marking) -> CheckResult:
    searched = max(1, len(reading.pages))
    return CheckResult(
        CheckId.MARKING,
        verdict,
        reason,
        message if marking.found else f"已查看全部{searched}页。{message}",
        expected=REQUIRED,
        found=marking.text or None,
        confidence=marking.confidence,
        evidence=place(Slot.CERTIFICATE, marking.page, marking.box) if marking.found else (),
    )
