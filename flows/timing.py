"""What time does by itself, as part of the nightly run: each thing in a transaction of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import structlog
from sqlalchemy.orm import Session

from flows.workplace import Workplace
from models.base import now
from models.database import reading, writing
from models.errors import ZhengheError
from models.publicities import PublicityBatch
from models.steps.resulting import due_batches, expire
from models.steps.timing import overdue, remind

log = structlog.get_logger()


@dataclass(frozen=True)
class TimeReport:
    """How much time has moved."""

    expired: int
    """Publicities whose last day has ended."""
    reminded: int
    """Things that wait for a person."""


def let_time_pass(workplace: Workplace) -> TimeReport:
    """Expire what is over and remind of what waits; one that cannot be moved now stays for the next run."""
    today, moment, days = workplace.today, now(), workplace.settings.reminder_days
    with reading(workplace.engine) as session:
        batches = due_batches(session, today)
    expired = sum(_moved(workplace, partial(_expire, number=number, today=today)) for number in batches)
    with reading(workplace.engine) as session:
        waiting = overdue(session, moment, days)
    reminded = sum(_moved(workplace, partial(remind, waiting=one, moment=moment, days=days)) for one in waiting)
    return TimeReport(expired, reminded)


def _expire(session: Session, number: int, today: dt.date) -> None:
    expire(session, session.get_one(PublicityBatch, number), today)


def _moved(workplace: Workplace, step: Callable[[Session], None]) -> bool:
    try:
        with writing(workplace.engine) as session:
            step(session)
    except ZhengheError as error:
        log.warning("time did not move something", code=error.code)
        return False
    return True
