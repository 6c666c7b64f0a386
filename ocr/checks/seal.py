"""The unit's own official seal (单位公章) on each document: a red circle proves nothing, its text does.

The authority's seal is printed on every certificate; special-purpose and department seals are not the official one
(国发〔1999〕25号 art. 22). A seal that cannot be read may be the unit's, so a person looks.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.findings import (
    CheckId,
    CheckResult,
    DocumentReading,
    Evidence,
    Seal,
    SealColour,
    SealOwner,
    SealShape,
    Slot,
    Verdict,
)
from ocr.checks.case import SLOT_NAMES, Case, not_checked
from ocr.checks.same_stamp import CLEAR, OTHER_SLOT, OneStamp, pressed_with_the_units_stamp
from ocr.checks.thresholds import Threshold

Judgement = tuple[Verdict, str, str, Sequence[Seal]]
"""Verdict, reason, message, and the seals that they are about."""

OF_STRANGERS = (
    (SealOwner.UNKNOWN, Verdict.REVIEW, "SEAL_UNREADABLE", "{}上的印章未能可靠识别，请人工核对是否为本单位公章。"),
    (
        SealOwner.SPECIAL,
        Verdict.FAIL,
        "SEAL_SPECIAL_PURPOSE",
        "{}上加盖的是专用章或部门章，不是单位公章。请加盖单位公章后重新上传。",
    ),
    (
        SealOwner.OTHER,
        Verdict.FAIL,
        "SEAL_OF_OTHER_UNIT",
        "{}上的印章不是本单位的公章。请加盖本单位公章后重新上传。",
    ),
    (
        SealOwner.AUTHORITY,
        Verdict.FAIL,
        "SEAL_OF_AUTHORITY_ONLY",
        "{}上只有登记机关印章，未见本单位公章。请加盖本单位公章后重新上传。",
    ),
)
"""What seals other than the unit's official one say, where that is missing; an unreadable one may be it."""

SAME = "{}上的印章有部分被遮盖，其余各处与另一份附件上本单位公章的印迹逐字比对一致。"


def check_certificate(case: Case) -> CheckResult:
    """The seal on the certificate's copy."""
    return _check(case, CheckId.CERTIFICATE_SEAL, Slot.CERTIFICATE)


def check_letter(case: Case) -> CheckResult:
    """The seal on the commitment letter."""
    return _check(case, CheckId.LETTER_SEAL, Slot.LETTER)


def _check(case: Case, check: CheckId, slot: Slot) -> CheckResult:
    if case.fault_of(slot) is not None:
        return not_checked(check, slot)
    same = _of_one_stamp(case, slot)
    verdict, reason, message, seals = _borne_out(same, slot) if same else _judge(case, check, slot)
    return CheckResult(
        check,
        verdict,
        reason,
        message,
        expected=case.form.unit_name,
        found="；".join(_said(seal) for seal in seals) or None,
        confidence=max((seal.confidence for seal in seals), default=0.0),
        # A person looks at both impressions, side by side.
        evidence=(
            *(Evidence(slot, seal.page, seal.box) for seal in seals),
            *(Evidence(OTHER_SLOT[slot], seal.page, seal.box) for seal in dict.fromkeys(one.clear for one in same)),
        ),
    )


def _of_one_stamp(case: Case, slot: Slot) -> list[OneStamp]:
    """The doubtful seals that another one bears out, where none is the unit's by itself."""
    own = _of(case.documents[slot], SealOwner.UNIT)
    return [] if any(_sureness(seal) >= CLEAR for seal in own) else pressed_with_the_units_stamp(case, slot)


def _borne_out(same: Sequence[OneStamp], slot: Slot) -> Judgement:
    return Verdict.PASS, "SEAL_OF_SAME_STAMP", SAME.format(SLOT_NAMES[slot]), [one.doubtful for one in same]


def _judge(case: Case, check: CheckId, slot: Slot) -> Judgement:
    reading, document = case.documents[slot], SLOT_NAMES[slot]
    own = _of(reading, SealOwner.UNIT)
    if own:
        return _own(case, check, own, document)
    for owner, verdict, reason, message in OF_STRANGERS:
        if seals := [seal for seal in _of(reading, owner) if not _is_a_persons(seal)]:
            return verdict, reason, message.format(document), seals
    if reading.quality:
        message = f"{document}上未找到印章，且图片质量不佳：{reading.quality[0].message}"
        return Verdict.REVIEW, "SEAL_NOT_FOUND_ON_POOR_PICTURE", message, ()
    pages = len(reading.pages) or 1
    message = f"已查看{document}全部{pages}页，未找到单位公章。请加盖单位公章后重新上传。"
    return Verdict.FAIL, "SEAL_MISSING", message, ()


def _is_a_persons(seal: Seal) -> bool:
    """Whether it is a name seal (名章) beside which the unit's own may be missing, but that is no unit's."""
    return seal.owner is SealOwner.OTHER and seal.shape is SealShape.SQUARE


def _own(case: Case, check: CheckId, own: Sequence[Seal], document: str) -> Judgement:
    coloured = [seal for seal in own if seal.colour is not SealColour.BLACK]
    if not coloured:
        message = f"{document}上的单位公章为黑白影像，请人工核对是否为加盖后的复印件。"
        return Verdict.REVIEW, "SEAL_GREY", message, own
    surest = max(_sureness(seal) for seal in coloured)
    if not case.thresholds.reached(Threshold.SEAL, surest, check):
        return Verdict.REVIEW, "SEAL_UNCERTAIN", f"{document}上的单位公章不够清晰，请人工核对。", coloured
    return Verdict.PASS, "SEAL_OF_UNIT", f"{document}已加盖本单位公章。", coloured


def _sureness(seal: Seal) -> float:
    """How sure it is that the ring says the unit's name."""
    return seal.confidence if seal.agreement is None else seal.agreement.confidence


def _of(reading: DocumentReading, owner: SealOwner) -> list[Seal]:
    return [seal for seal in reading.seals if seal.owner is owner]


def _said(seal: Seal) -> str:
    return " ".join(part for part in (seal.text, seal.line) if part) or "（印文无法识别）"
