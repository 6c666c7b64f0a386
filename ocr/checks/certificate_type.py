"""Whether the first document is a registration certificate, of the kind that the code's prefix (GB 32100) asks for."""

from __future__ import annotations

from models.credit_code import BINDING, RARER_REGISTERS, certificate_for, judge, normalise, title_goes_with
from models.findings import CheckId, CheckResult, DocumentReading, DocumentType, Slot, Verdict
from ocr.checks.case import Case, place

NAMES = {
    DocumentType.BUSINESS_LICENCE: "营业执照",
    DocumentType.INSTITUTION_CERTIFICATE: "事业单位法人证书",
    DocumentType.SOCIAL_ORGANISATION_CERTIFICATE: "社会团体法人登记证书",
    DocumentType.PRIVATE_NON_ENTERPRISE_CERTIFICATE: "民办非企业单位登记证书",
    DocumentType.FOUNDATION_CERTIFICATE: "基金会法人登记证书",
    DocumentType.CREDIT_CODE_CERTIFICATE: "统一社会信用代码证书",
    DocumentType.OTHER_CERTIFICATE: "其他登记证书",
    DocumentType.COMMITMENT_LETTER: "用户告知承诺书",
    DocumentType.OTHER: "其他文件",
    DocumentType.BLANK: "空白页",
}
SURE_OF_TITLE = 0.6


def check(case: Case) -> CheckResult:
    """Pass for a certificate whose title goes with the code, fail for a document that is none."""
    fault = case.fault_of(Slot.CERTIFICATE)
    if fault is not None:
        return CheckResult(CheckId.CERTIFICATE_TYPE, Verdict.FAIL, fault.code, fault.message, confidence=1.0)
    reading = case.documents[Slot.CERTIFICATE]
    if not reading.type.is_certificate:
        return _no_certificate(case, reading)
    return _against_prefix(case, reading)


def _no_certificate(case: Case, reading: DocumentReading) -> CheckResult:
    letter = case.documents.get(Slot.LETTER)
    if reading.type is DocumentType.COMMITMENT_LETTER:
        swapped = letter is not None and letter.type.is_certificate
        reason, message = (
            ("DOCUMENTS_SWAPPED", "登记证书与承诺书传反了位置。请对调后重新上传。")
            if swapped
            else ("LETTER_IN_PLACE_OF_CERTIFICATE", "“单位登记证书”处上传的是承诺书。请上传加盖公章的登记证书复印件。")
        )
        return _result(Verdict.FAIL, reason, message, reading)
    if reading.type is DocumentType.BLANK:
        return _result(
            Verdict.FAIL, "BLANK_PAGE", "“单位登记证书”处上传的是空白页。请上传登记证书复印件的照片或扫描件。", reading
        )
    if reading.quality:
        message = "未能认出登记证书：" + reading.quality[0].message
        return _result(Verdict.REVIEW, "CERTIFICATE_ILLEGIBLE", message, reading)
    return _result(
        Verdict.FAIL,
        "NOT_A_CERTIFICATE",
        "上传的文件不是单位登记证书。请上传营业执照、事业单位法人证书等登记证书复印件。",
        reading,
    )


def _against_prefix(case: Case, reading: DocumentReading) -> CheckResult:
    code = _code(case, reading)
    expected = certificate_for(code)
    prefix = normalise(code)[:2]
    if not reading.title:
        return _result(Verdict.REVIEW, "TITLE_UNREAD", "证书标题未能识别，请人工核对证书类型。", reading, expected)
    if expected is None:
        message = f"代码前两位“{prefix}”没有固定的证书类型，请人工核对证书是否相符。"
        return _result(Verdict.REVIEW, "PREFIX_UNKNOWN", message, reading)
    is_rare = reading.type is expected is DocumentType.OTHER_CERTIFICATE
    found = reading.title if is_rare else NAMES[reading.type]
    if reading.type is expected and (not is_rare or title_goes_with(reading.title, code)):
        message = f"证书为{found}，与代码前两位“{prefix}”相符。"
        return _result(Verdict.PASS, "TITLE_AGREES", message, reading, expected)
    wanted = RARER_REGISTERS.get(prefix, NAMES[expected])
    message = f"证书为{found}，而代码前两位“{prefix}”对应{wanted}。请核对代码并上传本单位的登记证书。"
    verdict = (
        Verdict.FAIL
        if {reading.type, expected} & BINDING and reading.type in BINDING | {DocumentType.CREDIT_CODE_CERTIFICATE}
        else Verdict.REVIEW
    )
    return _result(verdict, "TITLE_AGAINST_PREFIX", message, reading, expected)


def _code(case: Case, reading: DocumentReading) -> str:
    """The certificate's own code where it is valid, else the typed one."""
    if reading.credit_code is not None and judge(reading.credit_code.text).valid:
        return reading.credit_code.text
    return case.form.credit_code


def _result(
    verdict: Verdict, reason: str, message: str, reading: DocumentReading, expected: DocumentType | None = None
) -> CheckResult:
    return CheckResult(
        CheckId.CERTIFICATE_TYPE,
        verdict,
        reason,
        message,
        expected=NAMES[expected] if expected else "单位登记证书",
        found=reading.title or NAMES[reading.type],
        confidence=0.99 if reading.title else SURE_OF_TITLE,
        evidence=place(Slot.CERTIFICATE, 1, None),
    )
