"""The history of registrations, applications, publicities and recommendations: each step, chained like the audit's.

One chain a thing: `hash` covers the step and the hash before it. The database takes no change and no removal of a step
(the migrations' triggers), and `broken_steps` finds what was changed all the same.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.audit import NO_HASH, Actor, content_hash
from models.base import Base, now


class LifeEvent(Base):
    """One step of one thing."""

    __tablename__ = "life_event"
    __table_args__ = (UniqueConstraint("subject", "subject_id", "sequence"), Index(None, "subject", "action"))

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(20))
    """The kind of thing: registration, application, publicity, recommendation."""
    subject_id: Mapped[int]
    sequence: Mapped[int]
    at: Mapped[dt.datetime]
    actor: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str] = mapped_column(String(40))
    before: Mapped[str] = mapped_column(String(40))
    after: Mapped[str] = mapped_column(String(40))
    details: Mapped[dict[str, Any]]
    """Reasons, numbers and hashes; never personal data."""
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


def record_step(
    session: Session, subject: str, subject_id: int, actor: Actor, step: tuple[str, str, str], details: dict[str, Any]
) -> LifeEvent:
    """Append a step (action, state before, state after) to the thing's chain, in the caller's transaction.

    Two transactions that append at once collide on the sequence number; the later one fails as a whole.
    """
    last = session.scalars(
        select(LifeEvent)
        .where(LifeEvent.subject == subject, LifeEvent.subject_id == subject_id)
        .order_by(LifeEvent.sequence.desc())
        .limit(1)
    ).first()
    action, before, after = step
    event = LifeEvent(
        subject=subject,
        subject_id=subject_id,
        sequence=last.sequence + 1 if last else 1,
        at=now(),
        actor=actor.name,
        role=actor.role,
        account_id=actor.account_id,
        action=action,
        before=before,
        after=after,
        details=details,
        previous_hash=last.hash if last else NO_HASH,
    )
    event.hash = _hash(event)
    session.add(event)
    session.flush()
    return event


def steps_of(session: Session, subject: str, subject_id: int) -> tuple[LifeEvent, ...]:
    """The thing's steps, oldest first."""
    return tuple(
        session.scalars(
            select(LifeEvent)
            .where(LifeEvent.subject == subject, LifeEvent.subject_id == subject_id)
            .order_by(LifeEvent.sequence)
        )
    )


def replayed_state(session: Session, subject: str, subject_id: int) -> str:
    """The state that the thing's history leads to; raises ValueError where a step does not follow the one before."""
    state = ""
    for event in steps_of(session, subject, subject_id):
        if event.before != state:
            raise ValueError("a step does not begin where the one before it ended")
        state = event.after
    return state


def broken_steps(session: Session) -> tuple[int, ...]:
    """The ids of all steps whose content, place or predecessor is not what their hash says."""
    broken = []
    previous: LifeEvent | None = None
    ordered = select(LifeEvent).order_by(LifeEvent.subject, LifeEvent.subject_id, LifeEvent.sequence)
    for event in session.scalars(ordered.execution_options(yield_per=500)):
        same = previous is not None and (previous.subject, previous.subject_id) == (event.subject, event.subject_id)
        sequence, link = (previous.sequence + 1, previous.hash) if same and previous else (1, NO_HASH)
        if (event.sequence, event.previous_hash, event.hash) != (sequence, link, _hash(event)):
            broken.append(event.id)
        previous = event
    return tuple(broken)


def _hash(event: LifeEvent) -> str:
    content = [
        event.subject,
        event.subject_id,
        event.sequence,
        event.at.astimezone(dt.UTC).isoformat(),
        event.actor,
        event.role,
        event.account_id,
        event.action,
        event.before,
        event.after,
        event.details,
        event.previous_hash,
    ]
    return content_hash(content)
