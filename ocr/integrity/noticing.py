"""What is noticed about a whole document once it is read, added to its reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from models.findings import DocumentReading, DocumentType, PagePicture, Seal
from ocr.integrity.edited_places import remarks_on_edited
from ocr.integrity.fingerprints import fingerprint_of
from ocr.integrity.impressions import impression_of
from ocr.integrity.page_prints import fingerprint_of_page
from ocr.integrity.pasted_seals import remarks_on_pasted
from ocr.integrity.producers import remarks_on_producers
from ocr.integrity.signatures import remarks_on_signatures, signatures_of
from ocr.pages import Page, decode_picture, encode_picture


def with_signs(
    reading: DocumentReading, content: bytes, pages: Sequence[Page]
) -> tuple[DocumentReading, dict[str, bytes]]:
    """`reading` of the file `content` with all that its file and pages tell, and the pictures that it names (JPEG)."""
    by_number = {page.number: page for page in pages}
    signatures = signatures_of(content)
    noticed = [*remarks_on_signatures(signatures), *remarks_on_producers(content)]
    for page in pages:
        noticed += remarks_on_edited(page, reading)
        noticed += remarks_on_pasted(page, [seal for seal in reading.seals if seal.page == page.number])
    taken = [_with_impression(seal, by_number[seal.page]) for seal in reading.seals]
    reading = replace(
        reading,
        pages=_with_fingerprints(reading, by_number),
        seals=tuple(seal for seal, _ in taken),
        integrity=(*reading.integrity, *noticed),
        signatures=signatures,
    )
    return reading, {seal.impression: picture for seal, picture in taken if seal.impression}


def _with_fingerprints(reading: DocumentReading, pages: Mapping[int, Page]) -> tuple[PagePicture, ...]:
    """The pages of `reading`, each with its fingerprint where it is a letter's."""
    if reading.type is not DocumentType.COMMITMENT_LETTER:
        return reading.pages
    return tuple(
        replace(page, fingerprint=fingerprint_of_page(pages[page.number].picture)) if page.number in pages else page
        for page in reading.pages
    )


def _with_impression(seal: Seal, page: Page) -> tuple[Seal, bytes]:
    encoded = encode_picture(impression_of(page.picture, seal.box))
    # What is compared later is what is stored.
    fingerprint = fingerprint_of(decode_picture(encoded))
    return replace(seal, impression=sha256(encoded).hexdigest(), fingerprint=fingerprint), encoded
