"""Decisions (审核): approve 审核通过, return 退回, reject 审核不通过; taken by a person on what that person saw.

A decision that nobody has acted upon can be undone (撤回): it stays in the history, marked as undone, and the case
waits again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit
from models.base import Base, now
from models.errors import DecisionError
from models.findings import Verdict
from models.first_approvals import Ending, FirstApproval, first_approval_on
from models.reasons import given_for
from models.standing import restate
from models.submissions import Submission, SubmissionState
from models.verifications import Verification, verification_of

LONGEST_OPINION = 4000


class Outcome(StrEnum):
    """What a reviewer decided (审核状态)."""

    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"


class OpinionRequired(DecisionError):
    """Returned or rejected without a reason."""

    code = "REASON_REQUIRED"
    message_zh = "退回或审核不通过须填写审核意见。请写明原因及改正办法后再保存。"
    message_en = "A return or a rejection needs a reason. Write what is wrong and how to mend it, then save."


class OpinionTooLong(DecisionError):
    """An opinion longer than is kept."""

    code = "OPINION_TOO_LONG"
    message_zh = "审核意见超过4000字。请精简后再保存。"
    message_en = "The opinion is longer than 4,000 characters. Shorten it and save again."


class OverrideReasonRequired(DecisionError):
    """Approved against a failed check without a reason."""

    code = "OVERRIDE_REASON_REQUIRED"
    message_zh = "该申请有核验不通过的项目。确认可以通过的，请在备注中写明理由后再保存。"
    message_en = "A check failed. To approve nevertheless, write down why, then save."


class SamePerson(DecisionError):
    """Whoever approved first cannot be the second person."""

    code = "SAME_PERSON"
    message_zh = "您已同意通过该申请，须由另一人复核，本次决定未保存。请审核其他申请；如要改变意见，请先撤回您的同意。"
    message_en = (
        "You approved this case already and another person must confirm it, so nothing was saved. "
        "Go on with another case; to change your mind, withdraw your approval first."
    )


class SecondPersonNeeded(DecisionError):
    """Approved against a failed check by one person alone, where two are asked for."""

    code = "SECOND_PERSON_NEEDED"
    message_zh = (
        "该申请有核验不通过的项目，须经两人同意才能通过，本次决定未保存。请先登记第一人的同意，再由另一人复核。"
    )
    message_en = (
        "A check failed, so two people must approve this case and nothing was saved. "
        "Give the first approval, then have another person confirm it."
    )


class NothingToUndo(DecisionError):
    """The decision cannot be undone any more."""

    code = "NOTHING_TO_UNDO"
    message_zh = "该决定已不能撤回：申请之后已有变化，或决定已被撤回。请刷新页面查看最新状态。"
    message_en = "The decision cannot be undone any more. Reload the page to see where the case stands."


class CaseChanged(DecisionError):
    """The page that was decided on is no longer the case's newest state."""

    code = "CASE_CHANGED"
    message_zh = "该申请在您打开页面之后已有变化，本次决定未保存。请刷新页面，查看最新内容后再审核。"
    message_en = (
        "This case changed after you opened it, so your decision was not saved. Reload the page and look again."
    )


class NotYetVerified(DecisionError):
    """The documents have not been read yet."""

    code = "NOT_VERIFIED"
    message_zh = "该申请的附件尚未核验完毕，暂不能审核。请稍候刷新页面。"
    message_en = "The documents are still being read. Wait a moment and reload the page."


class NotHandedIn(DecisionError):
    """The registration is not submitted, or was withdrawn."""

    code = "NOT_SUBMITTED"
    message_zh = "该申请尚未提交或已被撤回，不能审核。请刷新页面，处理其他申请。"
    message_en = "This application is not submitted, or was withdrawn. Reload the page and go on with another one."


