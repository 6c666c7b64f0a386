"""Making a move: asked of the table, written by one conditional UPDATE, and put into the history in one transaction."""

from __future__ import annotations

from typing import Any, Protocol, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.audit import Actor
from models.histories import record_step
from models.life_cycles.diagrams import AnyLifeCycle
from models.life_cycles.table import Party
from models.review import CaseChanged

BEGIN = "begin"
"""The first step of everything, from nothing to the initial state."""


class Living(Protocol):
    """A row with a life cycle."""

    id: int
    state: str


def begin(session: Session, life_cycle: AnyLifeCycle, row: Living, actor: Actor, **details: Any) -> None:
    """Keep a new row in its initial state, and record its beginning."""
    session.add(row)
    session.flush()
    step = (BEGIN, "", life_cycle.initial.value)
    record_step(session, life_cycle.subject, row.id, actor, step, details)


def move(
    session: Session,
    life_cycle: AnyLifeCycle,
    row: Living,
    by: tuple[str, Party, Actor],
    facts: object,
    **details: Any,
) -> str:
    """Make a move by (action, party, actor) if the table allows it under `facts`; gives the state that it leads to.

    Raises what the table refuses with, and CaseChanged where somebody else has moved it since it was loaded.
    """
    name, party, actor = by
    state = type(life_cycle.initial)(row.state)
    action = type(life_cycle.moves[0].action)(name)
    made = life_cycle.step(state, action, party, facts)
    session.flush()
    kind = cast(Any, type(row))
    changed = cast(
        CursorResult[Any],
        session.execute(
            update(kind)
            .where(kind.id == row.id, kind.state == made.before.value)
            .values(state=made.after.value)
            .execution_options(synchronize_session=False)
        ),
    )
    if changed.rowcount != 1:
        raise CaseChanged
    session.refresh(row, ["state"])
    step = (name, made.before.value, made.after.value)
    try:
        record_step(session, life_cycle.subject, row.id, actor, step, details)
    except IntegrityError as error:
        # Somebody else's step has taken the next place in the history.
        raise CaseChanged from error
    return str(made.after.value)
