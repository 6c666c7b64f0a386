"""Pages of letters are found by fingerprints that differ in few bits, among other units' submissions alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from models.database import reading, writing
from models.findings import DocumentReading, DocumentType, Fingerprint, PagePicture, Slot
from models.fingerprint_index import LookAlike
from models.fingerprint_words import likely_words
from models.page_prints import PAGES, PagePrint, PageWord, keep
from models.store import Store
from models.submissions import Submission, current_documents
from tests.factories import new_database, new_submission, stored_files

WORDS = tuple(4099 * place % 65536 for place in range(1, 17))
UNSURE = ((1, 4, 11),) * 16
PRINT = Fingerprint(WORDS, UNSURE)
THEIRS = {"credit_code": "91430602MA4TT0017L", "unit_name": "平江县样品建材贸易中心"}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return new_database(tmp_path)


def letter(fingerprint: Fingerprint | None, kind: DocumentType = DocumentType.COMMITMENT_LETTER) -> DocumentReading:
    return DocumentReading(kind, (PagePicture(1, "a" * 64, 1654, 2339, fingerprint=fingerprint),))


def handed_in(engine: Engine, tmp_path: Path, reference: str, read: DocumentReading, **form: Any) -> int:
    """A submission with that letter; gives its id."""
    with writing(engine) as session:
        submission = new_submission(session, stored_files(Store(str(tmp_path / "store"))), reference, **form)
        keep(session, current_documents(session, submission)[Slot.LETTER].id, read)
        return submission.id


def found(engine: Engine, submission_id: int) -> tuple[LookAlike, ...]:
    with reading(engine) as session:
        return PAGES.of_others(session, PRINT, session.get_one(Submission, submission_id))


def turned(bits: int, words: int) -> Fingerprint:
    """PRINT with the lowest `bits` of its last `words` turned."""
    changed = [word ^ ((1 << bits) - 1) if place >= 16 - words else word for place, word in enumerate(WORDS)]
    return Fingerprint(tuple(changed), UNSURE)


def test_another_units_letter_is_found(engine: Engine, tmp_path: Path) -> None:
    handed_in(engine, tmp_path, "theirs", letter(PRINT), **THEIRS)
    alike = found(engine, handed_in(engine, tmp_path, "ours", letter(PRINT)))
    assert [(each.sha256, each.reference) for each in alike] == [("a" * 64, "theirs")]


def test_the_units_own_and_drafts_are_not(engine: Engine, tmp_path: Path) -> None:
    own = handed_in(engine, tmp_path, "ours", letter(PRINT))
    handed_in(engine, tmp_path, "ours-again", letter(PRINT))
    handed_in(engine, tmp_path, "ours-mistyped", letter(PRINT), credit_code=THEIRS["credit_code"])
    draft = handed_in(engine, tmp_path, "draft", letter(PRINT), **THEIRS)
    with writing(engine) as session:
        session.get_one(Submission, draft).is_draft = True
    assert found(engine, own) == ()


@pytest.mark.parametrize(("bits", "is_found"), [(4, True), (5, False)])
def test_only_pages_that_differ_in_few_bits_are(engine: Engine, tmp_path: Path, bits: int, *, is_found: bool) -> None:
    handed_in(engine, tmp_path, "theirs", letter(turned(bits, 12)), **THEIRS)
    assert bool(found(engine, handed_in(engine, tmp_path, "ours", letter(PRINT)))) is is_found


def test_the_likest_come_first(engine: Engine, tmp_path: Path) -> None:
    for number in range(7):
        theirs = {"credit_code": f"91430602MA4TT00{number:02}X", "unit_name": f"样品贸易行{number}"}
        handed_in(engine, tmp_path, f"theirs-{number}", letter(turned(number, 1)), **theirs)
    own = handed_in(engine, tmp_path, "ours", letter(PRINT))
    assert [each.reference for each in found(engine, own)] == [f"theirs-{number}" for number in range(5)]


@pytest.mark.parametrize("read", [letter(None), letter(PRINT, DocumentType.BUSINESS_LICENCE)])
def test_only_letters_with_a_fingerprint_are_kept(engine: Engine, tmp_path: Path, read: DocumentReading) -> None:
    handed_in(engine, tmp_path, "theirs", read, **THEIRS)
    with reading(engine) as session:
        assert session.scalars(select(PagePrint)).all() == []


def test_a_lookup_reads_the_index_and_no_whole_table(engine: Engine) -> None:
    sharing = select(PageWord.print_id).where(PageWord.word.in_(likely_words(PRINT)))
    statement = (
        select(PagePrint.bits).where(PagePrint.id.in_(sharing)).compile(engine, compile_kwargs={"literal_binds": True})
    )
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
    assert not [row.detail for row in plan if row.detail.startswith("SCAN")]
