"""Seals of a submission that came with another unit's submission: asked of the index, then told by the pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.findings import DocumentReading, Seal, SealOwner, Slot
from models.fingerprint_index import LookAlike
from models.impressions import IMPRESSIONS
from models.store import ContentMissing, Store
from models.submissions import Submission
from ocr.checks.case import Copy
from ocr.integrity.impressions import likeness
from ocr.pages import decode_picture


@dataclass(frozen=True)
class LikeSeal:
    """A seal, and an impression on another unit's document whose fingerprint is like its own."""

    slot: Slot
    seal: Seal
    other: LookAlike


def like_seals(
    session: Session, submission: Submission, readings: Mapping[Slot, DocumentReading]
) -> tuple[LikeSeal, ...]:
    """What the index gives for the seals of the submission; the authority's is alike everywhere."""
    return tuple(
        LikeSeal(slot, seal, other)
        for slot, reading in readings.items()
        for seal in reading.seals
        if seal.owner is not SealOwner.AUTHORITY and seal.fingerprint is not None
        for other in IMPRESSIONS.of_others(session, seal.fingerprint, submission)
    )


def impressions_of(store: Store, readings: Mapping[Slot, DocumentReading]) -> dict[str, bytes]:
    """The pictures of all impressions, by their SHA-256, as far as the store has them."""
    named = {seal.impression for reading in readings.values() for seal in reading.seals if seal.impression}
    return _present(store, sorted(named))


def confirmed(store: Store, found: Sequence[LikeSeal], impressions: Mapping[str, bytes]) -> tuple[LikeSeal, ...]:
    """Those of `found` whose pictures show one seal; `impressions` are the submission's own."""
    others = _present(store, sorted({each.other.sha256 for each in found}))
    return tuple(
        each
        for each in found
        if (own := impressions.get(each.seal.impression or ""))
        and (other := others.get(each.other.sha256))
        and likeness(decode_picture(own), decode_picture(other)).is_one_seal
    )


def copies_by_slot(found: Sequence[LikeSeal]) -> dict[Slot, tuple[Copy, ...]]:
    """For the checks: each other submission once for each seal."""
    return {
        slot: tuple(
            dict.fromkeys(
                Copy(each.other.reference, each.seal.page, each.seal.box) for each in found if each.slot is slot
            )
        )
        for slot in {each.slot for each in found}
    }


def _present(store: Store, names: Sequence[str]) -> dict[str, bytes]:
    """Whatever is missing is compared with nothing: a check must not wait for a picture that is gone."""
    present = {}
    for name in names:
        try:
            present[name] = store.get(name)
        except ContentMissing:
            continue
    return present
