"""The history of steps: a chain for each thing, which the database lets nobody change."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.audit import SYSTEM
from models.database import reading, writing
from models.histories import LifeEvent, broken_steps, record_step, replayed_state, steps_of


def record(session: Session, subject_id: int, *steps: tuple[str, str, str]) -> None:
    for step in steps:
        record_step(session, "publicity", subject_id, SYSTEM, step, {"note": "公示"})


WAY = (("begin", "", "draft"), ("publish", "draft", "active"), ("expire", "active", "expired"))


def test_steps_are_counted_chained_and_told_oldest_first(engine: Engine) -> None:
    with writing(engine) as session:
        record(session, 1, *WAY[:2])
        record(session, 2, WAY[0])
        record(session, 1, WAY[2])
    with reading(engine) as session:
        steps = steps_of(session, "publicity", 1)
        assert [(step.sequence, step.action, step.after) for step in steps] == [
            (1, "begin", "draft"),
            (2, "publish", "active"),
            (3, "expire", "expired"),
        ]
        assert [step.previous_hash for step in steps[1:]] == [step.hash for step in steps[:2]]
        assert replayed_state(session, "publicity", 1) == "expired"
        assert replayed_state(session, "publicity", 2) == "draft"
        assert broken_steps(session) == ()


def test_a_history_with_a_gap_does_not_replay(engine: Engine) -> None:
    with writing(engine) as session:
        record(session, 1, WAY[0], WAY[2])
    with reading(engine) as session, pytest.raises(ValueError, match="does not begin"):
        replayed_state(session, "publicity", 1)


@pytest.mark.parametrize("statement", ["update life_event set actor = 'nobody'", "delete from life_event"])
def test_the_database_takes_no_change_and_no_removal(engine: Engine, statement: str) -> None:
    with writing(engine) as session:
        record(session, 1, *WAY)
    with pytest.raises(DBAPIError, match="life_event"), engine.begin() as connection:
        connection.execute(text(statement))


def test_a_change_past_the_guards_is_found(sqlite: Engine) -> None:
    with writing(sqlite) as session:
        record(session, 1, *WAY)
        session.execute(text("drop trigger life_event_never_changed"))
        session.execute(update(LifeEvent).where(LifeEvent.sequence == 2).values(details={"note": "另一份"}))
    with reading(sqlite) as session:
        changed = session.scalars(select(LifeEvent.id).where(LifeEvent.sequence == 2)).one()
        assert broken_steps(session) == (changed,)
