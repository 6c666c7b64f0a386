"""What is left to be done, and which submissions a document belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from flows.claims import release_dead_claims
from flows.reading_outcomes import ReadingCrashed
from flows.workplace import Workplace
from models import reading_work
from models.database import writing
from models.documents import Document

CHUNK = 200
"""Documents of one flow run."""


def take_stock(workplace: Workplace) -> None:
    """Free what dead processes hold, and end the documents whose tries are used up."""
    release_dead_claims(workplace.engine)
    exhausted = ReadingCrashed()
    with writing(workplace.engine) as session:
        reading_work.give_up_exhausted(session, exhausted.code, exhausted.chinese)


def documents_of(session: Session, submissions: Sequence[int]) -> tuple[int, ...]:
    """The ids of all documents of these submissions."""
    found: list[int] = []
    for some in chunks(submissions):
        found += session.scalars(select(Document.id).where(Document.submission_id.in_(some)))
    return tuple(sorted(found))


def chunks(ids: Sequence[int], most: int = CHUNK) -> Iterator[list[int]]:
    """`ids` in lists that are short enough for one flow run, and for one statement."""
    for begin in range(0, len(ids), most):
        yield list(ids[begin : begin + most])
