"""Reminders: of what waits too long, once, and again after as long."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine

from models.base import now
from models.database import writing
from models.histories import replayed_state, steps_of
from models.life_cycles.errors import NotOverdue
from models.steps import recommending, resulting
from models.steps.timing import Waiting, overdue, remind
from models.store import Store
from tests.models.steps.applications import AFTER, operator, passed, pending, published, recommendable, superior_unit
from tests.models.steps.employers import new_employer, submitted

DAYS = 3


def in_days(days: float) -> dt.datetime:
    return now() + dt.timedelta(days=days)


def test_whatever_waits_for_a_person_is_overdue_after_the_days_that_are_set(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = submitted(session, store)
        employer = new_employer(session)
        by = operator(session, employer)
        waiting = pending(session, employer, 1)
        batch = published(session, employer, by, [passed(session, employer, by, 2)])
        resulting.expire(session, batch, AFTER)
        people = recommendable(session, employer, by, 3)
        done = recommending.report(session, employer, 2026, people, superior_unit(session), by)
        assert overdue(session, in_days(DAYS - 0.01), DAYS) == ()
        assert set(overdue(session, in_days(DAYS + 0.01), DAYS)) == {
            Waiting("registration", registration.id),
            Waiting("application", waiting.id),
            Waiting("publicity", batch.id),
            Waiting("recommendation", done.id),
        }


def test_a_reminder_is_an_event_of_the_system_and_starts_the_days_anew(engine: Engine) -> None:
    with writing(engine) as session:
        application = pending(session, new_employer(session))
        (waiting,) = overdue(session, in_days(4), DAYS)
        remind(session, waiting, in_days(4), DAYS)
        told = steps_of(session, "application", application.id)[-1]
        assert (told.action, told.role, told.before, told.after) == ("remind", "system", "pending", "pending")
        assert replayed_state(session, "application", application.id) == "pending"
        assert overdue(session, in_days(2), DAYS) == ()
        with pytest.raises(NotOverdue):
            remind(session, waiting, in_days(2), DAYS)
        assert overdue(session, in_days(4), DAYS) == (waiting,)
