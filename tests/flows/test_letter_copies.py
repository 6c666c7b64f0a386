"""A letter that another unit handed in is found by its fingerprint, told by its picture, and said once."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Any

from flows.workplace import Workplace
from models import page_prints, reading_work
from models.database import writing
from models.documents import Document
from models.findings import DocumentReading, DocumentType, Fingerprint, PagePicture, Slot, to_json
from models.submissions import current_documents
from models.verifications import Reading
from ocr.integrity.page_prints import fingerprint_of_page
from ocr.pages import decode_picture, encode_picture
from tests.evaluation.letters import letter_on_form, saved_anew, taken
from tests.factories import new_reading, new_submission, stored_files
from tests.flows.test_seal_copies import THEIRS, integrity_of


@cache
def page(unit: int, saving: int = 0) -> bytes:
    """A page of a letter as it is stored; all are on one form."""
    picture = taken(letter_on_form(3, unit), "scan", 5)
    return encode_picture(saved_anew(picture, saving) if saving else picture)


def letter_of(content: bytes, fingerprint: Fingerprint | None = None) -> DocumentReading:
    fingerprint = fingerprint or fingerprint_of_page(decode_picture(content))
    picture = PagePicture(1, sha256(content).hexdigest(), 1654, 2339, fingerprint=fingerprint)
    return DocumentReading(DocumentType.COMMITMENT_LETTER, (picture,))


def handed_in(workplace: Workplace, reference: str, letter: DocumentReading, file: str = "", **form: Any) -> int:
    """A submission that is read, with that letter; gives its id."""
    files = stored_files(workplace.store, f"{reference} certificate".encode(), (file or f"{reference} letter").encode())
    with writing(workplace.engine) as session:
        submission = new_submission(session, files, reference, **form)
        for slot, document in current_documents(session, submission).items():
            _read(session, document, letter if slot is Slot.LETTER else new_reading())
        return submission.id


def _read(session: Any, document: Document, findings: DocumentReading) -> None:
    assert reading_work.claim(session, document.id, "reader", 60)
    session.add(Reading(document_id=document.id, seconds=1.0, findings=to_json(findings)))
    page_prints.keep(session, document.id, findings)
    assert reading_work.finish(session, document.id, "reader")


def test_a_letter_of_another_submission_is_told(workplace: Workplace) -> None:
    for content in (page(1), page(1, 4)):
        workplace.store.put(content)
    handed_in(workplace, "theirs", letter_of(page(1)), **THEIRS)
    reason, message = integrity_of(workplace, handed_in(workplace, "ours", letter_of(page(1, 4))))
    assert reason == "LETTER_OF_ANOTHER_SUBMISSION"
    assert "theirs" in message


def test_of_the_very_same_file_it_is_said_once(workplace: Workplace) -> None:
    workplace.store.put(page(1))
    handed_in(workplace, "theirs", letter_of(page(1)), "one file", **THEIRS)
    reason, message = integrity_of(workplace, handed_in(workplace, "ours", letter_of(page(1)), "one file"))
    assert reason == "FILE_OF_ANOTHER_UNIT"
    assert message.count("theirs") == 1


def test_the_pictures_decide_where_fingerprints_are_alike(workplace: Workplace) -> None:
    for content in (page(1), page(2)):
        workplace.store.put(content)
    own = letter_of(page(1))
    handed_in(workplace, "theirs", letter_of(page(2), own.pages[0].fingerprint), **THEIRS)
    assert integrity_of(workplace, handed_in(workplace, "ours", own))[0] == "NOTHING_NOTICED"


def test_a_picture_that_is_gone_keeps_nothing_from_being_verified(workplace: Workplace) -> None:
    handed_in(workplace, "theirs", letter_of(page(1)), **THEIRS)
    assert integrity_of(workplace, handed_in(workplace, "ours", letter_of(page(1))))[0] == "NOTHING_NOTICED"
