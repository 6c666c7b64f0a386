"""Which reasons of the catalogue (意见目录) were given, week by week."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.reasons import DecisionReason, Reason
from models.review import Decision

_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class ReasonUse:
    """How often one reason was given."""

    title: str
    by_week: dict[dt.date, int]
    """By the week's Monday; weeks without any stand there with 0."""

    @property
    def times(self) -> int:
        """In all weeks together."""
        return sum(self.by_week.values())


def reason_uses(
    session: Session, since: dt.datetime, until: dt.datetime, time_zone: dt.tzinfo
) -> tuple[ReasonUse, ...]:
    """Each reason that was given, most frequent first; weeks are those of `time_zone`."""
    rows = session.execute(
        select(Reason.title, Decision.decided_at)
        .join(DecisionReason, DecisionReason.reason_id == Reason.id)
        .join(Decision, Decision.id == DecisionReason.decision_id)
        .where(Decision.decided_at >= since, Decision.undone_at.is_(None))
    ).all()
    given = Counter((row.title, _monday(row.decided_at, time_zone)) for row in rows)
    weeks = _weeks(_monday(since, time_zone), _monday(until, time_zone))
    uses = [ReasonUse(title, {week: given[title, week] for week in weeks}) for title in {row.title for row in rows}]
    return tuple(sorted(uses, key=lambda use: (-use.times, use.title)))


def _monday(moment: dt.datetime, time_zone: dt.tzinfo) -> dt.date:
    day = moment.astimezone(time_zone).date()
    return day - dt.timedelta(days=day.weekday())


def _weeks(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    return tuple(first + number * _WEEK for number in range((last - first) // _WEEK + 1))
