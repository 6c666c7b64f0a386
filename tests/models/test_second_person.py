"""Four eyes: an approval against a failed check takes effect with a second person, never the same one."""

from __future__ import annotations

import time
from concurrent.futures import Future, ProcessPoolExecutor

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import IntegrityError

from models import audit, holds
from models.accounts import Role
from models.base import now
from models.database import reading, writing
from models.findings import CheckId, CheckResult, Verdict
from models.first_approvals import FirstApproval, first_approval_on, first_approvals_of
from models.queue import QueueFilter, candidates, count_cases
from models.review import (
    CaseChanged,
    Decision,
    NothingToUndo,
    Outcome,
    OverrideReasonRequired,
    SamePerson,
    SecondPersonNeeded,
    decide,
    decisions_of,
    state_of,
    undo,
)
from models.second_person import approve_first, withdraw_first
from models.standing import Standing
from models.store import Store
from models.submissions import Submission, SubmissionState
from tests.factories import new_account, new_submission, new_verification, stored_files
from tests.models.at_once import second_all

FAILED = CheckResult(CheckId.MARKING, Verdict.FAIL, "MARKING_MISSING", "未见用途标注。", confidence=0.9)
FIRST = audit.Actor("first", "reviewer", 1)
SECOND = audit.Actor("second", "reviewer", 2)
SUPERVISOR = audit.Actor("supervisor", "supervisor", 3)
REASON = "已查验原件。"


@pytest.fixture
def case(engine: Engine, store: Store) -> int:
    """A case with a failed check, which waits for its decision."""
    with writing(engine) as session:
        for username, role in (("first", Role.REVIEWER), ("second", Role.REVIEWER), ("supervisor", Role.SUPERVISOR)):
            new_account(session, role, username)
        submission = new_submission(session, stored_files(store))
        new_verification(session, submission, FAILED)
        return submission.id


def _approve_first(engine: Engine, case: int, actor: audit.Actor = FIRST, opinion: str = REASON) -> int:
    with writing(engine) as session:
        submission = session.get_one(Submission, case)
        return approve_first(session, submission, submission.revision, opinion, actor).id


def _decide(engine: Engine, case: int, actor: audit.Actor, outcome: Outcome, opinion: str = "") -> int:
    with writing(engine) as session:
        submission = session.get_one(Submission, case)
        return decide(session, submission, submission.revision, outcome, opinion, actor, two_people=True).id


def test_one_person_alone_approves_nothing_against_a_failed_check(engine: Engine, case: int) -> None:
    with pytest.raises(SecondPersonNeeded):
        _decide(engine, case, FIRST, Outcome.APPROVED, REASON)
    with pytest.raises(OverrideReasonRequired):
        _approve_first(engine, case, opinion=" ")
    _decide(engine, case, FIRST, Outcome.RETURNED, "请补标注。")


def test_the_case_waits_for_a_second_person_and_says_so_in_the_queue(engine: Engine, case: int) -> None:
    _approve_first(engine, case)
    with reading(engine) as session:
        assert state_of(session, session.get_one(Submission, case)) is SubmissionState.PENDING
        assert session.get_one(Standing, case).first_approver_id == FIRST.account_id
        assert count_cases(session, QueueFilter(second_person=True)) == 1
        event = audit.history(session, case)[-1]
        assert (event.action, event.before, event.after, event.details["opinion"]) == (
            "approve_first",
            "pending",
            "pending",
            REASON,
        )
    with writing(engine) as session:
        mine, others = (candidates(QueueFilter(not_approved_by=number)) for number in (1, 2))
        assert holds.take_first(session, mine, 1, 60) is None
        assert holds.take_first(session, others, 2, 60) == case


def test_a_second_person_confirms_and_only_then_it_is_approved(engine: Engine, case: int) -> None:
    first = _approve_first(engine, case)
    decision = _decide(engine, case, SECOND, Outcome.APPROVED)
    with reading(engine) as session:
        taken = session.get_one(Decision, decision)
        assert (taken.first_approval_id, taken.opinion, taken.reviewer_id) == (first, REASON, 2)
        assert session.get_one(FirstApproval, first).ending == "seconded"
        assert session.get_one(Standing, case).state == "approved"
        assert audit.history(session, case)[-1].details["first_approval"] == first
        assert count_cases(session, QueueFilter(second_person=True)) == 0
        assert audit.broken_links(session) == ()


def test_a_second_person_may_see_it_otherwise(engine: Engine, case: int) -> None:
    first = _approve_first(engine, case)
    _decide(engine, case, SECOND, Outcome.RETURNED, "请补标注。")
    with reading(engine) as session:
        assert session.get_one(FirstApproval, first).ending == "overruled"
        assert decisions_of(session, case)[0].first_approval_id is None


