"""Decisions: their reasons, and undoing them."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError

from models import audit
from models.accounts import Role
from models.database import reading, writing
from models.findings import CheckId, CheckResult, Slot, Verdict
from models.intake import keep_file, replace_documents
from models.reasons import DecisionReason, ReasonIncomplete, add_reason, reasons_in_force, retire_reason
from models.review import (
    Decision,
    NothingToUndo,
    Outcome,
    OverrideReasonRequired,
    decide,
    decisions_of,
    state_of,
    undo,
)
from models.standing import Standing
from models.store import Store
from models.submissions import Submission, SubmissionState
from tests.factories import new_account, new_submission, new_verification, stored_files

FAILED = CheckResult(CheckId.MARKING, Verdict.FAIL, "MARKING_MISSING", "未见用途标注。", confidence=0.9)


@pytest.fixture
def case(engine: Engine, store: Store) -> int:
    """A case that waits for its decision."""
    with writing(engine) as session:
        new_account(session, Role.REVIEWER)
        submission = new_submission(session, stored_files(store))
        new_verification(session, submission, FAILED)
        return submission.id


def _reviewer() -> audit.Actor:
    return audit.Actor("reviewer", "reviewer", 1)


def _decide(engine: Engine, case: int, outcome: Outcome, opinion: str, reasons: tuple[int, ...] = ()) -> int:
    with writing(engine) as session:
        submission = session.get_one(Submission, case)
        taken = decide(session, submission, submission.revision, outcome, opinion, _reviewer(), reasons=reasons)
        return taken.id


def test_approving_against_a_failed_check_needs_a_reason(engine: Engine, case: int) -> None:
    with pytest.raises(OverrideReasonRequired):
        _decide(engine, case, Outcome.APPROVED, " ")
    _decide(engine, case, Outcome.APPROVED, "已查验原件。")
    with reading(engine) as session:
        assert state_of(session, session.get_one(Submission, case)) is SubmissionState.APPROVED


def test_reasons_of_the_catalogue_are_kept_with_the_decision(engine: Engine, case: int) -> None:
    with writing(engine) as session:
        marking = add_reason(session, "returned", "未标注用途", "请注明用途后重新上传。", CheckId.MARKING).id
        other = add_reason(session, "rejected", "重复申请", "该单位已有账号。").id
        retired = add_reason(session, "returned", "旧意见", "旧的说法。")
        retire_reason(session, retired)
        withdrawn = retired.id
    decision = _decide(engine, case, Outcome.RETURNED, "请注明用途。", (marking, other, withdrawn, 999))
    with reading(engine) as session:
        kept = session.scalars(select(DecisionReason.reason_id).where(DecisionReason.decision_id == decision)).all()
        assert kept == [marking]
        assert audit.history(session, case)[-1].details["reasons"] == [marking]


def test_the_catalogue_begins_with_reasons_for_every_outcome_and_keeps_its_order(sqlite: Engine) -> None:
    with writing(sqlite) as session:
        before = reasons_in_force(session)
        assert {reason.outcome for reason in before} == set(Outcome)
        added = add_reason(session, "returned", " 缺页 ", " 请补齐缺页后上传。 ")
        assert (added.title, added.sentence) == ("缺页", "请补齐缺页后上传。")
        assert reasons_in_force(session, "returned")[-1] is added
        retire_reason(session, added)
        assert reasons_in_force(session) == before


@pytest.mark.parametrize(
    ("outcome", "title", "sentence", "check"),
    [
        ("returned", "", "写了内容", ""),
        ("returned", "标题", "  ", ""),
        ("returned", "长" * 41, "写了内容", ""),
        ("returned", "标题", "长" * 401, ""),
        ("pending", "标题", "写了内容", ""),
        ("returned", "标题", "写了内容", "no_such_check"),
    ],
)
def test_half_a_reason_is_refused(sqlite: Engine, outcome: str, title: str, sentence: str, check: str) -> None:
    with pytest.raises(ReasonIncomplete), writing(sqlite) as session:
        add_reason(session, outcome, title, sentence, check)


def test_an_undone_decision_leaves_the_case_waiting_and_stays_on_record(engine: Engine, case: int) -> None:
    first = _decide(engine, case, Outcome.REJECTED, "资料不实。")
    with writing(engine) as session:
        undo(session, session.get_one(Submission, case), _reviewer())
    with reading(engine) as session:
        assert session.get_one(Standing, case).state == SubmissionState.PENDING
        assert decisions_of(session, case) == ()
        assert session.get_one(Decision, first).undone_by == 1
        event = audit.history(session, case)[-1]
        assert (event.action, event.before, event.after) == ("undo", "rejected", "pending")
    second = _decide(engine, case, Outcome.RETURNED, "请补标注。")
    with reading(engine) as session:
        assert [decision.id for decision in decisions_of(session, case)] == [second]
        assert audit.broken_links(session) == ()


def test_what_was_acted_upon_cannot_be_undone(engine: Engine, case: int, store: Store) -> None:
    _decide(engine, case, Outcome.RETURNED, "请补标注。")
    with writing(engine) as session:
        files = {Slot.CERTIFICATE: keep_file(store, b"corrected", "new.pdf")}
        replace_documents(session, session.get_one(Submission, case), 1, files, _reviewer())
    with pytest.raises(NothingToUndo), writing(engine) as session:
        undo(session, session.get_one(Submission, case), _reviewer())


def test_the_database_takes_no_second_standing_decision(engine: Engine, case: int) -> None:
    first = _decide(engine, case, Outcome.RETURNED, "请补标注。")
    with reading(engine) as session:
        verification = session.get_one(Decision, first).verification_id
    second = Decision(
        submission_id=case, revision=1, verification_id=verification, outcome="approved", opinion="", reviewer_id=1
    )
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(second)


def test_the_database_wants_to_know_who_undid_it(engine: Engine, case: int) -> None:
    first = _decide(engine, case, Outcome.RETURNED, "请补标注。")
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(update(Decision).where(Decision.id == first).values(undone_by=1))
