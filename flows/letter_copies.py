"""Letters of a submission that came with another unit's submission: asked of the index, then told by the pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.findings import DocumentReading, DocumentType, PagePicture, Slot
from models.fingerprint_index import LookAlike
from models.page_prints import PAGES
from models.store import ContentMissing, Store
from models.submissions import Submission
from ocr.checks.case import SamePage
from ocr.integrity.page_likeness import is_one_page
from ocr.pages import Picture, decode_picture


@dataclass(frozen=True)
class LikeLetter:
    """A page of a letter, and one of another unit's letter whose fingerprint is like its own."""

    slot: Slot
    page: PagePicture
    other: LookAlike


def like_letters(
    session: Session, submission: Submission, readings: Mapping[Slot, DocumentReading]
) -> tuple[LikeLetter, ...]:
    """What the index gives for the pages of the submission's letter."""
    return tuple(
        LikeLetter(slot, page, other)
        for slot, reading in readings.items()
        if reading.type is DocumentType.COMMITMENT_LETTER
        for page in reading.pages
        if page.fingerprint is not None
        for other in PAGES.of_others(session, page.fingerprint, submission)
    )


def same_pages(store: Store, found: Sequence[LikeLetter]) -> dict[Slot, tuple[SamePage, ...]]:
    """For the checks: those of `found` whose pictures show one page, by the slot of the submission's own."""
    same: dict[Slot, list[SamePage]] = {}
    for each in found:
        own, other = _picture(store, each.page.sha256), _picture(store, each.other.sha256)
        if own is not None and other is not None and is_one_page(own, other):
            same.setdefault(each.slot, []).append(SamePage(each.other.reference, each.page.number))
    return {slot: tuple(dict.fromkeys(pages)) for slot, pages in same.items()}


def _picture(store: Store, name: str) -> Picture | None:
    """Whatever is missing is compared with nothing: a check must not wait for a picture that is gone."""
    try:
        return decode_picture(store.get(name))
    except ContentMissing:
        return None
