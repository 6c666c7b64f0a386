"""The nightly run moves what time moves."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import update

from flows import timing
from flows.timing import TimeReport, let_time_pass
from flows.workplace import Workplace
from models.base import now
from models.database import reading, writing
from models.errors import ZhengheError
from models.histories import steps_of
from models.publicities import PublicityBatch
from tests.factories import new_workplace
from tests.models.steps.applications import operator, passed, pending, published
from tests.models.steps.employers import new_employer


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A workplace where a publicity has ended and an application has only come."""
    workplace = new_workplace(tmp_path / "home")
    with writing(workplace.engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        published(session, employer, by, [passed(session, employer, by, 1)])
        pending(session, employer, 2)
        yesterday = workplace.today - dt.timedelta(days=1)
        session.execute(update(PublicityBatch).values(start_date=yesterday, end_date=yesterday))
    return workplace


def test_a_publicity_whose_last_day_has_ended_expires_once_as_an_event_of_the_system(workplace: Workplace) -> None:
    assert let_time_pass(workplace) == TimeReport(expired=1, reminded=0)
    assert let_time_pass(workplace) == TimeReport(expired=0, reminded=0)
    with reading(workplace.engine) as session:
        assert session.get_one(PublicityBatch, 1).state == "expired"
        told = steps_of(session, "publicity", 1)[-1]
        assert (told.action, told.actor) == ("expire", "system")


def test_what_waits_is_reminded_of(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert let_time_pass(workplace).reminded == 0
    later = now() + dt.timedelta(days=4)
    monkeypatch.setattr(timing, "now", lambda: later)
    assert let_time_pass(workplace) == TimeReport(expired=0, reminded=2)


def test_one_that_cannot_be_moved_does_not_stop_the_others(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ZhengheError

    monkeypatch.setattr(timing, "expire", refuse)
    assert let_time_pass(workplace) == TimeReport(expired=0, reminded=0)
    monkeypatch.undo()
    assert let_time_pass(workplace).expired == 1
