"""A seal that another unit handed in is found by its fingerprint, told by its picture, and written down."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select

from flows.checking import verify
from flows.seal_copies import impressions_of
from flows.workplace import Workplace
from models import impressions, reading_work
from models.database import reading, writing
from models.documents import Document
from models.findings import CheckId, DocumentType, Seal, SealOwner, Slot, to_json
from models.impressions import SealCopy
from models.submissions import Submission, current_documents
from models.verifications import Reading, verification_of
from ocr.integrity.fingerprints import fingerprint_of
from ocr.integrity.impressions import impression_of
from ocr.pages import decode_picture, encode_picture
from tests.factories import new_reading, new_submission, stored_files
from tests.ocr.integrity.stamped import OTHER_UNIT, UNIT, copied, ink_of_stamp, pressing, sheet_with, stamp
from tests.readings import a_seal

THEIRS = {"credit_code": "91430602MA4TT0017L", "unit_name": OTHER_UNIT}


def impression(seed: int, name: str = OTHER_UNIT, copy: int = 0) -> bytes:
    sheet, box = sheet_with(ink_of_stamp(stamp(seed, name), pressing(seed), seed))
    return encode_picture(impression_of(copied(sheet, copy) if copy else sheet, box))


def seal_of(content: bytes, owner: SealOwner = SealOwner.UNIT) -> Seal:
    return a_seal(owner, impression=sha256(content).hexdigest(), fingerprint=fingerprint_of(decode_picture(content)))


def handed_in(workplace: Workplace, reference: str, *seals: Seal, **form: Any) -> int:
    """A submission that is read, with the seals on its letter; gives its id."""
    files = stored_files(workplace.store, *(f"{reference} {slot}".encode() for slot in Slot))
    with writing(workplace.engine) as session:
        submission = new_submission(session, files, reference, **form)
        for slot, document in current_documents(session, submission).items():
            kind = DocumentType.COMMITMENT_LETTER if slot is Slot.LETTER else DocumentType.BUSINESS_LICENCE
            findings = new_reading(kind, seals=seals if slot is Slot.LETTER else ())
            assert reading_work.claim(session, document.id, "reader", 60)
            session.add(Reading(document_id=document.id, seconds=1.0, findings=to_json(findings)))
            impressions.keep(session, document.id, findings)
            assert reading_work.finish(session, document.id, "reader")
        return submission.id


def integrity_of(workplace: Workplace, submission: int) -> tuple[str, str]:
    """What the integrity check said, and its message."""
    assert verify(workplace, submission)
    with reading(workplace.engine) as session:
        verification = verification_of(session, submission, 1)
        assert verification is not None
        check = next(check for check in verification.checks if check.check == CheckId.INTEGRITY.value)
        return check.reason, check.message


@pytest.mark.parametrize("owner", [SealOwner.OTHER, SealOwner.UNKNOWN, SealOwner.UNIT])
def test_a_copied_seal_is_told_and_written_down(workplace: Workplace, owner: SealOwner) -> None:
    original, copy = impression(4), impression(4, copy=9)
    for content in (original, copy):
        workplace.store.put(content)
    handed_in(workplace, "theirs", seal_of(original), **THEIRS)
    own = handed_in(workplace, "ours", seal_of(copy, owner))
    reason, message = integrity_of(workplace, own)
    assert reason == "SEAL_OF_ANOTHER_SUBMISSION"
    assert "theirs" in message
    with reading(workplace.engine) as session:
        (row,) = session.scalars(select(SealCopy)).all()
        other = session.get_one(Submission, session.get_one(Document, row.document_id).submission_id)
        assert (row.slot, other.reference) == ("letter", "theirs")


def test_the_picture_decides_where_fingerprints_are_alike(workplace: Workplace) -> None:
    theirs, own = impression(4), impression(5, UNIT)
    for content in (theirs, own):
        workplace.store.put(content)
    like = seal_of(own).fingerprint
    handed_in(workplace, "theirs", a_seal(impression=sha256(theirs).hexdigest(), fingerprint=like), **THEIRS)
    assert integrity_of(workplace, handed_in(workplace, "ours", seal_of(own)))[0] == "NOTHING_NOTICED"


def test_the_authoritys_seal_is_never_compared(workplace: Workplace) -> None:
    content = impression(4)
    workplace.store.put(content)
    handed_in(workplace, "theirs", seal_of(content), **THEIRS)
    own = handed_in(workplace, "ours", seal_of(content, SealOwner.AUTHORITY))
    assert integrity_of(workplace, own)[0] == "NOTHING_NOTICED"


def test_a_picture_that_is_gone_keeps_nothing_from_being_verified(workplace: Workplace) -> None:
    content = impression(4)
    handed_in(workplace, "theirs", seal_of(content), **THEIRS)
    assert integrity_of(workplace, handed_in(workplace, "ours", seal_of(content)))[0] == "NOTHING_NOTICED"
    assert impressions_of(workplace.store, {Slot.LETTER: new_reading(seals=(seal_of(content),))}) == {}
