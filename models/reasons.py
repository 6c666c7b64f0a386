"""The catalogue of reasons (审核意见目录): usual reasons for each outcome, as sentences that an operator can act upon.

An administrator keeps it. A reason that was ever given is never changed or removed, only retired: what was said to
an employer stays what was said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now
from models.errors import DecisionError
from models.findings import CheckId

LONGEST_TITLE = 40
LONGEST_SENTENCE = 400


class ReasonIncomplete(DecisionError):
    """A reason without a title or without its sentence, or with too long a one."""

    code = "REASON_INCOMPLETE"
    message_zh = "意见须有标题（不超过40字）和内容（不超过400字），并选择适用的审核结果。请补充后再保存。"
    message_en = (
        "A reason needs a title of up to 40 characters, a sentence of up to 400, and the outcome that it is for. "
        "Complete it and save again."
    )


class Reason(Base):
    """One usual reason; `outcome` is what it is given for, an approval being one against a failed check."""

    __tablename__ = "reason"
    __table_args__ = (
        CheckConstraint("outcome in ('approved', 'returned', 'rejected')", name="outcome_known"),
        CheckConstraint("length(trim(title)) > 0 and length(trim(sentence)) > 0", name="has_words"),
        Index(None, "outcome", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(String(10))
    check: Mapped[str | None] = mapped_column(String(40))
    """The check whose failure suggests it."""
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    sentence: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    added_at: Mapped[dt.datetime] = mapped_column(default=now)
    retired_at: Mapped[dt.datetime | None]


class DecisionReason(Base):
    """That a decision was taken for this reason of the catalogue."""

    __tablename__ = "decision_reason"
    __table_args__ = (Index(None, "reason_id"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    reason_id: Mapped[int] = mapped_column(ForeignKey("reason.id"), primary_key=True)


def reasons_in_force(session: Session, outcome: str | None = None) -> tuple[Reason, ...]:
    """The reasons that can be given now, in their order; those for one outcome where it is named."""
    query = select(Reason).where(Reason.retired_at.is_(None)).order_by(Reason.outcome, Reason.position, Reason.id)
    return tuple(session.scalars(query if outcome is None else query.where(Reason.outcome == outcome)))


def all_reasons(session: Session) -> tuple[Reason, ...]:
    """Every reason there ever was, those in force first."""
    return tuple(
        session.scalars(select(Reason).order_by(Reason.retired_at.is_not(None), Reason.outcome, Reason.position))
    )


def add_reason(session: Session, outcome: str, title: str, sentence: str, check: str = "") -> Reason:
    """A new reason at the end of its outcome's list. Raises ReasonIncomplete."""
    title, sentence = title.strip(), sentence.strip()
    is_whole = 0 < len(title) <= LONGEST_TITLE and 0 < len(sentence) <= LONGEST_SENTENCE
    if not is_whole or outcome not in ("approved", "returned", "rejected") or (check and check not in set(CheckId)):
        raise ReasonIncomplete
    last = session.scalar(select(func.max(Reason.position)).where(Reason.outcome == outcome)) or 0
    reason = Reason(outcome=outcome, check=check or None, title=title, sentence=sentence, position=last + 1)
    session.add(reason)
    session.flush()
    return reason


def retire_reason(session: Session, reason: Reason) -> None:
    """Take the reason out of use; decisions that were taken for it keep it."""
    if reason.retired_at is None:
        reason.retired_at = now()
        session.flush()


def given_for(session: Session, decision_id: int, reasons: Iterable[int], outcome: str) -> tuple[int, ...]:
    """Note that the decision was taken for those of `reasons` that are of the catalogue, and give their ids."""
    known = {reason.id for reason in reasons_in_force(session, outcome)}
    given = tuple(sorted(known & set(reasons)))
    session.add_all(DecisionReason(decision_id=decision_id, reason_id=reason) for reason in given)
    session.flush()
    return given
