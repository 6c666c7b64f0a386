"""Intake: what is new is taken in once and whole, what was there stays in history."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import reading_work
from models.accounts import Role
from models.audit import SYSTEM, Actor, Event, history
from models.database import reading, writing
from models.documents import Document, Original
from models.findings import Slot
from models.form import FormReading, read_form
from models.intake import Problem, StoredFile, SubmissionFrozen, keep_file, replace_documents, take_in
from models.migrations.tables import all_tables
from models.reading_work import ReadingWork, WorkState
from models.review import CaseChanged, Outcome, decide, decisions_of, state_of
from models.store import Store
from models.submissions import (
    FormVersion,
    Submission,
    SubmissionState,
    current_documents,
    current_form,
    current_problems,
)
from tests.factories import FORM, form_json, form_reading, new_account, new_submission, new_verification, stored_files

NO_LETTER = Problem("letter", "SLOT_MISSING", "缺少用户告知承诺书。请补充后重新提交。")


@pytest.fixture
def files(store: Store) -> dict[Slot, StoredFile]:
    """A certificate and a letter."""
    return stored_files(store)


@pytest.fixture
def new_letter(store: Store) -> StoredFile:
    """Another letter."""
    return keep_file(store, b"letter with seal", "承诺书.jpg")


def again(
    engine: Engine, files: dict[Slot, StoredFile], form: FormReading | None = None, *problems: Problem
) -> tuple[int, bool]:
    """What the intake gives when the reference comes once more: the revision, and whether anything was new."""
    with writing(engine) as session:
        submission, changed = take_in(session, "2026-000123", form or form_reading(), files, problems)
        return submission.revision, changed


def problem_codes(engine: Engine) -> list[tuple[str, str]]:
    with reading(engine) as session:
        return [(problem.part, problem.code) for problem in current_problems(session, the_submission(session))]


def the_submission(session: Session) -> Submission:
    return session.scalars(select(Submission)).one()


def to_be_read(engine: Engine) -> int:
    with reading(engine) as session:
        return len(reading_work.unfinished(session))


def return_to_operator(session: Session, submission: Submission) -> None:
    """The submission is verified, and a reviewer returns it."""
    new_verification(session, submission)
    account = new_account(session)
    reviewer = Actor(account.username, account.role, account.id)
    decide(session, submission, submission.revision, Outcome.RETURNED, "承诺书未盖章，请盖章后重新上传。", reviewer)


def everything(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {name: list(connection.execute(select(table))) for name, table in all_tables().tables.items()}


def test_a_new_submission_has_its_form_its_documents_and_work_to_do(
    engine: Engine, files: dict[Slot, StoredFile]
) -> None:
    with writing(engine) as session:
        submission, changed = take_in(session, "2026-000123", form_reading(), files)
        assert changed
    with reading(engine) as session:
        submission = the_submission(session)
        assert (submission.revision, submission.unit_name) == (1, FORM["unit_name"])
        assert (submission.credit_code, submission.pooling_area) == (FORM["credit_code"], FORM["pooling_area"])
        assert current_form(session, submission.id) == form_reading().form
        documents = current_documents(session, submission)
        assert {slot: document.sha256 for slot, document in documents.items()} == {
            slot: file.sha256 for slot, file in files.items()
        }
        assert state_of(session, submission) is SubmissionState.READING
        assert {work.state for work in session.scalars(select(ReadingWork))} == {WorkState.PENDING.value}
    assert to_be_read(engine) == 2


def test_what_is_taken_in_is_told_to_the_history(engine: Engine, files: dict[Slot, StoredFile]) -> None:
    with writing(engine) as session:
        submission = new_submission(session, files, problems=[NO_LETTER])
        (told,) = history(session, submission.id)
    assert (told.action, told.actor, told.before, told.after) == ("take_in", SYSTEM.name, "", "reading")
    assert told.details["documents"] == {slot.value: file.sha256 for slot, file in files.items()}
    assert told.details["problems"] == ["SLOT_MISSING"]


def test_no_personal_data_is_told_to_the_history(engine: Engine, files: dict[Slot, StoredFile]) -> None:
    with writing(engine) as session:
        new_submission(session, files)
        told = json.dumps([event.details for event in session.scalars(select(Event))])
    assert FORM["operator"]["id_number"] not in told
    assert FORM["operator"]["mobile"] not in told


def test_a_password_is_kept_as_a_hash_alone(engine: Engine, files: dict[Slot, StoredFile]) -> None:
    with writing(engine) as session:
        new_submission(session, files, operator={**FORM["operator"], "password": "Zh3nghe!secret"})
        version = session.scalars(select(FormVersion)).one()
        assert version.password_hash is not None
        assert version.password_hash.startswith("$argon2id$")
    assert "Zh3nghe!secret" not in str(everything(engine))


def test_the_same_content_again_changes_nothing(engine: Engine, files: dict[Slot, StoredFile]) -> None:
    with writing(engine) as session:
        new_submission(session, files)
    before = everything(engine)
    assert again(engine, files) == (1, False)
    assert everything(engine) == before


def test_the_same_problem_again_changes_nothing(engine: Engine, files: dict[Slot, StoredFile]) -> None:
    certificate = {Slot.CERTIFICATE: files[Slot.CERTIFICATE]}
    broken = form_reading(unit_name=None)
    assert again(engine, certificate, broken, NO_LETTER) == (1, True)
    assert again(engine, certificate, broken, NO_LETTER) == (1, False)


def test_a_changed_document_begins_a_revision_and_alone_is_read(
    engine: Engine, files: dict[Slot, StoredFile], new_letter: StoredFile
) -> None:
    with writing(engine) as session:
        new_submission(session, files)
    assert again(engine, {**files, Slot.LETTER: new_letter}) == (2, True)
    with reading(engine) as session:
        documents = current_documents(session, the_submission(session))
        assert documents[Slot.CERTIFICATE].revision == 1
        assert (documents[Slot.LETTER].revision, documents[Slot.LETTER].sha256) == (2, new_letter.sha256)
        assert session.scalar(select(func.count()).select_from(Document)) == 3
    assert to_be_read(engine) == 3


def test_a_changed_form_has_all_documents_read_again(engine: Engine, files: dict[Slot, StoredFile]) -> None:
    with writing(engine) as session:
        new_submission(session, files)
    assert again(engine, files, form_reading(unit_name="岳阳市另一示例有限公司")) == (2, True)
    with reading(engine) as session:
        submission = the_submission(session)
        assert submission.unit_name == "岳阳市另一示例有限公司"
        assert {document.revision for document in current_documents(session, submission).values()} == {2}
        assert session.scalar(select(func.count()).select_from(Original)) == 2
        assert session.scalar(select(func.count()).select_from(FormVersion)) == 2
    assert to_be_read(engine) == 4


def test_a_missing_letter_that_came_is_no_problem_any_more(engine: Engine, files: dict[Slot, StoredFile]) -> None:
    assert again(engine, {Slot.CERTIFICATE: files[Slot.CERTIFICATE]}, None, NO_LETTER) == (1, True)
    assert problem_codes(engine) == [("letter", "SLOT_MISSING")]
    assert again(engine, files) == (2, True)
    assert problem_codes(engine) == []


def test_a_letter_that_was_taken_away_is_a_problem_until_the_same_letter_is_back(
    engine: Engine, files: dict[Slot, StoredFile]
) -> None:
    assert again(engine, files) == (1, True)
    assert again(engine, {Slot.CERTIFICATE: files[Slot.CERTIFICATE]}, None, NO_LETTER) == (2, True)
    assert problem_codes(engine) == [("letter", "SLOT_MISSING")]
    assert again(engine, files) == (3, True)
    assert problem_codes(engine) == []
    assert again(engine, files) == (3, False)


def test_a_faulty_form_that_was_mended_is_no_problem_any_more(engine: Engine, files: dict[Slot, StoredFile]) -> None:
    assert again(engine, files, form_reading(unit_name=None)) == (1, True)
    assert problem_codes(engine) == [("form", "FORM_FIELD_MISSING")]
    assert again(engine, files) == (2, True)
    assert problem_codes(engine) == []


@pytest.mark.parametrize(
    "faulty",
    [form_json(review_unit=7), form_json(operator={**FORM["operator"], "relation": "friend"})],
    ids=["default", "relation"],
)
def test_a_fault_is_mended_even_where_the_form_reads_the_same_without_it(
    engine: Engine, files: dict[Slot, StoredFile], faulty: bytes
) -> None:
    assert read_form(faulty).form == form_reading().form
    assert again(engine, files, read_form(faulty)) == (1, True)
    assert again(engine, files) == (2, True)
    assert problem_codes(engine) == []
    assert again(engine, files) == (2, False)


def test_one_fault_that_takes_the_place_of_another_is_told_alone(engine: Engine, files: dict[Slot, StoredFile]) -> None:
    again(engine, files, form_reading(unit_name=7))
    again(engine, files, form_reading(unit_name=None))
    assert problem_codes(engine) == [("form", "FORM_FIELD_MISSING")]


def test_a_submission_without_any_document_is_taken_in_with_its_problems(engine: Engine) -> None:
    assert again(engine, {}, read_form(b"{"), NO_LETTER) == (1, True)
    assert problem_codes(engine) == [("letter", "SLOT_MISSING"), ("form", "FORM_BROKEN")]


def test_one_file_in_both_slots_is_one_original(engine: Engine, files: dict[Slot, StoredFile]) -> None:
    with writing(engine) as session:
        new_submission(session, dict.fromkeys(Slot, files[Slot.LETTER]))
        assert session.scalar(select(func.count()).select_from(Original)) == 1
        assert session.scalar(select(func.count()).select_from(Document)) == 2


def test_two_submissions_with_one_file_share_the_original(engine: Engine, files: dict[Slot, StoredFile]) -> None:
    with writing(engine) as session:
        new_submission(session, files, "2026-1")
        new_submission(session, files, "2026-2")
        assert session.scalar(select(func.count()).select_from(Original)) == 2


@pytest.mark.parametrize(("role", "sees"), [(Role.OPERATOR, True), (Role.REVIEWER, False)])
def test_a_submission_belongs_to_the_operator_account_that_its_form_names(
    engine: Engine, files: dict[Slot, StoredFile], role: Role, *, sees: bool
) -> None:
    with writing(engine) as session:
        account = new_account(session, role, username="YYSHILI01")
        submission = new_submission(session, files)
        assert (submission.operator_id == account.id) == sees


def test_a_name_too_long_to_keep_keeps_its_end(store: Store) -> None:
    assert keep_file(store, b"", "x" * 300 + ".pdf").name == "x" * 251 + ".pdf"


def test_a_name_that_is_no_text_can_be_kept(engine: Engine, store: Store) -> None:
    files = {Slot.LETTER: keep_file(store, b"letter", "a\x00b\ud800\n.jpg")}
    assert again(engine, files, None, NO_LETTER) == (1, True)
    with reading(engine) as session:
        assert session.scalars(select(Document.file_name)).one() == "a_b__.jpg"


def test_while_a_submission_waits_for_its_decision_no_document_is_replaced(
    engine: Engine, files: dict[Slot, StoredFile], new_letter: StoredFile
) -> None:
    with writing(engine) as session:
        submission = new_submission(session, files)
        with pytest.raises(SubmissionFrozen):
            replace_documents(session, submission, 1, {Slot.LETTER: new_letter}, SYSTEM)
        new_verification(session, submission)
        with pytest.raises(SubmissionFrozen):
            replace_documents(session, submission, 1, {Slot.LETTER: new_letter}, SYSTEM)


def test_a_returned_submission_gets_a_new_document_and_keeps_the_old_one(
    engine: Engine, files: dict[Slot, StoredFile], new_letter: StoredFile
) -> None:
    with writing(engine) as session:
        submission = new_submission(session, files)
        return_to_operator(session, submission)
        replace_documents(session, submission, 1, {Slot.LETTER: new_letter}, Actor("yyshili01", "operator"))
    with reading(engine) as session:
        submission = the_submission(session)
        assert (submission.revision, state_of(session, submission)) == (2, SubmissionState.READING)
        assert current_documents(session, submission)[Slot.LETTER].sha256 == new_letter.sha256
        kept = session.scalars(select(Document.sha256).where(Document.slot == "letter", Document.revision == 1)).one()
        assert kept == files[Slot.LETTER].sha256
        assert [decision.outcome for decision in decisions_of(session, submission.id)] == ["returned"]
        told = history(session, submission.id)
    assert [event.action for event in told] == ["take_in", "decide", "resubmit"]
    assert (told[-1].actor, told[-1].before, told[-1].after) == ("yyshili01", "returned", "reading")


def test_documents_are_replaced_once_for_each_return(
    engine: Engine, files: dict[Slot, StoredFile], new_letter: StoredFile
) -> None:
    with writing(engine) as session:
        submission = new_submission(session, files)
        return_to_operator(session, submission)
        replace_documents(session, submission, 1, {Slot.LETTER: new_letter}, SYSTEM)
        with pytest.raises(SubmissionFrozen):
            replace_documents(session, submission, 2, {Slot.LETTER: new_letter}, SYSTEM)


@pytest.mark.parametrize("seen", [0, 2, -1])
def test_a_page_of_another_revision_replaces_nothing(
    engine: Engine, files: dict[Slot, StoredFile], new_letter: StoredFile, seen: int
) -> None:
    with writing(engine) as session:
        return_to_operator(session, new_submission(session, files))
    with pytest.raises(CaseChanged), writing(engine) as session:
        replace_documents(session, the_submission(session), seen, {Slot.LETTER: new_letter}, SYSTEM)
    with reading(engine) as session:
        assert the_submission(session).revision == 1


def test_what_was_decided_stays_in_history_when_the_inbox_brings_other_content(
    engine: Engine, files: dict[Slot, StoredFile], new_letter: StoredFile
) -> None:
    with writing(engine) as session:
        submission = new_submission(session, files)
        return_to_operator(session, submission)
    assert again(engine, {**files, Slot.LETTER: new_letter}) == (2, True)
    with reading(engine) as session:
        submission = the_submission(session)
        assert len(decisions_of(session, submission.id)) == 1
        assert history(session, submission.id)[-1].before == "returned"


class Interrupted(Exception):
    """The process ends here."""


@contextmanager
def interrupted_at(engine: Engine, number: int) -> Iterator[None]:
    """Stop the transaction at its statement of this number."""
    left = number

    def count_down(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Interrupted

    event.listen(engine, "after_cursor_execute", count_down)
    try:
        yield
    finally:
        event.remove(engine, "after_cursor_execute", count_down)


def test_a_new_submission_is_whole_or_not_there_at_whatever_statement_it_stops(
    engine: Engine, files: dict[Slot, StoredFile]
) -> None:
    before = everything(engine)
    stops = 0
    while True:
        try:
            with interrupted_at(engine, stops + 1):
                again(engine, files, form_reading(), NO_LETTER)
        except Interrupted:
            stops += 1
            assert everything(engine) == before
        else:
            break
    assert stops > 10
    assert to_be_read(engine) == 2


def test_a_changed_submission_is_whole_or_as_before_at_whatever_statement_it_stops(
    engine: Engine, files: dict[Slot, StoredFile], new_letter: StoredFile
) -> None:
    again(engine, files)
    before = everything(engine)
    changed = ({**files, Slot.LETTER: new_letter}, form_reading(unit_name="岳阳市另一示例有限公司"))
    stops = 0
    while True:
        try:
            with interrupted_at(engine, stops + 1):
                again(engine, *changed)
        except Interrupted:
            stops += 1
            assert everything(engine) == before
        else:
            break
    assert stops > 15
    assert to_be_read(engine) == 4


@pytest.mark.parametrize(
    "impossible",
    [
        "update submission set revision = 0",
        "update document set revision = 0",
        "update document set slot = 'passport'",
        "update document set sha256 = 'gone'",
        "update intake_problem set part = 'weather'",
        "update document set slot = 'letter'",
        (
            "insert into submission (reference, revision, received_at, credit_code, unit_name, pooling_area)"
            " select reference, 1, received_at, '', '', '' from submission"
        ),
    ],
)
def test_the_database_refuses_rows_that_cannot_be(
    engine: Engine, files: dict[Slot, StoredFile], impossible: str
) -> None:
    again(engine, files, None, NO_LETTER)
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(text(impossible))
