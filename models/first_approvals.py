"""First approvals (初审同意): an approval against a failed check that waits for a second person (第二人复核).

One is only ever added; how it ended is noted once. The database refuses any other change, a second one that stands on
the same revision, and a decision that names one and was taken by the same person.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now


class Ending(StrEnum):
    """What became of a first approval."""

    SECONDED = "seconded"  # 第二人同意
    OVERRULED = "overruled"  # 第二人退回或不予通过
    WITHDRAWN = "withdrawn"  # 本人或审核主管撤回


class FirstApproval(Base):
    """One person's approval of one revision, with the reason for going against the failed check."""

    __tablename__ = "first_approval"
    __table_args__ = (
        Index(
            "uq_first_approval_standing",
            "submission_id",
            "revision",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
        Index(None, "submission_id"),
        CheckConstraint("length(trim(opinion)) > 0", name="reason_given"),
        CheckConstraint("ending in ('seconded', 'overruled', 'withdrawn')", name="ending_known"),
        CheckConstraint(
            "(ended_at is null) = (ended_by is null) and (ended_at is null) = (ending is null)", name="ended_somehow"
        ),
        CheckConstraint("ending <> 'seconded' or ended_by <> reviewer_id", name="seconded_by_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    revision: Mapped[int]
    verification_id: Mapped[int] = mapped_column(ForeignKey("verification.id"))
    opinion: Mapped[str] = mapped_column(Text)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    given_at: Mapped[dt.datetime] = mapped_column(default=now)
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ending: Mapped[str | None] = mapped_column(String(10))

    def end(self, ending: Ending, account_id: int) -> None:
        """Note how it ended, and through whom."""
        self.ended_at, self.ended_by, self.ending = now(), account_id, ending.value


def first_approval_on(session: Session, submission_id: int, revision: int) -> FirstApproval | None:
    """The first approval of that revision that waits for a second person."""
    return session.scalars(
        select(FirstApproval).where(
            FirstApproval.submission_id == submission_id,
            FirstApproval.revision == revision,
            FirstApproval.ended_at.is_(None),
        )
    ).first()


def first_approvals_of(session: Session, submission_id: int) -> tuple[FirstApproval, ...]:
    """Every first approval of the submission, oldest first."""
    return tuple(
        session.scalars(
            select(FirstApproval).where(FirstApproval.submission_id == submission_id).order_by(FirstApproval.id)
        )
    )
