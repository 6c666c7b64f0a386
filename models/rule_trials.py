"""Trials of the rules (规则试算): decided cases checked again under today's rules, to see whom a change would touch.

A trial is asked for, computed by a run, and kept with what it found: ids, verdicts and checks, nothing of what was
read. It changes no case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now

MOST_CASES = 5000
"""Of one trial."""
SHOWN = 10
"""Trials that the page lists."""


class RuleTrial(Base):
    """One trial."""

    __tablename__ = "rule_trial"
    __table_args__ = (
        Index(None, "finished_at"),
        CheckConstraint("most_cases > 0", name="of_some_cases"),
        CheckConstraint("(finished_at is null) = (changes is null)", name="finished_with_changes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[dt.datetime] = mapped_column(default=now)
    since: Mapped[dt.datetime]
    """Decisions that were taken before are left out."""
    most_cases: Mapped[int]
    """The newest so many of them."""
    finished_at: Mapped[dt.datetime | None]
    rules: Mapped[str] = mapped_column(String(40), default="")
    """The version of the rules that were tried."""
    checked: Mapped[int] = mapped_column(default=0)
    to_read_anew: Mapped[int] = mapped_column(default=0)
    """Cases whose stored readings today's rules can make nothing of."""
    changes: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """For each case that would change: `submission`, `outcome`, `before`, `after`, and `checks` with the same."""


def ask_trial(session: Session, asked_by: int, since: dt.datetime, most_cases: int) -> RuleTrial:
    """A trial of the newest decisions since then, up to MOST_CASES; it waits for its run."""
    trial = RuleTrial(asked_by=asked_by, since=since, most_cases=min(max(most_cases, 1), MOST_CASES))
    session.add(trial)
    session.flush()
    return trial


def waiting_trials(session: Session) -> tuple[int, ...]:
    """The ids of trials that no run has finished, oldest first."""
    return tuple(session.scalars(select(RuleTrial.id).where(RuleTrial.finished_at.is_(None)).order_by(RuleTrial.id)))


def newest_trials(session: Session) -> Sequence[RuleTrial]:
    """The newest trials, newest first."""
    return session.scalars(select(RuleTrial).order_by(RuleTrial.id.desc()).limit(SHOWN)).all()
