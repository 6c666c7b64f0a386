"""Corrections of readings: only ever added, never a change of what the machine concluded."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.exc import IntegrityError

from models import audit
from models.corrections import (
    CorrectionUnknown,
    NothingCorrected,
    ReadingCorrection,
    correct_reading,
    corrections_of,
    parts_read,
)
from models.database import reading, writing
from models.findings import CheckId, CheckResult, CodeReading, FieldReading, Slot, Verdict, to_json
from models.review import CaseChanged
from models.store import Store
from models.submissions import Submission, current_documents
from models.verifications import Reading, verification_of
from tests.factories import new_account, new_reading, new_submission, new_verification, stored_files

ACTOR = audit.Actor("reviewer", "reviewer", 1)
FAILED = CheckResult(CheckId.CREDIT_CODE, Verdict.FAIL, "CODE_DIFFERS", "代码不一致。", confidence=0.9)
READ, TRUE = "91430602MA4TT0009I", "91430602MA4TT0009T"
ID_NUMBER = "430602199001010013"


@pytest.fixture
def case(engine: Engine, store: Store) -> int:
    """A case whose code was read wrong."""
    with writing(engine) as session:
        new_account(session)
        submission = new_submission(session, stored_files(store))
        code = CodeReading(READ, 0.6, box=(10, 20, 300, 40), page=1)
        findings = {
            Slot.CERTIFICATE: new_reading(credit_code=code),
            Slot.LETTER: new_reading(fields={"id_number": FieldReading("430602199001010018", 0.6, page=1)}),
        }
        for slot, document in current_documents(session, submission).items():
            session.add(Reading(document_id=document.id, seconds=1.0, findings=to_json(findings[slot])))
        new_verification(session, submission, FAILED)
        return submission.id


def _correct(engine: Engine, case: int, slot: Slot, part: str, value: str, seen: int = 1) -> ReadingCorrection:
    with writing(engine) as session:
        return correct_reading(session, session.get_one(Submission, case), seen, (slot, part), value, ACTOR)


def test_a_correction_keeps_old_and_new_and_leaves_the_verdict(engine: Engine, case: int) -> None:
    correction = _correct(engine, case, Slot.CERTIFICATE, "credit_code", f" {TRUE} ")
    assert (correction.old_value, correction.new_value) == (READ, TRUE)
    assert (correction.page, correction.box, correction.corrected_by) == (1, [10, 20, 300, 40], 1)
    with reading(engine) as session:
        verification = verification_of(session, case, 1)
        assert verification is not None
        assert (verification.verdict, verification.checks[0].verdict) == ("fail", "fail")
        code = session.get_one(Reading, correction.reading_id).value.credit_code
        assert code is not None
        assert code.text == READ
        event = audit.history(session, case)[-1]
        assert event.action == "correct"
        assert (event.details["old"], event.details["new"], event.details["part"]) == (READ, TRUE, "credit_code")
        assert event.details["fingerprint"] == correction.fingerprint
        assert audit.broken_links(session) == ()


def test_the_newest_correction_counts_and_the_older_ones_stay(engine: Engine, case: int) -> None:
    first = _correct(engine, case, Slot.CERTIFICATE, "unit_name", "岳阳市示列技术有限公司")
    second = _correct(engine, case, Slot.CERTIFICATE, "unit_name", "岳阳市示例技术有限公司")
    assert (first.old_value, second.old_value) == ("", "岳阳市示列技术有限公司")
    with reading(engine) as session:
        assert corrections_of(session, first.document_id)["unit_name"].id == second.id
        assert len(session.scalars(select(ReadingCorrection)).all()) == 2


def test_personal_values_are_sealed_and_in_no_event(engine: Engine, case: int) -> None:
    correction = _correct(engine, case, Slot.LETTER, "field.id_number", ID_NUMBER)
    with engine.connect() as connection:
        row = str(connection.execute(text("select old_value, new_value, fingerprint from reading_correction")).one())
        event = str(connection.execute(text("select details from event order by id desc limit 1")).one())
    assert ID_NUMBER not in row + event
    with reading(engine) as session:
        assert session.get_one(ReadingCorrection, correction.id).new_value == ID_NUMBER


def test_what_was_not_read_or_not_changed_is_refused(engine: Engine, case: int) -> None:
    for part in ("ring.0", "field.id_number", "nonsense", ""):
        with pytest.raises(CorrectionUnknown):
            _correct(engine, case, Slot.CERTIFICATE, part, "x")
    for value in (READ, "长" * 256):
        with pytest.raises(NothingCorrected):
            _correct(engine, case, Slot.CERTIFICATE, "credit_code", value)
    with pytest.raises(CaseChanged):
        _correct(engine, case, Slot.CERTIFICATE, "credit_code", TRUE, seen=2)


def test_the_database_changes_and_removes_none(engine: Engine, case: int) -> None:
    correction = _correct(engine, case, Slot.CERTIFICATE, "credit_code", TRUE)
    for change in (
        update(ReadingCorrection).values(fingerprint="0" * 64),
        update(ReadingCorrection).values(corrected_by=2),
        delete(ReadingCorrection),
    ):
        with pytest.raises(IntegrityError), writing(engine) as session:
            session.execute(change)
    # A change of the keys writes the same values anew.
    with writing(engine) as session:
        session.execute(update(ReadingCorrection).values(new_value=correction.new_value))


def test_everything_that_can_stand_on_a_letter_can_be_corrected() -> None:
    parts = [read.part for read in parts_read(new_reading(), Slot.LETTER)]
    assert "field.operator_name" in parts
    assert "credit_code" not in parts
