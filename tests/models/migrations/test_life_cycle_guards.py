"""The database refuses exactly the changes of state that the life cycles' tables do not have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.accounts import Role
from models.applications import TitleApplication
from models.employers import Employer
from models.life_cycles.application import APPLICATION
from models.life_cycles.diagrams import AnyLifeCycle
from models.life_cycles.publicity import PUBLICITY
from models.life_cycles.recommendation import RECOMMENDATION
from models.life_cycles.registration import REGISTRATION
from models.publicities import PublicityBatch
from models.recommendations import Recommendation, SuperiorUnit
from models.registrations import Registration
from models.submissions import Submission
from tests.factories import new_account

Row = Callable[[Session, str], Any]


def registration(session: Session, state: str) -> Registration:
    """One that lacks nothing that any state asks for."""
    submission = Submission(reference=f"ZC-{state}")
    session.add(submission)
    session.flush()
    account = new_account(session, Role.OPERATOR, f"operator_{state}")
    return Registration(
        reference=submission.reference,
        access_hash="",
        state=state,
        snapshot_hash="0" * 64,
        submission_id=submission.id,
        account_id=account.id,
        id_number=state,
    )


def employer(session: Session, state: str) -> Employer:
    row = Employer(credit_code=state[:18], name="岳阳市示例技术有限公司", pooling_area="岳阳楼区")
    session.add(row)
    session.flush()
    return row


def application(session: Session, state: str) -> TitleApplication:
    return TitleApplication(
        employer_id=employer(session, state).id,
        state=state,
        name="王小明",
        id_number="430602199001010013",
        mobile="13800138000",
        year=2026,
        series="工程",
        speciality="机械",
        level="中级",
    )


def batch(session: Session, state: str) -> PublicityBatch:
    """One that lacks nothing that any state asks for."""
    return PublicityBatch(
        token=state,
        employer_id=employer(session, state).id,
        state=state,
        contact="李四",
        telephone="0730-8880000",
        start_date=dt.date(2026, 11, 23),
        workdays=5,
        end_date=dt.date(2026, 11, 27),
        notice={},
        notice_hash="0" * 64,
    )


def recommendation(session: Session, state: str) -> Recommendation:
    superior = SuperiorUnit(name=f"{state}职改办")
    session.add(superior)
    session.flush()
    return Recommendation(
        employer_id=employer(session, state).id,
        state=state,
        year=2026,
        superior_id=superior.id,
        summary={},
        summary_hash="0" * 64,
    )


LIVING: list[tuple[AnyLifeCycle, Row]] = [
    (REGISTRATION, registration),
    (APPLICATION, application),
    (PUBLICITY, batch),
    (RECOMMENDATION, recommendation),
]
every_kind = pytest.mark.parametrize(("life_cycle", "new"), LIVING, ids=[one.subject for one, _ in LIVING])


@every_kind
def test_the_database_takes_the_changes_of_the_table_and_no_others(
    engine: Engine, life_cycle: AnyLifeCycle, new: Row
) -> None:
    taken = set()
    with engine.connect() as connection, Session(connection) as session:
        for before in life_cycle.states:
            row = new(session, before.value)
            _let_begin_anywhere(connection, row.__tablename__)
            session.add(row)
            session.flush()
            for after in life_cycle.states:
                if _is_taken(session, row, after.value):
                    taken.add((before, after))
        session.rollback()
        connection.rollback()
    staying = {(state, state) for state in life_cycle.states}
    assert taken == {(move.before, move.after) for move in life_cycle.moves} | staying


@every_kind
def test_everything_begins_in_its_initial_state(engine: Engine, life_cycle: AnyLifeCycle, new: Row) -> None:
    begun = set()
    for state in life_cycle.states:
        with engine.connect() as connection, Session(connection) as session:
            session.add(new(session, state.value))
            try:
                session.flush()
            except DBAPIError as error:
                refusal = str(error.orig)
            else:
                begun.add(state)
                continue
        assert "state_begins" in refusal
    assert begun == {life_cycle.initial}


def _let_begin_anywhere(connection: Connection, table: str) -> None:
    on_table = f" ON {table}" if connection.dialect.name == "postgresql" else ""
    connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_state_begins{on_table}"))


def _is_taken(session: Session, row: Any, after: str) -> bool:
    kind = type(row)
    change = update(kind).where(kind.id == row.id).values(state=after).execution_options(synchronize_session=False)
    attempt = session.begin_nested()
    try:
        session.execute(change)
    except DBAPIError as error:
        refusal = str(error.orig)
    else:
        return True
    finally:
        attempt.rollback()
    assert "state_follows" in refusal
    return False
