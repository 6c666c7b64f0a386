"""Impressions are found by fingerprints that differ in few bits, among other units' submissions alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from models.database import reading, writing
from models.documents import Document
from models.findings import Fingerprint, SealOwner
from models.fingerprint_index import LookAlike
from models.fingerprint_words import likely_words, words_of
from models.impressions import IMPRESSIONS, ImpressionWord, SealImpression, keep
from models.store import Store
from models.submissions import Submission
from tests.factories import new_database, new_reading, new_submission, stored_files
from tests.readings import a_seal

WORDS = (40001, 52, 65535, 0, 31000, 777, 12345, 54321)
UNSURE = ((0, 3, 9),) * 8
PRINT = Fingerprint(WORDS, UNSURE)
THEIRS = {"credit_code": "91430602MA4TT0017L", "unit_name": "平江县样品建材贸易中心"}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return new_database(tmp_path)


def handed_in(engine: Engine, tmp_path: Path, reference: str, fingerprint: Fingerprint, **form: Any) -> int:
    """A submission whose letter bears a seal of that fingerprint; gives its id."""
    with writing(engine) as session:
        submission = new_submission(session, stored_files(Store(str(tmp_path / "store"))), reference, **form)
        document = session.scalars(
            select(Document.id).where(Document.submission_id == submission.id, Document.slot == "letter")
        ).one()
        keep(session, document, new_reading(seals=(a_seal(impression="a" * 64, fingerprint=fingerprint),)))
        return submission.id


def found(engine: Engine, submission_id: int, fingerprint: Fingerprint = PRINT) -> tuple[LookAlike, ...]:
    with reading(engine) as session:
        return IMPRESSIONS.of_others(session, fingerprint, session.get_one(Submission, submission_id))


def differing(*turns: int) -> Fingerprint:
    """PRINT with some bits of each word turned."""
    return Fingerprint(tuple(word ^ turn for word, turn in zip(WORDS, turns, strict=True)), UNSURE)


def test_another_units_impression_is_found(engine: Engine, tmp_path: Path) -> None:
    handed_in(engine, tmp_path, "theirs", PRINT, **THEIRS)
    own = handed_in(engine, tmp_path, "ours", PRINT)
    assert [(each.reference, each.sha256) for each in found(engine, own)] == [("theirs", "a" * 64)]


def test_the_units_own_are_not_under_any_reference(engine: Engine, tmp_path: Path) -> None:
    own = handed_in(engine, tmp_path, "ours", PRINT)
    handed_in(engine, tmp_path, "ours-again", PRINT)
    handed_in(engine, tmp_path, "ours-with-a-mistyped-code", PRINT, credit_code="91430602MA4TT0017L")
    assert found(engine, own) == ()


def test_a_draft_is_nobodys_business(engine: Engine, tmp_path: Path) -> None:
    theirs = handed_in(engine, tmp_path, "theirs", PRINT, **THEIRS)
    own = handed_in(engine, tmp_path, "ours", PRINT)
    with writing(engine) as session:
        session.get_one(Submission, theirs).is_draft = True
    assert found(engine, own) == ()


def test_a_copy_may_differ_in_every_word_where_that_is_unsure(engine: Engine, tmp_path: Path) -> None:
    handed_in(engine, tmp_path, "theirs", differing(*(1 << 3,) * 8), **THEIRS)
    assert len(found(engine, handed_in(engine, tmp_path, "ours", PRINT))) == 1


@pytest.mark.parametrize("others", [4, 5])
def test_one_word_in_common_is_enough_as_long_as_few_bits_differ(engine: Engine, tmp_path: Path, others: int) -> None:
    turned = (1 << others + 2) - 4  # as many bits as `others` says, and none that is unsure there alone
    handed_in(engine, tmp_path, "theirs", differing(0, *(turned | 1 << 15,) * 7), **THEIRS)
    few = 7 * (others + 1) <= 36
    assert bool(found(engine, handed_in(engine, tmp_path, "ours", PRINT))) is few


def test_the_likest_come_first_and_few_of_them(engine: Engine, tmp_path: Path) -> None:
    for number in range(7):
        theirs = {"credit_code": f"91430602MA4TT00{number:02}X", "unit_name": f"样品贸易行{number}"}
        handed_in(engine, tmp_path, f"theirs-{number}", differing((1 << number) - 1, *(0,) * 7), **theirs)
    own = handed_in(engine, tmp_path, "ours", PRINT)
    assert [each.reference for each in found(engine, own)] == [f"theirs-{number}" for number in range(5)]


@pytest.mark.parametrize("owner", set(SealOwner) - {SealOwner.UNIT})
def test_only_the_units_own_seals_are_kept(engine: Engine, tmp_path: Path, owner: SealOwner) -> None:
    with writing(engine) as session:
        submission = new_submission(session, stored_files(Store(str(tmp_path / "store"))))
        document = session.scalars(select(Document.id).where(Document.submission_id == submission.id)).first()
        assert document is not None
        keep(session, document, new_reading(seals=(a_seal(owner, impression="a" * 64, fingerprint=PRINT), a_seal())))
        assert session.scalars(select(SealImpression)).all() == []


def test_a_lookup_reads_the_index_and_no_whole_table(engine: Engine) -> None:
    sharing = select(ImpressionWord.impression_id).where(ImpressionWord.word.in_(likely_words(PRINT)))
    query = select(SealImpression.bits).where(SealImpression.id.in_(sharing))
    with engine.connect() as connection:
        statement = query.compile(engine, compile_kwargs={"literal_binds": True})
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
    assert not [row.detail for row in plan if row.detail.startswith("SCAN")]


@given(
    st.tuples(*(st.integers(0, 0xFFFF),) * 8),
    st.tuples(*(st.lists(st.integers(0, 15), min_size=3, max_size=3, unique=True).map(tuple),) * 8),
    st.data(),
)
def test_whatever_unsure_bits_turn_the_word_is_looked_for(
    words: tuple[int, ...], unsure: tuple[tuple[int, ...], ...], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, 7))
    turned = data.draw(st.sets(st.sampled_from(unsure[place])))
    copy = list(words)
    copy[place] ^= sum(1 << bit for bit in turned)
    assert words_of(copy)[place] in likely_words(Fingerprint(words, unsure))
    assert len(likely_words(Fingerprint(words, unsure))) == 64
