"""The review queue (审核队列): which cases there are, where they stand, and which comes next.

Everything is read from the standings, a page at a time, from where the page before ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, case, func, literal, or_, select
from sqlalchemy.orm import Session

from models.accounts import Account
from models.base import now
from models.findings import Verdict
from models.queue_order import Place, QueueFilter, Segment, conditions, follows, order, place, rows_of, segments
from models.search import matching
from models.standing import FLAGGED, Standing
from models.submissions import Submission, SubmissionState
from models.verifications import Check

__all__ = [
    "MOST_COUNTED",
    "Place",
    "QueueEntry",
    "QueueFilter",
    "candidates",
    "count_all",
    "count_cases",
    "list_cases",
    "place_of",
    "pooling_areas",
    "searched",
]

MOST_COUNTED = 1000
"""Counting stops here: nobody needs to know whether 20,000 or 20,001 cases wait, and the page must not."""


@dataclass(frozen=True)
class QueueEntry:
    """One case in the list."""

    submission: Submission
    standing: Standing
    flagged: tuple[str, ...]
    """The ids of the checks that failed or need review."""
    holder: str
    """The name of who has it in hand; empty where nobody has."""
    place: Place

    @property
    def state(self) -> SubmissionState:
        """Where it stands."""
        return SubmissionState(self.standing.state)

    @property
    def verdict(self) -> Verdict | None:
        """The verdict of its current revision."""
        return Verdict(self.standing.verdict) if self.standing.verdict else None

    @property
    def overdue(self) -> bool:
        """Whether it has waited too long."""
        return self.place.segment == 0 and self.state is SubmissionState.PENDING

    @property
    def deferred(self) -> bool:
        """Whether it is put aside for now."""
        return self.standing.deferred_until is not None and self.standing.deferred_until > now()


def searched(session: Session, wanted: QueueFilter) -> QueueFilter:
    """The same filter after its search was done, which is done once and not again for every question."""
    words = wanted.search.strip()
    return replace(wanted, found=matching(session, words)) if words and wanted.found is None else wanted


def list_cases(
    session: Session, wanted: QueueFilter, limit: int = 50, after: Place | None = None
) -> tuple[QueueEntry, ...]:
    """The cases that `wanted` asks for, in their order, from behind `after`."""
    wanted = searched(session, wanted)
    places: list[Place] = []
    for segment in _from(segments(wanted), after):
        if len(places) < limit:
            places.extend(_places(session, wanted, segment, after, limit - len(places)))
    return _entries(session, places)


def candidates(wanted: QueueFilter, after: Place | None = None) -> Iterator[Select[tuple[int]]]:
    """Queries for what a reviewer could take up next, best first; with `after`, first what follows it there.

    `wanted` as `searched` gave it.
    """
    ready = or_(Standing.deferred_until.is_(None), Standing.deferred_until <= now())
    wanted = replace(wanted, state=SubmissionState.PENDING)
    parts = segments(wanted)
    turns = [(segment, after) for segment in _from(parts, after)] if after else []
    for segment, behind in [*turns, *((segment, None) for segment in parts)]:
        query = _of(wanted, segment, behind, select(Standing.submission_id)).where(ready)
        yield query.where(Standing.submission_id != after.submission_id) if after else query


def place_of(session: Session, submission_id: int, wanted: QueueFilter) -> Place | None:
    """Where the case stands in the waiting order, or stood before it was decided."""
    standing = session.get(Standing, submission_id)
    if standing is None:
        return None
    overdue = wanted.overdue_before is not None and standing.waiting_since < wanted.overdue_before
    return Place(0 if overdue else 1, 0 if overdue else standing.rank, standing.waiting_since, submission_id)


def count_cases(session: Session, wanted: QueueFilter) -> int:
    """How many cases `wanted` asks for, up to MOST_COUNTED."""
    return count_all(session, {"": wanted})[""]


def count_all(session: Session, filters: Mapping[Any, QueueFilter]) -> dict[Any, int]:
    """How many cases each of the filters asks for, up to MOST_COUNTED, in one question."""
    if not filters:
        return {}
    counts = [_counted(searched(session, wanted)).label(f"n{place}") for place, wanted in enumerate(filters.values())]
    return dict(zip(filters, session.execute(select(*counts)).one(), strict=True))


def pooling_areas(session: Session) -> tuple[str, ...]:
    """The pooling areas (统筹区) that occur."""
    # From one to the next in the index: a plain DISTINCT would walk through every case.
    first = select(func.min(Standing.pooling_area).label("area")).where(Standing.pooling_area != "").cte(recursive=True)
    following = select(func.min(Standing.pooling_area)).where(Standing.pooling_area > first.c.area).scalar_subquery()
    areas = first.union_all(select(following).where(first.c.area.is_not(None)))
    return tuple(session.scalars(select(areas.c.area).where(areas.c.area.is_not(None)).order_by(areas.c.area)))


def _from(parts: tuple[Segment, ...], after: Place | None) -> tuple[Segment, ...]:
    """The segments that are not wholly before that place."""
    return tuple(part for part in parts if after is None or (part.number, part.rank) >= (after.segment, after.rank))


def _of(wanted: QueueFilter, segment: Segment, after: Place | None, query: Select[Any]) -> Select[Any]:
    """What `query` selects of the segment, in its order, from behind `after`."""
    query = query.select_from(rows_of(wanted)).where(*conditions(wanted), *segment.conditions)
    if after is not None and (segment.number, segment.rank) == (after.segment, after.rank):
        query = query.where(follows(wanted, segment, after))
    return query.order_by(*order(wanted, segment))


def _places(
    session: Session, wanted: QueueFilter, segment: Segment, after: Place | None, limit: int
) -> Iterator[Place]:
    query = _of(wanted, segment, after, select(*place(wanted))).limit(limit)
    for since, submission_id in session.execute(query):
        yield Place(segment.number, segment.rank, since, submission_id)


def _entries(session: Session, places: list[Place]) -> tuple[QueueEntry, ...]:
    rows = session.execute(
        select(Submission, Standing, Account.name)
        .join(Standing, Standing.submission_id == Submission.id)
        .outerjoin(Account, Account.id == Standing.held_by)
        .where(Submission.id.in_([place.submission_id for place in places]))
    )
    found = {submission.id: (submission, standing, holder) for submission, standing, holder in rows}
    flagged = _flagged(session, [standing.verification_id for _, standing, _ in found.values()])
    moment = now()
    return tuple(
        QueueEntry(
            submission=submission,
            standing=standing,
            flagged=flagged.get(standing.verification_id, ()),
            holder=holder if standing.held_until and standing.held_until >= moment else "",
            place=place,
        )
        for place in places
        for submission, standing, holder in (found[place.submission_id],)
    )


def _counted(wanted: QueueFilter) -> Any:
    # In an order that an index has, so that no planner thinks of walking through the table until it has seen enough.
    found = select(literal(1)).select_from(rows_of(wanted)).where(*conditions(wanted)).order_by(*place(wanted))
    return select(func.count()).select_from(found.limit(MOST_COUNTED).subquery()).scalar_subquery()


def _flagged(session: Session, verifications: list[int | None]) -> dict[int | None, tuple[str, ...]]:
    rows = session.execute(
        select(Check.verification_id, Check.check)
        .where(Check.verification_id.in_(verifications), Check.verdict.in_(FLAGGED))
        .order_by(case((Check.verdict == Verdict.FAIL.value, 0), else_=1), Check.id)
    ).all()
    flagged: dict[int | None, tuple[str, ...]] = {}
    for verification, check in rows:
        flagged[verification] = (*flagged.get(verification, ()), check)
    return flagged