class Decision(Base):
    """One decision on one revision; the database takes no second standing one and no return without a reason."""

    __tablename__ = "decision"
    __table_args__ = (
        Index(
            "uq_decision_standing",
            "submission_id",
            "revision",
            unique=True,
            sqlite_where=text("undone_at is null"),
            postgresql_where=text("undone_at is null"),
        ),
        CheckConstraint("(undone_at is null) = (undone_by is null)", name="undone_by_somebody"),
        Index(None, "decided_at"),
        Index(None, "reviewer_id", "decided_at"),
        CheckConstraint("outcome in ('approved', 'returned', 'rejected')", name="outcome_known"),
        CheckConstraint("outcome = 'approved' or length(trim(opinion)) > 0", name="reason_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    revision: Mapped[int]
    verification_id: Mapped[int] = mapped_column(ForeignKey("verification.id"))
    outcome: Mapped[str] = mapped_column(String(10))
    opinion: Mapped[str] = mapped_column(Text)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[dt.datetime] = mapped_column(default=now)
    undone_at: Mapped[dt.datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    first_approval_id: Mapped[int | None] = mapped_column(ForeignKey("first_approval.id"))
    """The first person's approval that this one confirms; the database refuses it by the same person."""


def decision_of(session: Session, submission_id: int, revision: int) -> Decision | None:
    """The decision that stands on that revision, if one has been taken."""
    return session.scalars(
        select(Decision).where(
            Decision.submission_id == submission_id, Decision.revision == revision, Decision.undone_at.is_(None)
        )
    ).first()


def decisions_of(session: Session, submission_id: int) -> tuple[Decision, ...]:
    """All decisions that stand, one a revision, newest first; what was undone is told by the history."""
    return tuple(
        session.scalars(
            select(Decision)
            .where(Decision.submission_id == submission_id, Decision.undone_at.is_(None))
            .order_by(Decision.revision.desc())
        )
    )


def state_of(session: Session, submission: Submission) -> SubmissionState:
    """Where the submission stands, from its history."""
    decision = decision_of(session, submission.id, submission.revision)
    if decision is not None:
        return SubmissionState(decision.outcome)
    if verification_of(session, submission.id, submission.revision) is not None:
        return SubmissionState.PENDING
    return SubmissionState.READING


def decide(  # noqa: PLR0913 - a decision is all of this, in one act
    session: Session,
    submission: Submission,
    seen_revision: int,
    outcome: Outcome,
    opinion: str,
    reviewer: audit.Actor,
    *,
    reasons: Iterable[int] = (),
    two_people: bool = False,
) -> Decision:
    """Take a decision on the revision that the reviewer saw, and record it; `reasons` are ids of the catalogue.

    With `two_people`, an approval against a failed check confirms the first one (models.second_person).
    Raises OpinionRequired, OverrideReasonRequired, OpinionTooLong, CaseChanged, NotYetVerified, SamePerson or
    SecondPersonNeeded.
    """
    first = first_approval_on(session, submission.id, seen_revision)
    opinion = kept_words(opinion)
    if first is not None and outcome is Outcome.APPROVED:
        opinion = opinion or first.opinion
    verification = decidable(session, submission, seen_revision, outcome, opinion)
    if two_people and first is None and outcome is Outcome.APPROVED and verification.verdict == Verdict.FAIL:
        raise SecondPersonNeeded
    if reviewer.account_id is None:
        raise DecisionError
    if first is not None and first.reviewer_id == reviewer.account_id:
        raise SamePerson
    decision = Decision(
        submission_id=submission.id,
        revision=seen_revision,
        verification_id=verification.id,
        outcome=outcome.value,
        opinion=opinion,
        reviewer_id=reviewer.account_id,
        first_approval_id=first.id if first is not None and outcome is Outcome.APPROVED else None,
    )
    _keep(session, decision, first)
    _record(session, decision, reviewer, given_for(session, decision.id, reasons, outcome.value))
    restate(session, submission, SubmissionState(outcome.value))
    return decision


def _keep(session: Session, decision: Decision, first: FirstApproval | None) -> None:
    session.add(decision)
    try:
        session.flush()
    except IntegrityError as error:
        raise CaseChanged from error
    if first is not None:
        approved = decision.outcome == Outcome.APPROVED
        first.end(Ending.SECONDED if approved else Ending.OVERRULED, decision.reviewer_id)
        session.flush()


def _record(session: Session, decision: Decision, reviewer: audit.Actor, reasons: tuple[int, ...]) -> None:
    confirmed = {} if decision.first_approval_id is None else {"first_approval": decision.first_approval_id}
    audit.record(
        session,
        decision.submission_id,
        reviewer,
        "decide",
        before=SubmissionState.PENDING.value,
        after=decision.outcome,
        revision=decision.revision,
        verification=decision.verification_id,
        opinion=decision.opinion,
        reasons=list(reasons),
        **confirmed,
    )


def kept_words(opinion: str) -> str:
    """An opinion as it is kept. Raises OpinionTooLong."""
    opinion = opinion.strip()
    if len(opinion) > LONGEST_OPINION:
        raise OpinionTooLong
    return opinion


def decidable(
    session: Session, submission: Submission, seen_revision: int, outcome: Outcome, opinion: str
) -> Verification:
    """The verification that the decision rests on, where nothing stands in its way.

    Raises OpinionRequired, OverrideReasonRequired, CaseChanged, NotHandedIn or NotYetVerified.
    """
    if outcome is not Outcome.APPROVED and not opinion:
        raise OpinionRequired
    if submission.is_draft:
        raise NotHandedIn
    if submission.revision != seen_revision or decision_of(session, submission.id, seen_revision) is not None:
        raise CaseChanged
    verification = verification_of(session, submission.id, seen_revision)
    if verification is None:
        raise NotYetVerified
    if outcome is Outcome.APPROVED and verification.verdict == Verdict.FAIL and not opinion:
        raise OverrideReasonRequired
    return verification


def undo(session: Session, submission: Submission, actor: audit.Actor) -> None:
    """Undo the decision on the current revision: the case waits again. Raises NothingToUndo."""
    decision = decision_of(session, submission.id, submission.revision)
    if decision is None or actor.account_id is None:
        raise NothingToUndo
    decision.undone_at, decision.undone_by = now(), actor.account_id
    session.flush()
    audit.record(
        session,
        submission.id,
        actor,
        "undo",
        before=decision.outcome,
        after=SubmissionState.PENDING.value,
        revision=submission.revision,
        decision=decision.id,
    )
    restate(session, submission, SubmissionState.PENDING)
