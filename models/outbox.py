"""Outboxes (待发): what is to be told elsewhere is written in the transaction of the change, and sent by a flow.

Nothing is told that did not happen, and nothing is lost. Each delivery is claimed for a while, so that of several
processes one sends it; it is tried a bounded number of times, then given up.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar, cast

from sqlalchemy import CheckConstraint, CursorResult, Index, String, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import now

PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
"""Between the tries; after the last of them a delivery is given up."""
CLAIM = dt.timedelta(minutes=2)
"""For how long one process works on a delivery."""
LONGEST_OUTCOME = 40
_WAITS = text("delivered_at is null and given_up_at is null")


class Delivery:
    """One thing that one receiver is to be told: the columns that every outbox has."""

    id: Mapped[int] = mapped_column(primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[dt.datetime] = mapped_column(default=now)
    outcome: Mapped[str] = mapped_column(String(LONGEST_OUTCOME), default="")
    """Of the last try: what was answered, or why nothing was."""
    delivered_at: Mapped[dt.datetime | None]
    given_up_at: Mapped[dt.datetime | None]


Outbox = TypeVar("Outbox", bound=Delivery)


def ends_one_way() -> CheckConstraint:
    """What is delivered is not given up."""
    return CheckConstraint("delivered_at is null or given_up_at is null", name="ends_one_way")


def waiting_index(table: str) -> Index:
    """The index of what waits, by which the flow finds it."""
    return Index(f"ix_{table}_waiting", "next_try_at", "id", sqlite_where=_WAITS, postgresql_where=_WAITS)


def due(session: Session, outbox: type[Outbox], limit: int) -> tuple[int, ...]:
    """The ids of the deliveries whose time has come, oldest first."""
    return tuple(
        session.scalars(
            select(outbox.id)
            .where(outbox.delivered_at.is_(None), outbox.given_up_at.is_(None), outbox.next_try_at <= now())
            .order_by(outbox.next_try_at, outbox.id)
            .limit(limit)
        )
    )


def claim(session: Session, outbox: type[Outbox], delivery_id: int) -> Outbox | None:
    """The delivery, to be sent by the caller alone; None where another process has it, or it is done."""
    moment = now()
    claimed = session.execute(
        update(outbox)
        .where(
            outbox.id == delivery_id,
            outbox.next_try_at <= moment,
            outbox.delivered_at.is_(None),
            outbox.given_up_at.is_(None),
        )
        .values(next_try_at=moment + CLAIM, tries=outbox.tries + 1)
        .execution_options(synchronize_session=False)
    )
    if cast(CursorResult[Any], claimed).rowcount != 1:
        return None
    return session.get_one(outbox, delivery_id, populate_existing=True)


def settle(session: Session, delivery: Delivery, tries: int, outcome: str, *, delivered: bool) -> None:
    """Write down what became of a try: done, to be tried again after a pause, or given up after the last one."""
    delivery.outcome = outcome[:LONGEST_OUTCOME]
    if delivered:
        delivery.delivered_at = now()
    elif tries > len(PAUSES):
        delivery.given_up_at = delivery.given_up_at or now()
    else:
        delivery.next_try_at = now() + PAUSES[tries - 1]
    session.flush()


def give_up(session: Session, delivery: Delivery, reason: str) -> None:
    """Tell it nobody any more, whatever was tried."""
    delivery.outcome, delivery.given_up_at = reason[:LONGEST_OUTCOME], now()
    session.flush()
