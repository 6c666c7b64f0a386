"""Seals that are one picture: on both documents of a submission, or on another unit's submission too.

A hand presses a stamp otherwise each time: harder, paler, at another angle. Where even the thin and the torn places of
the ink agree, a picture was put on. The authority's seal is printed with the form, and so alike everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from models.findings import Remark, Seal, SealOwner, Slot
from ocr.checks.case import SLOT_NAMES, Case
from ocr.integrity.impressions import likeness
from ocr.pages import Picture, decode_picture

TWICE = "两份附件上的印章连墨迹的浓淡和残缺都一致，像是同一张印章图片，请人工核对原件。"


def remarks_on_seals(case: Case) -> list[tuple[Slot, Remark]]:
    """What the seals' impressions tell of each other."""
    return [*_twice(case), *_copied(case)]


def _twice(case: Case) -> Iterator[tuple[Slot, Remark]]:
    for first, one in _impressions(case, Slot.CERTIFICATE):
        for second, other in _impressions(case, Slot.LETTER):
            if first.colour is second.colour and likeness(one, other).is_one_picture:
                remark = partial(Remark, "SEAL_PICTURE_TWICE", TWICE)
                yield Slot.CERTIFICATE, remark(page=first.page, box=first.box)
                yield Slot.LETTER, remark(page=second.page, box=second.box)


def _impressions(case: Case, slot: Slot) -> list[tuple[Seal, Picture]]:
    reading = case.documents.get(slot)
    return [
        (seal, decode_picture(picture))
        for seal in (reading.seals if reading else ())
        if seal.owner is not SealOwner.AUTHORITY and (picture := case.impressions.get(seal.impression or ""))
    ]


def _copied(case: Case) -> Iterator[tuple[Slot, Remark]]:
    for slot, copies in case.copies.items():
        for copy in copies:
            message = f"{SLOT_NAMES[slot]}上的印章与其他单位的申请（{copy.reference}）上的是同一枚，请人工核对。"
            yield slot, Remark("SEAL_OF_ANOTHER_SUBMISSION", message, copy.page, copy.box)
