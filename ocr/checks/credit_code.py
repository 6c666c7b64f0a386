"""The credit code: whether the typed one is valid, and the one that the certificate and its QR code bear."""

from __future__ import annotations

import re

from models.credit_code import SHAPE, CodeFault, judge, normalise, suggest_repair
from models.findings import CheckId, CheckResult, CodeReading, DocumentReading, Slot, Verdict
from ocr.checks.case import Case, not_checked, place
from ocr.checks.thresholds import Threshold

FAULTS = {
    CodeFault.LENGTH: "应为18位",
    CodeFault.OLD_NUMBER: "是旧的工商注册号或组织机构代码，应填18位统一社会信用代码",
    CodeFault.CHARACTER: "含有代码中不会出现的字符（如I、O、S、V、Z）",
    CodeFault.SHAPE: "第3至8位应为数字",
    CodeFault.CHECK_CHARACTER: "第18位校验码不符",
    CodeFault.ORGANISATION_CHECK_CHARACTER: "第17位校验码不符",
}


def check(case: Case) -> CheckResult:
    """Pass only where a valid typed code stands on the certificate, read with certainty."""
    if case.fault_of(Slot.CERTIFICATE) is not None:
        return not_checked(CheckId.CREDIT_CODE, Slot.CERTIFICATE)
    reading = case.documents[Slot.CERTIFICATE]
    code, typed = reading.credit_code, normalise(case.form.credit_code)
    judgement = judge(typed)
    if not typed:
        return _result(case, Verdict.FAIL, "CODE_NOT_TYPED", "未填写统一社会信用代码。请按登记证书填写。", code)
    if not judgement.valid:
        return _result(case, Verdict.FAIL, "CODE_INVALID", _invalid(typed, judgement.faults), code)
    in_qr = _code_in_qr(reading)
    if in_qr and in_qr != typed:
        message = f"证书二维码中的代码为{in_qr}，与填报的不一致。请核对后更正，或上传本单位的证书。"
        return _result(case, Verdict.FAIL, "CODE_IN_QR_DIFFERS", message, code, found=in_qr)
    if code is None:
        return _result(case, Verdict.REVIEW, "CODE_UNREADABLE", "证书上的统一社会信用代码未能识别，请人工核对。", None)
    if code.text == typed:
        return _agreeing(case, code, is_in_qr=in_qr == typed)
    return _differing(case, code, typed)


def _agreeing(case: Case, code: CodeReading, *, is_in_qr: bool) -> CheckResult:
    """Certain where it was read twice, where the print is clear, or where the QR code holds the same."""
    is_sure = case.thresholds.reached(Threshold.CODE, code.confidence, CheckId.CREDIT_CODE)
    if code.second_text == code.text or is_sure or is_in_qr:
        return _result(case, Verdict.PASS, "CODE_AGREES", "证书上的代码与填报一致，校验码正确。", code)
    return _result(case, Verdict.REVIEW, "CODE_UNCERTAIN", "证书上的代码不够清晰，请人工逐位核对。", code)


def _differing(case: Case, code: CodeReading, typed: str) -> CheckResult:
    """Another code, or a misread one? Only a code that is read with certainty speaks against the operator."""
    if typed in code.second_text:
        message = "两次识别的代码不一致，其中一次与填报相同，请人工逐位核对。"
        return _result(case, Verdict.REVIEW, "CODE_READINGS_DISAGREE", message, code)
    if judge(code.text).valid:
        return _result(
            case, Verdict.FAIL, "CODE_DIFFERS", "证书上的代码与填报的不一致。请核对后更正，或上传本单位的证书。", code
        )
    agreed = code.second_text == code.text
    if agreed and case.thresholds.reached(Threshold.DIFFERENT, code.confidence, CheckId.CREDIT_CODE):
        message = "证书上的代码与填报的不一致，且校验码不符。请核对后更正，或上传本单位的证书。"
        return _result(case, Verdict.FAIL, "CODE_ON_CERTIFICATE_INVALID", message, code)
    return _result(case, Verdict.REVIEW, "CODE_UNCERTAIN", "证书上的代码未能可靠识别，请人工逐位核对。", code)


def _invalid(typed: str, faults: tuple[CodeFault, ...]) -> str:
    reasons = "、".join(FAULTS[fault] for fault in faults)
    repair = suggest_repair(typed)
    hint = f"是否应为{repair}？" if repair else ""
    return f"填报的统一社会信用代码{reasons}。{hint}请按登记证书核对后更正。"


def _code_in_qr(reading: DocumentReading) -> str | None:
    for payload in reading.qr:
        for candidate in re.findall(r"(?<![0-9A-Za-z])[0-9A-Z]{18}(?![0-9A-Za-z])", payload):
            if SHAPE.fullmatch(candidate) and judge(candidate).valid:
                return str(candidate)
    return None


def _result(
    case: Case, verdict: Verdict, reason: str, message: str, code: CodeReading | None, found: str | None = None
) -> CheckResult:
    return CheckResult(
        CheckId.CREDIT_CODE,
        verdict,
        reason,
        message,
        expected=normalise(case.form.credit_code),
        found=found or (code.text if code else None),
        confidence=code.confidence if code else 0.0,
        evidence=place(Slot.CERTIFICATE, code.page, code.box) if code else (),
    )
