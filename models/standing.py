"""Where each submission stands (办理状态) and who holds it: what the queue is ordered and counted by.

The history decides; a standing is what it comes to, kept in one row so that a queue of a million cases needs no walk
through theirs. It is written by `restate`, in the transaction of whatever changed the submission.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, case, delete, insert, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now
from models.case_mails import Occasion, note_mail
from models.findings import Verdict
from models.first_approvals import first_approval_on
from models.submissions import Submission, SubmissionState
from models.verifications import Check, verification_of
from models.webhooks import note_change

FLAGGED = (Verdict.FAIL.value, Verdict.REVIEW.value)
"""The verdicts of a check that a person must look at."""
RANKS = {Verdict.FAIL.value: 0, Verdict.REVIEW.value: 1, Verdict.PASS.value: 2}
UNRANKED = 3
_TOLD = {SubmissionState.APPROVED, SubmissionState.RETURNED, SubmissionState.REJECTED}
"""Where an operator is told by e-mail that the own case stands."""


class Ending(StrEnum):
    """How a hold came to its end."""

    RELEASED = "released"
    EXPIRED = "expired"
    TAKEN_OVER = "taken_over"
    DEFERRED = "deferred"
    CLOSED = "closed"
    """The case was decided, or is no longer what was held."""


class Standing(Base):
    """Where one submission stands at its current revision."""

    __tablename__ = "standing"
    __table_args__ = (
        CheckConstraint("state in ('reading', 'pending', 'approved', 'returned', 'rejected')", name="state_known"),
        CheckConstraint("(held_by is null) = (held_until is null)", name="held_by_somebody_until_a_moment"),
        CheckConstraint("held_by is null or state = 'pending'", name="only_pending_ones_are_held"),
        Index(None, "state", "rank", "waiting_since", "submission_id"),
        Index(None, "state", "waiting_since", "submission_id"),
        Index(None, "state", "pooling_area", "rank", "waiting_since", "submission_id"),
        Index(None, "state", "pooling_area", "waiting_since", "submission_id"),
        Index(None, "pooling_area"),
        Index(None, "waiting_since", "submission_id"),
        Index(None, "operator_id"),
        Index(None, "held_by"),
        Index(
            "ix_standing_second_person",
            "waiting_since",
            "submission_id",
            sqlite_where=text("first_approver_id is not null"),
            postgresql_where=text("first_approver_id is not null"),
        ),
    )

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    revision: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    verdict: Mapped[str | None] = mapped_column(String(12))
    rank: Mapped[int]
    """By risk: 0 some check failed, 1 some need review, 2 all passed, 3 not verified yet."""
    waiting_since: Mapped[dt.datetime]
    """When the current revision came in."""
    pooling_area: Mapped[str] = mapped_column(String(255))
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    verification_id: Mapped[int | None] = mapped_column(ForeignKey("verification.id"))
    held_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    held_until: Mapped[dt.datetime | None]
    deferred_until: Mapped[dt.datetime | None]
    """Put aside (暂缓): “next case” passes it by until then."""
    first_approver_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who approved it first, where it waits for a second person."""


class FlaggedCheck(Base):
    """A check that did not pass (未通过的项目) in a submission's current revision, beside where that stands.

    It repeats what the standing says, so that an index tells the cases of one check in the queue's order.
    """

    __tablename__ = "flagged_check"
    __table_args__ = (
        Index("ix_flagged_check_by_risk", "check", "state", "rank", "waiting_since", "submission_id", "pooling_area"),
        Index("ix_flagged_check_by_age", "check", "state", "waiting_since", "submission_id", "pooling_area"),
        Index("ix_flagged_check_newest", "check", "waiting_since", "submission_id"),
    )

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    check: Mapped[str] = mapped_column(String(40), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    rank: Mapped[int]
    waiting_since: Mapped[dt.datetime]
    pooling_area: Mapped[str] = mapped_column(String(255))


class Hold(Base):
    """One person's hold on a case, from taking to letting go; the database takes no second open one."""

    __tablename__ = "hold"
    __table_args__ = (
        CheckConstraint("(ended_at is null) = (ending is null)", name="ended_somehow"),
        Index(
            "uq_hold_open",
            "submission_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
        Index(None, "reviewer_id", "taken_at"),
        Index(None, "submission_id", "revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    revision: Mapped[int]
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    taken_at: Mapped[dt.datetime]
    until: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    ending: Mapped[str | None] = mapped_column(String(12))


def restate(session: Session, submission: Submission, state: SubmissionState) -> None:
    """Write down that the submission now stands at `state`; whoever held it holds it no longer.

    A draft stands nowhere: the queue and everything that counts are read from the standings.
    """
    session.flush()
    if submission.is_draft:
        end_hold(session, submission.id, Ending.CLOSED)
        for table in (FlaggedCheck, Standing):
            session.execute(delete(table).where(table.submission_id == submission.id))
        return
    verification = verification_of(session, submission.id, submission.revision)
    standing = session.get(Standing, submission.id, populate_existing=True)
    before = (standing.revision, standing.state) if standing is not None else (0, "")
    if standing is None:
        standing = Standing(submission_id=submission.id, revision=1, waiting_since=submission.received_at)
    if standing.revision != submission.revision:
        standing.revision, standing.waiting_since = submission.revision, now()
    standing.state = state.value
    standing.verdict = verification.verdict if verification else None
    standing.rank = RANKS[verification.verdict] if verification else UNRANKED
    standing.verification_id = verification.id if verification else None
    standing.pooling_area = submission.pooling_area
    standing.operator_id = submission.operator_id
    standing.held_by = standing.held_until = standing.deferred_until = None
    first = first_approval_on(session, submission.id, submission.revision)
    standing.first_approver_id = first.reviewer_id if first else None
    session.add(standing)
    session.flush()
    _restate_flags(session, standing)
    if before != (standing.revision, standing.state):
        note_change(session, submission.id, standing.revision, before[1], standing.state)
        if state in _TOLD:
            note_mail(session, submission.id, standing.revision, standing.operator_id, Occasion(standing.state))
    end_hold(session, submission.id, Ending.CLOSED)


def _restate_flags(session: Session, standing: Standing) -> None:
    session.execute(delete(FlaggedCheck).where(FlaggedCheck.submission_id == standing.submission_id))
    repeated = (Standing.submission_id, Check.check, Standing.state, Standing.rank, Standing.waiting_since)
    flags = (
        select(*repeated, Standing.pooling_area)
        .join(Check, Check.verification_id == Standing.verification_id)
        .where(Standing.submission_id == standing.submission_id, Check.verdict.in_(FLAGGED))
    )
    columns = ["submission_id", "check", "state", "rank", "waiting_since", "pooling_area"]
    session.execute(insert(FlaggedCheck).from_select(columns, flags))


def end_hold(session: Session, submission_id: int, ending: Ending) -> None:
    """Close the open hold on the submission, if there is one; one whose time is up has expired by itself."""
    moment = now()
    is_over = Hold.until < moment
    session.execute(
        update(Hold)
        .where(Hold.submission_id == submission_id, Hold.ended_at.is_(None))
        .values(
            ended_at=case((is_over, Hold.until), else_=moment),
            ending=case((is_over, Ending.EXPIRED.value), else_=ending.value),
        )
        .execution_options(synchronize_session=False)
    )
