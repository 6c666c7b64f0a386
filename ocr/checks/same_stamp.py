"""A doubtful seal beside the unit's own on the other document: whether one stamp (印章) pressed both.

The ring of the one, half hidden by print, need not be legible to its last character where the other's is: the stamp
bears it out. It must not be legibly another name, and the reading counts as well as the shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models.findings import Seal, SealColour, SealOwner, SealShape, Slot
from models.names import normalise_name
from ocr.checks.case import Case
from ocr.integrity.one_stamp import compare_stamps
from ocr.pages import decode_picture

LEAST_AGREEMENT = 0.2
"""Of the ring with the unit's name: below it, another character than the name's is legible. One stamp is three times as
likely to be taken for one as two that differ in a look-alike are, on poor photographs, and five times on scans
(tests.evaluation.stamps), so that this and the shape together say as much as a reading that is believed by itself."""
CLEAR = 0.6
"""Agreement from which a ring can bear out another one, and needs none to bear it out."""
OTHER_SLOT = {Slot.CERTIFICATE: Slot.LETTER, Slot.LETTER: Slot.CERTIFICATE}


class OneStamp(NamedTuple):
    """Two seals that were pressed with one stamp."""

    doubtful: Seal
    clear: Seal
    """On the other document."""


def pressed_with_the_units_stamp(case: Case, slot: Slot) -> list[OneStamp]:
    """The doubtful seals on one document that were pressed with the stamp of a clear one on the other document."""
    clear = list(_clear_impressions(case, OTHER_SLOT[slot]))
    characters = len(normalise_name(case.form.unit_name))

    def is_one_stamp(one: bytes, other: bytes) -> bool:
        return compare_stamps(decode_picture(one), decode_picture(other), characters).is_one_stamp

    found = []
    for seal in filter(_is_doubtful, case.documents[slot].seals):
        if picture := case.impressions.get(seal.impression or ""):
            found += [OneStamp(seal, one) for one, content in clear if is_one_stamp(content, picture)][:1]
    return found


def _clear_impressions(case: Case, slot: Slot) -> Iterator[tuple[Seal, bytes]]:
    reading = case.documents.get(slot)
    for seal in reading.seals if reading else ():
        picture = case.impressions.get(seal.impression or "")
        is_own = seal.owner is SealOwner.UNIT and seal.colour is not SealColour.BLACK
        if picture and is_own and seal.agreement is not None and seal.agreement.confidence >= CLEAR:
            yield seal, picture


def _is_doubtful(seal: Seal) -> bool:
    return (
        seal.owner in (SealOwner.UNKNOWN, SealOwner.UNIT)
        and seal.shape is not SealShape.SQUARE
        and seal.colour is not SealColour.BLACK
        and seal.agreement is not None
        and LEAST_AGREEMENT <= seal.agreement.confidence < CLEAR
    )
