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
) -> Decision:
    """Take a decision on the revision that the reviewer saw, and record it; `reasons` are ids of the catalogue.

    Raises OpinionRequired, OverrideReasonRequired, OpinionTooLong, CaseChanged or NotYetVerified.
    """
    opinion = opinion.strip()
    verification = _decidable(session, submission, seen_revision, outcome, opinion)
    if reviewer.account_id is None:
        raise DecisionError
    decision = Decision(
        submission_id=submission.id,
        revision=seen_revision,
        verification_id=verification.id,
        outcome=outcome.value,
        opinion=opinion,
        reviewer_id=reviewer.account_id,
    )
    session.add(decision)
    try:
        session.flush()
    except IntegrityError as error:
        raise CaseChanged from error
    given = given_for(session, decision.id, reasons, outcome.value)
    audit.record(
        session,
        submission.id,
        reviewer,
        "decide",
        before=SubmissionState.PENDING.value,
        after=outcome.value,
        revision=seen_revision,
        verification=verification.id,
        opinion=opinion,
        reasons=list(given),
    )
    restate(session, submission, SubmissionState(outcome.value))
    return decision


def _decidable(
    session: Session, submission: Submission, seen_revision: int, outcome: Outcome, opinion: str
) -> Verification:
    """The verification that the decision rests on, where nothing stands in its way."""
    if outcome is not Outcome.APPROVED and not opinion:
        raise OpinionRequired
    if len(opinion) > LONGEST_OPINION:
        raise OpinionTooLong
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
