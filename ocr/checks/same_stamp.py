"""A doubtful seal beside the unit's own on the other document: whether one stamp (印章) pressed both.

The ring of the one, half hidden by print, need not be legible to its last character where the other's is: the stamp
bears it out. It must not be legibly another name, and the reading counts as well as the shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.findings import CheckId, Seal, SealColour, SealOwner, SealShape, Slot
from models.names import normalise_name
from ocr.checks.case import Case
from ocr.checks.thresholds import Threshold
from ocr.integrity.one_stamp import compare_stamps
from ocr.pages import decode_picture

LEAST_AGREEMENT = 0.1
"""Of the ring with the unit's name: below it, another character than the name's is legible. One stamp is five times as
likely to be taken for one as two that differ in a look-alike are (tests.evaluation.stamps), so that this and the shape
together say as much as a reading that is believed by itself."""
OTHER_SLOT = {Slot.CERTIFICATE: Slot.LETTER, Slot.LETTER: Slot.CERTIFICATE}
CHECK_OF = {Slot.CERTIFICATE: CheckId.CERTIFICATE_SEAL, Slot.LETTER: CheckId.LETTER_SEAL}


def pressed_with_the_units_stamp(case: Case, slot: Slot, doubtful: Sequence[Seal]) -> list[Seal]:
    """Those of the `doubtful` seals on one document that the stamp of a sure one on the other document pressed."""
    characters = len(normalise_name(case.form.unit_name))
    clear = list(_sure_impressions(case, OTHER_SLOT[slot]))
    return [
        seal
        for seal in doubtful
        if _may_be_the_units(seal)
        and (picture := case.impressions.get(seal.impression or ""))
        and any(compare_stamps(decode_picture(one), decode_picture(picture), characters).is_one_stamp for one in clear)
    ]


def _sure_impressions(case: Case, slot: Slot) -> Iterator[bytes]:
    reading = case.documents.get(slot)
    for seal in reading.seals if reading else ():
        picture = case.impressions.get(seal.impression or "")
        is_own = seal.owner is SealOwner.UNIT and seal.agreement is not None and seal.colour is not SealColour.BLACK
        if picture and is_own and case.thresholds.reached(Threshold.SEAL, sureness(seal), CHECK_OF[slot]):
            yield picture


def _may_be_the_units(seal: Seal) -> bool:
    return (
        seal.owner in (SealOwner.UNKNOWN, SealOwner.UNIT)
        and seal.shape is not SealShape.SQUARE
        and seal.colour is not SealColour.BLACK
        and seal.agreement is not None
        and seal.agreement.confidence >= LEAST_AGREEMENT
    )


def sureness(seal: Seal) -> float:
    """How sure it is that the ring says the unit's name."""
    return seal.confidence if seal.agreement is None else seal.agreement.confidence
