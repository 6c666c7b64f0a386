"""The work of reading: each document is pending, claimed until a moment by a worker, done, or failed with a reason.

These rows are the truth of what remains to be done, not the engine's run states. A claim is one conditional UPDATE
with a lease that expires, so that a dead worker's documents are taken up again; the number of tries is bounded, so
that a poisoned document ends as failed and the rest go on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    CursorResult,
    ForeignKey,
    Index,
    String,
    Text,
    Update,
    and_,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now

MOST_TRIES = 3


class WorkState(StrEnum):
    """Where the reading of a document stands."""

    PENDING = "pending"
    CLAIMED = "claimed"
    DONE = "done"
    FAILED = "failed"


class ReadingWork(Base):
    """The reading of one document."""

    __tablename__ = "reading_work"
    __table_args__ = (
        CheckConstraint("state in ('pending', 'claimed', 'done', 'failed')", name="state_known"),
        CheckConstraint("(state = 'claimed') = (claimed_by is not null)", name="claimed_by_somebody"),
        CheckConstraint("(state = 'claimed') = (claimed_until is not null)", name="claimed_until_a_moment"),
        CheckConstraint("(state = 'failed') = (failure_code is not null)", name="failed_for_a_reason"),
        Index(None, "state", "claimed_until"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default=WorkState.PENDING.value)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(120))
    claimed_until: Mapped[dt.datetime | None]
    failure_code: Mapped[str | None] = mapped_column(String(64))
    failure_message: Mapped[str | None] = mapped_column(Text)
    """Chinese, for the operator; ends with what to do."""


def _takeable(moment: dt.datetime) -> ColumnElement[bool]:
    return or_(
        ReadingWork.state == WorkState.PENDING.value,
        and_(ReadingWork.state == WorkState.CLAIMED.value, ReadingWork.claimed_until < moment),
    )


def unfinished(session: Session, documents: Sequence[int] | None = None) -> tuple[int, ...]:
    """The ids of documents that somebody may take up now, oldest first; among `documents` where they are given."""
    query = select(ReadingWork.document_id).where(_takeable(now())).order_by(ReadingWork.document_id)
    if documents is not None:
        query = query.where(ReadingWork.document_id.in_(documents))
    return tuple(session.scalars(query))


def claim(session: Session, document_id: int, worker: str, seconds: float) -> bool:
    """Take the document for `seconds`; False where another worker holds it or nothing is left to do."""
    moment = now()
    taken = _changed(
        session,
        update(ReadingWork)
        .where(ReadingWork.document_id == document_id, _takeable(moment), ReadingWork.tries < MOST_TRIES)
        .values(
            state=WorkState.CLAIMED.value,
            claimed_by=worker,
            claimed_until=moment + dt.timedelta(seconds=seconds),
            tries=ReadingWork.tries + 1,
        ),
    )
    return taken == 1


def finish(session: Session, document_id: int, worker: str) -> bool:
    """Mark the document as read; False where `worker` no longer holds it, and then nothing of its work may be kept."""
    return _settle(session, document_id, worker, state=WorkState.DONE.value)


def give_up(session: Session, document_id: int, worker: str, code: str, message: str) -> bool:
    """Mark the document as one that cannot be read, with the reason; False where `worker` no longer holds it."""
    return _settle(
        session, document_id, worker, state=WorkState.FAILED.value, failure_code=code, failure_message=message
    )


def release(session: Session, document_id: int, worker: str, *, count_try: bool = True) -> bool:
    """Put the document back for another try; a try that says nothing about the document need not count."""
    values: dict[str, object] = {"state": WorkState.PENDING.value}
    if not count_try:
        values["tries"] = ReadingWork.tries - 1
    return _settle(session, document_id, worker, **values)


def release_claims_of(session: Session, worker: str) -> int:
    """Put back all that a worker known to be dead still holds; gives how many."""
    return _changed(
        session,
        update(ReadingWork)
        .where(ReadingWork.state == WorkState.CLAIMED.value, ReadingWork.claimed_by == worker)
        .values(state=WorkState.PENDING.value, claimed_by=None, claimed_until=None),
    )


def claimants(session: Session) -> tuple[str, ...]:
    """Everybody who holds a claim."""
    return tuple(
        worker
        for worker in session.scalars(
            select(ReadingWork.claimed_by).where(ReadingWork.state == WorkState.CLAIMED.value).distinct()
        )
        if worker is not None
    )


def give_up_exhausted(session: Session, code: str, message: str) -> tuple[int, ...]:
    """End the documents whose tries are used up and that nobody holds; gives their ids."""
    exhausted = tuple(
        session.scalars(select(ReadingWork.document_id).where(_takeable(now()), ReadingWork.tries >= MOST_TRIES))
    )
    session.execute(
        update(ReadingWork)
        .where(ReadingWork.document_id.in_(exhausted))
        .values(
            state=WorkState.FAILED.value,
            claimed_by=None,
            claimed_until=None,
            failure_code=code,
            failure_message=message,
        )
    )
    return exhausted


def works_on(session: Session, documents: Sequence[int]) -> dict[int, ReadingWork]:
    """The work on each of these documents."""
    found = session.scalars(select(ReadingWork).where(ReadingWork.document_id.in_(documents)))
    return {work.document_id: work for work in found}


def failures_among(session: Session, documents: Sequence[int]) -> dict[str, int]:
    """How many of the documents could not be read, by the reason's code."""
    failed = select(ReadingWork.failure_code, ReadingWork.document_id).where(
        ReadingWork.state == WorkState.FAILED.value
    )
    wanted = set(documents)
    codes = [code for code, document in session.execute(failed).tuples() if document in wanted and code is not None]
    return {code: codes.count(code) for code in sorted(set(codes))}


def _settle(session: Session, document_id: int, worker: str, **values: object) -> bool:
    settled = _changed(
        session,
        update(ReadingWork)
        .where(
            ReadingWork.document_id == document_id,
            ReadingWork.state == WorkState.CLAIMED.value,
            ReadingWork.claimed_by == worker,
        )
        .values(claimed_by=None, claimed_until=None, **values),
    )
    return settled == 1


def _changed(session: Session, statement: Update) -> int:
    return cast(CursorResult[Any], session.execute(statement)).rowcount
