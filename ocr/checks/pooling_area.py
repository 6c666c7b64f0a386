"""The pooling area (统筹区): whether the chosen one goes with the certificate, by the guide's rule (models.areas)."""

from __future__ import annotations

from models.areas import Suggestion, find_area, suggest_area
from models.findings import CheckId, CheckResult, DocumentReading, FieldReading, SealOwner, Slot, Verdict
from ocr.checks.case import Case, not_checked, place


def check(case: Case) -> CheckResult:
    """Pass where the chosen area is the suggested one, fail where nothing on the certificate speaks for it."""
    if case.fault_of(Slot.CERTIFICATE) is not None:
        return not_checked(CheckId.POOLING_AREA, Slot.CERTIFICATE)
    reading = case.documents[Slot.CERTIFICATE]
    if not reading.type.is_certificate:
        return CheckResult(
            CheckId.POOLING_AREA, Verdict.NOT_CHECKED, "NO_CERTIFICATE", "未见登记证书，统筹区未核验。请先更换该附件。"
        )
    address = reading.fields.get("address")
    suggestion = suggest_area(_authority(reading), address.text if address else "")
    return _compare(case.form.pooling_area, suggestion, address)


def _compare(chosen: str, suggestion: Suggestion, address: FieldReading | None) -> CheckResult:
    if not chosen:
        return _result(
            Verdict.FAIL, "AREA_NOT_CHOSEN", "未选择统筹区。请按登记证书上的住所选择。", chosen, suggestion, address
        )
    area = find_area(chosen)
    if suggestion.outside:
        message = f"证书由{suggestion.outside}的登记机关颁发，不属于本市统筹区。请向所在地人社部门申请。"
        return _result(Verdict.FAIL, "AREA_OUTSIDE", message, chosen, suggestion, address)
    if area is None:
        return _result(
            Verdict.REVIEW, "AREA_UNKNOWN", "所选统筹区不在名单中，请人工核对。", chosen, suggestion, address
        )
    if suggestion.area == area:
        return _result(
            Verdict.PASS, "AREA_AGREES", "所选统筹区与证书上的住所和登记机关相符。", chosen, suggestion, address
        )
    if suggestion.area is None and not suggestion.plausible:
        message = "证书上的住所未能确定所属统筹区，请人工核对。"
        return _result(Verdict.REVIEW, "AREA_UNDECIDED", message, chosen, suggestion, address)
    if suggestion.area is None or area in suggestion.plausible or address is None:
        return _result(
            Verdict.REVIEW,
            "AREA_DOUBTFUL",
            "证书信息指向的统筹区与所选不完全一致，请人工核对。",
            chosen,
            suggestion,
            address,
        )
    message = f"所选统筹区与证书不符，按住所应为“{suggestion.area.name}”。请更正后重新提交。"
    return _result(Verdict.FAIL, "AREA_DIFFERS", message, chosen, suggestion, address)


def _authority(reading: DocumentReading) -> str:
    seals = [seal.text for seal in reading.seals if seal.owner is SealOwner.AUTHORITY]
    printed = reading.fields.get("authority")
    return " ".join([*seals, printed.text if printed else ""])


def _result(
    verdict: Verdict, reason: str, message: str, chosen: str, suggestion: Suggestion, address: FieldReading | None
) -> CheckResult:
    return CheckResult(
        CheckId.POOLING_AREA,
        verdict,
        reason,
        message,
        expected=suggestion.area.name if suggestion.area else None,
        found=chosen or None,
        confidence=address.confidence if address else 0.0,
        evidence=place(Slot.CERTIFICATE, address.page, address.box) if address else (),
    )
