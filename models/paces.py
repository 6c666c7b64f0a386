"""How fast people review: decisions by person, by hour of work, and the time that one takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from models.accounts import Account
from models.review import Decision
from models.standing import Hold


@dataclass(frozen=True)
class Pace:
    """What one reviewer did."""

    reviewer: str
    decisions: int
    seconds: float | None
    """Median from taking a case to deciding on it; None where no case was taken in hand first."""
    hours: int
    """Hours of the clock in which there was a decision."""

    @property
    def per_hour(self) -> float:
        """Decisions in an hour of work."""
        return self.decisions / self.hours


def paces(session: Session, since: dt.datetime, time_zone: dt.tzinfo) -> tuple[Pace, ...]:
    """Everybody's pace since then, whoever decided most first."""
    rows = session.execute(
        select(Account.name, Decision.decided_at, func.max(Hold.taken_at).label("taken_at"))
        .join(Account, Account.id == Decision.reviewer_id)
        .outerjoin(
            Hold,
            (Hold.submission_id == Decision.submission_id)
            & (Hold.reviewer_id == Decision.reviewer_id)
            & (Hold.revision == Decision.revision)
            & (Hold.taken_at <= Decision.decided_at),
        )
        .where(Decision.decided_at >= since, Decision.undone_at.is_(None))
        .group_by(Decision.id, Account.name, Decision.decided_at)
    ).all()
    by_name: dict[str, list[Row[Any]]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    found = (_pace(name, each, time_zone) for name, each in by_name.items())
    return tuple(sorted(found, key=lambda pace: -pace.decisions))


def median_seconds(rows: Iterable[Pace]) -> float | None:
    """The median of everybody's medians; None where nobody took a case in hand."""
    known = [pace.seconds for pace in rows if pace.seconds is not None]
    return median(known) if known else None


def _pace(name: str, rows: list[Row[Any]], time_zone: dt.tzinfo) -> Pace:
    seconds = [(row.decided_at - row.taken_at).total_seconds() for row in rows if row.taken_at]
    hours = {row.decided_at.astimezone(time_zone).strftime("%Y-%m-%d %H") for row in rows}
    return Pace(name, len(rows), median(seconds) if seconds else None, len(hours))
