"""The unit's name: whether the certificate bears the typed one."""

from __future__ import annotations

from models.findings import CheckId, CheckResult, FieldReading, Slot, Verdict
from models.names import normalise_name
from ocr.checks.case import Case, not_checked, place
from ocr.checks.comparison import compare
from ocr.checks.thresholds import Threshold

MISREAD = 2
"""So many characters of an uncertain reading may be misread."""
ILLEGIBLE, BORNE_OUT, MOST = 0.5, 0.5, 0.75
"""Of a name that a marking was written across: the reading's confidence is below the first, and yet of the typed name's
characters at least the third, as a share, reach the second."""


def check(case: Case) -> CheckResult:
    """Pass only where the two names are equal after normalisation; 有限公司 and 有限责任公司 are not."""
    if case.fault_of(Slot.CERTIFICATE) is not None:
        return not_checked(CheckId.UNIT_NAME, Slot.CERTIFICATE)
    reading = case.documents[Slot.CERTIFICATE].unit_name
    expected = normalise_name(case.form.unit_name)
    if not expected:
        return _result(case, Verdict.FAIL, "NAME_NOT_TYPED", "未填写单位名称。请按登记证书填写全称。", reading)
    if reading is None or not reading.text:
        return _result(case, Verdict.REVIEW, "NAME_UNREADABLE", "证书上的单位名称未能识别，请人工核对。", reading)
    found = normalise_name(reading.text)
    if found == expected:
        if case.thresholds.reached(Threshold.NAME, reading.confidence, CheckId.UNIT_NAME):
            return _result(case, Verdict.PASS, "NAME_AGREES", "证书上的单位名称与填报一致。", reading)
        return _result(case, Verdict.REVIEW, "NAME_UNCERTAIN", "证书上的单位名称不够清晰，请人工核对。", reading)
    if _may_be_misread(case, reading, compare(expected, found).distance):
        return _result(
            case, Verdict.REVIEW, "NAME_UNCERTAIN", "证书上的单位名称未能可靠识别，请人工逐字核对。", reading
        )
    if found.startswith(expected) or expected.startswith(found):
        return _result(
            case,
            Verdict.REVIEW,
            "NAME_PARTLY_AGREES",
            "证书上的单位名称与填报不完全一致，请人工核对是否为全称。",
            reading,
        )
    return _result(
        case,
        Verdict.FAIL,
        "NAME_DIFFERS",
        "证书上的单位名称与填报的不一致。请按证书填写全称，或上传本单位的证书。",
        reading,
    )


def _may_be_misread(case: Case, reading: FieldReading, distance: int) -> bool:
    """Whether the name may have been misread: little differs and is not certain, or it lies beneath other ink."""
    if distance > MISREAD:
        return reading.confidence < ILLEGIBLE and _is_mostly_borne_out(reading)
    return not case.thresholds.reached(Threshold.DIFFERENT, reading.confidence, CheckId.UNIT_NAME)


def _is_mostly_borne_out(reading: FieldReading) -> bool:
    """Whether the picture bears out most of the typed name's characters, each by itself."""
    scores = reading.agreement.scores if reading.agreement else ()
    return bool(scores) and sum(score >= BORNE_OUT for score in scores) >= MOST * len(scores)


def _result(case: Case, verdict: Verdict, reason: str, message: str, reading: FieldReading | None) -> CheckResult:
    return CheckResult(
        CheckId.UNIT_NAME,
        verdict,
        reason,
        message,
        expected=case.form.unit_name,
        found=reading.text if reading else None,
        confidence=reading.confidence if reading else 0.0,
        evidence=place(Slot.CERTIFICATE, reading.page, reading.box) if reading else (),
    )
