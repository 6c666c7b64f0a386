"""Notes, questions and answers."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from models import audit, holds
from models.accounts import Role
from models.database import reading, writing
from models.queue import QueueFilter, candidates
from models.remarks import (
    NothingAsked,
    RemarkEmpty,
    RemarkKind,
    open_question,
    remarks_on,
    with_open_questions,
    write_remark,
)
from models.store import Store
from models.submissions import Submission
from tests.factories import new_account, new_submission, new_verification, stored_files

REVIEWER = audit.Actor("reviewer", "reviewer", 1)
OPERATOR = audit.Actor("operator", "operator", 2)


@pytest.fixture
def case(engine: Engine, store: Store) -> int:
    """A case that waits for its decision."""
    with writing(engine) as session:
        new_account(session, Role.REVIEWER)
        new_account(session, Role.OPERATOR)
        submission = new_submission(session, stored_files(store))
        new_verification(session, submission)
        return submission.id


def _write(engine: Engine, case: int, kind: RemarkKind, text: str, author: audit.Actor = REVIEWER) -> None:
    with writing(engine) as session:
        write_remark(session, session.get_one(Submission, case), kind, text, author)


def test_a_question_is_open_until_it_is_answered(engine: Engine, case: int) -> None:
    _write(engine, case, RemarkKind.QUESTION, "经办人是否在职？\r\n请说明。")
    _write(engine, case, RemarkKind.NOTE, "已电话联系，未接。")
    with reading(engine) as session:
        question = open_question(session, session.get_one(Submission, case))
        assert question is not None
        assert question.text == "经办人是否在职？\n请说明。"
        assert with_open_questions(session, [session.get_one(Submission, case)]) == {case}
    _write(engine, case, RemarkKind.ANSWER, "在职。", OPERATOR)
    with reading(engine) as session:
        assert open_question(session, session.get_one(Submission, case)) is None
        assert with_open_questions(session, [session.get_one(Submission, case)]) == frozenset()
        assert [remark.kind for remark in remarks_on(session, case)] == ["question", "note", "answer"]
        assert [event.action for event in audit.history(session, case)][-3:] == ["question", "note", "answer"]


def test_without_a_question_there_is_nothing_to_answer(engine: Engine, case: int) -> None:
    with pytest.raises(NothingAsked):
        _write(engine, case, RemarkKind.ANSWER, "在职。", OPERATOR)


@pytest.mark.parametrize("text", ["", " \r\n ", "长" * 1001])
def test_a_remark_has_words_and_not_too_many(engine: Engine, case: int, text: str) -> None:
    with pytest.raises(RemarkEmpty):
        _write(engine, case, RemarkKind.NOTE, text)


def test_a_case_put_aside_is_passed_by_until_it_is_resumed(engine: Engine, case: int) -> None:
    with writing(engine) as session:
        holds.take(session, case, 1, 60)
        holds.defer(session, session.get_one(Submission, case), 2.5, REVIEWER)
        assert holds.holder_of(session, case) is None
        assert holds.take_first(session, candidates(QueueFilter()), 1, 60) is None
        event = audit.history(session, case)[-1]
        assert (event.action, event.details["hours"]) == ("defer", 2.5)
        holds.resume(session, case)
        assert holds.take_first(session, candidates(QueueFilter()), 1, 60) == case


def test_what_does_not_wait_cannot_be_put_aside(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        new_account(session, Role.REVIEWER)
        submission = new_submission(session, stored_files(store))
        with pytest.raises(holds.NothingToHold):
            holds.defer(session, submission, 1, REVIEWER)