@pytest.mark.parametrize("outcome", Outcome)
def test_nobody_is_both_even_after_taking_over(engine: Engine, case: int, outcome: Outcome) -> None:
    _approve_first(engine, case, SUPERVISOR)
    with writing(engine) as session:
        holds.take(session, case, 2, 60)
        holds.take_over(session, case, SUPERVISOR, 60)
    with pytest.raises(SamePerson):
        _decide(engine, case, SUPERVISOR, outcome, "再看一次。")


def test_the_database_lets_nobody_be_both(engine: Engine, case: int) -> None:
    first = _approve_first(engine, case)
    with reading(engine) as session:
        verification = session.get_one(FirstApproval, first).verification_id
    for named in (first, None):
        decision = Decision(
            submission_id=case,
            revision=1,
            verification_id=verification,
            outcome="approved",
            opinion=REASON,
            reviewer_id=1,
            first_approval_id=named,
        )
        with pytest.raises(IntegrityError), writing(engine) as session:
            session.add(decision)
    confirmed = _decide(engine, case, SECOND, Outcome.APPROVED)
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(update(Decision).where(Decision.id == confirmed).values(reviewer_id=1))


def test_the_database_keeps_first_approvals_as_they_were(engine: Engine, case: int) -> None:
    first = _approve_first(engine, case)
    changes = [
        update(FirstApproval).values(opinion="另一个理由"),
        update(FirstApproval).values(reviewer_id=2),
        update(FirstApproval).values(ending="seconded", ended_by=1, ended_at=now()),
        delete(FirstApproval),
    ]
    for change in changes:
        with pytest.raises(IntegrityError), writing(engine) as session:
            session.execute(change)
    with writing(engine) as session:
        withdraw_first(session, session.get_one(Submission, case), FIRST)
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(update(FirstApproval).where(FirstApproval.id == first).values(ended_by=3))


def test_a_withdrawn_approval_leaves_the_case_to_be_approved_anew(engine: Engine, case: int) -> None:
    _approve_first(engine, case)
    with writing(engine) as session:
        withdraw_first(session, session.get_one(Submission, case), FIRST)
    with reading(engine) as session:
        assert session.get_one(Standing, case).first_approver_id is None
        assert audit.history(session, case)[-1].action == "withdraw_first"
    with pytest.raises(NothingToUndo), writing(engine) as session:
        withdraw_first(session, session.get_one(Submission, case), FIRST)
    _approve_first(engine, case, SECOND)
    _decide(engine, case, FIRST, Outcome.APPROVED)
    with reading(engine) as session:
        assert [first.ending for first in first_approvals_of(session, case)] == ["withdrawn", "seconded"]


def test_an_undone_decision_takes_both_approvals_with_it(engine: Engine, case: int) -> None:
    _approve_first(engine, case)
    _decide(engine, case, SECOND, Outcome.APPROVED)
    with writing(engine) as session:
        undo(session, session.get_one(Submission, case), SECOND)
    with pytest.raises(SecondPersonNeeded):
        _decide(engine, case, SECOND, Outcome.APPROVED, REASON)
    _approve_first(engine, case, SECOND)
    _decide(engine, case, FIRST, Outcome.APPROVED)


def test_a_new_version_waits_for_nobody_second(engine: Engine, case: int, store: Store) -> None:
    _approve_first(engine, case)
    with writing(engine) as session:
        submission = new_submission(session, stored_files(store, b"another certificate"))
        assert (submission.id, submission.revision) == (case, 2)
        new_verification(session, submission, FAILED)
        assert session.get_one(Standing, case).first_approver_id is None
        assert first_approval_on(session, case, submission.revision) is None
    with pytest.raises(SecondPersonNeeded):
        _decide(engine, case, SECOND, Outcome.APPROVED, REASON)


def test_of_two_first_people_the_later_is_told_that_the_case_changed(engine: Engine, case: int) -> None:
    _approve_first(engine, case)
    with pytest.raises(CaseChanged) as told:
        _approve_first(engine, case, SECOND)
    assert "请刷新页面" in told.value.chinese


def test_of_two_second_people_at_once_one_wins(
    engine: Engine, store: Store, two_processes: ProcessPoolExecutor
) -> None:
    with writing(engine) as session:
        for username in ("first", "second", "third"):
            new_account(session, Role.REVIEWER, username)
        for number in range(15):
            submission = new_submission(session, stored_files(store), f"case {number}")
            new_verification(session, submission, FAILED)
            approve_first(session, submission, 1, REASON, FIRST)
    url, begin = engine.url.render_as_string(hide_password=False), time.time() + 2
    results: list[Future[list[str]]] = [
        two_processes.submit(second_all, url, begin, username) for username in ("second", "third")
    ]
    pairs = list(zip(*(each.result() for each in results), strict=True))
    assert {tuple(sorted(pair)) for pair in pairs} == {("CASE_CHANGED", "decided")}
    with reading(engine) as session:
        assert len(session.scalars(select(Decision)).all()) == len(pairs)
        assert audit.broken_links(session) == ()
