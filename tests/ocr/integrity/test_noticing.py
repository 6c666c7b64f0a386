"""All that a file and its pages tell comes into the reading, with the pictures that it names."""

from __future__ import annotations

from hashlib import sha256

from models.findings import SignatureState
from ocr.integrity import with_signs
from ocr.integrity.impressions import SIDE
from ocr.pages import Page, decode_picture
from tests.ocr.integrity.stamped import ink_of_stamp, pressing, sheet_with, stamp
from tests.ocr.integrity.test_producers import photograph, portable_document
from tests.readings import a_certificate, a_letter, a_seal
from tests.specimens.signing import signed


def pages() -> tuple[tuple[Page, ...], tuple[int, int, int, int]]:
    sheet, box = sheet_with(ink_of_stamp(stamp(), pressing()))
    return (Page(1, sheet, b"", "0" * 64),), box


def test_each_seal_names_the_picture_of_its_impression_and_has_a_fingerprint() -> None:
    read, box = pages()
    reading, pictures = with_signs(a_letter(seals=(a_seal(box=box), a_seal(box=(50, 60, 90, 90)))), b"", read)
    assert [sha256(content).hexdigest() for content in pictures.values()] == list(pictures)
    assert [seal.impression for seal in reading.seals] == list(pictures)
    assert all(decode_picture(content).shape == (SIDE, SIDE, 3) for content in pictures.values())
    assert all(seal.fingerprint is not None for seal in reading.seals)


def test_a_signature_is_evidence_of_its_own() -> None:
    reading, pictures = with_signs(a_letter(seals=()), signed(portable_document("Word"), "示例"), pages()[0])
    assert [signature.state for signature in reading.signatures] == [SignatureState.INTACT]
    assert [remark.code for remark in reading.integrity] == ["SIGNATURE_INTACT"]
    assert pictures == {}


def test_what_was_noticed_before_stays() -> None:
    before, _ = with_signs(a_letter(seals=()), photograph("Snapseed 2.0"), pages()[0])
    after, _ = with_signs(before, b"", pages()[0])
    assert [remark.code for remark in after.integrity] == ["FILE_FROM_EDITOR"]


def test_a_letters_pages_have_fingerprints_and_no_other_documents_do() -> None:
    letter, _ = with_signs(a_letter(seals=()), b"", pages()[0])
    certificate, _ = with_signs(a_certificate(seals=()), b"", pages()[0])
    assert all(page.fingerprint is not None for page in letter.pages)
    assert all(page.fingerprint is None for page in certificate.pages)
