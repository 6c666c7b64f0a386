"""Events (审计日志): who did what, written in the transaction of the change, each bound to the one before.

The chain is one for each submission: `hash` covers the event's content and the hash before it, so that a changed,
removed or inserted event is seen by `broken_links`. That the newest events were cut off is seen only against a copy
kept elsewhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now

NO_HASH = "0" * 64


@dataclass(frozen=True)
class Actor:
    """Who acts: a person by account, or a part of the system by name."""

    name: str
    role: str
    account_id: int | None = None


SYSTEM = Actor(name="system", role="system")


class Event(Base):
    """One act on a submission."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("submission_id", "sequence"), Index(None, "action"))

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    sequence: Mapped[int]
    at: Mapped[dt.datetime]
    actor: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str] = mapped_column(String(40))
    before: Mapped[str] = mapped_column(String(40))
    after: Mapped[str] = mapped_column(String(40))
    details: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


def record(
    session: Session,
    submission_id: int,
    actor: Actor,
    action: str,
    before: str = "",
    after: str = "",
    **details: Any,
) -> Event:
    """Append an event to the submission's chain, in the caller's transaction.

    Two transactions that append at once collide on the sequence number; the later one fails as a whole.
    """
    last = session.scalars(
        select(Event).where(Event.submission_id == submission_id).order_by(Event.sequence.desc()).limit(1)
    ).first()
    event = Event(
        submission_id=submission_id,
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


def history(session: Session, submission_id: int) -> tuple[Event, ...]:
    """The submission's events, oldest first."""
    return tuple(session.scalars(select(Event).where(Event.submission_id == submission_id).order_by(Event.sequence)))


def broken_links(session: Session) -> tuple[int, ...]:
    """The ids of all events whose content, place or predecessor is not what their hash says."""
    return broken_among(
        session.scalars(select(Event).order_by(Event.submission_id, Event.sequence).execution_options(yield_per=500))
    )


def broken_among(events: Iterable[Event]) -> tuple[int, ...]:
    """As broken_links, among whole chains in their order."""
    broken = []
    previous: Event | None = None
    for event in events:
        follows = previous is not None and previous.submission_id == event.submission_id
        sequence, link = (previous.sequence + 1, previous.hash) if follows and previous else (1, NO_HASH)
        if (event.sequence, event.previous_hash, event.hash) != (sequence, link, _hash(event)):
            broken.append(event.id)
        previous = event
    return tuple(broken)


def event_content(event: Event) -> list[Any]:
    """What an event's hash is made of: JSON values, the hash before it at the end."""
    return [
        event.submission_id,
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


def _hash(event: Event) -> str:
    return content_hash(event_content(event))


def content_hash(content: object) -> str:
    """The SHA-256 of JSON values in their one canonical spelling."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
