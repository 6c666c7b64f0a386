"""The review queue (审核队列): which cases there are, where they stand, and which comes next.

Waiting cases stand in one order: overdue ones (逾期) oldest first, then by risk, each oldest first. Settled ones are
listed newest first. Everything is read from the standings, a page at a time, from where the page before ended.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from models.accounts import Account
from models.base import now
from models.findings import Verdict
from models.search import matching
from models.standing import RANKS, Standing
from models.submissions import Submission, SubmissionState
from models.verifications import Check

WAITING = (SubmissionState.READING, SubmissionState.PENDING)
MOST_COUNTED = 1000
"""Counting stops here: nobody needs to know whether 20,000 or 20,001 cases wait, and the page must not."""
_SUBMISSION = Standing.submission_id == Submission.id
_FLAGGED = (Verdict.FAIL.value, Verdict.REVIEW.value)


@dataclass(frozen=True)
class QueueFilter:
    """What a reviewer wants to see; an empty field filters nothing."""

    state: SubmissionState | None = SubmissionState.PENDING
    verdict: Verdict | None = None
    check: str = ""
    """Cases in which this check did not pass."""
    pooling_area: str = ""
    search: str = ""
    """A part of the credit code, the unit's name, the reference, or the operator's username."""
    operator_id: int | None = None
    areas: tuple[str, ...] = ()
    """The pooling areas that the reader may see at all; empty for every one."""
    overdue_before: dt.datetime | None = None
    """Cases that have waited since before this moment come first."""
    found: tuple[int, ...] | None = None
    """The submissions that `search` finds, once it was looked for; see `searched`."""


class Place(NamedTuple):
    """A case's place in the order, for the page that begins after it."""

    segment: int
    rank: int
    since: dt.datetime
    submission_id: int


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


class _Segment(NamedTuple):
    """A part of the list that has one order, told by an index."""

    number: int
    condition: ColumnElement[bool] | None
    rank: ColumnElement[int]
    newest_first: bool


def searched(session: Session, wanted: QueueFilter) -> QueueFilter:
    """The same filter after its search was done, which is done once and not again for every question."""
    words = wanted.search.strip()
    return replace(wanted, found=matching(session, words)) if words and wanted.found is None else wanted


def list_cases(
    session: Session, wanted: QueueFilter, limit: int = 50, after: Place | None = None
) -> tuple[QueueEntry, ...]:
    """The cases that `wanted` asks for, in their order, from behind `after`."""
    wanted = searched(session, wanted)
    rows: list[Any] = []
    for segment in _segments(wanted):
        if len(rows) < limit and (after is None or segment.number >= after.segment):
            follows = after if after and after.segment == segment.number else None
            rows.extend(session.execute(_page(wanted, segment, follows, limit - len(rows))).all())
    flagged = _flagged(session, [row.Standing.verification_id for row in rows if row.Standing.verification_id])
    moment = now()
    return tuple(
        QueueEntry(
            submission=row.Submission,
            standing=row.Standing,
            flagged=flagged.get(row.Standing.verification_id or 0, ()),
            holder=row.holder if row.Standing.held_until and row.Standing.held_until >= moment else "",
            place=Place(row.segment, row.rank, row.Standing.waiting_since, row.Standing.submission_id),
        )
        for row in rows
    )


def candidates(wanted: QueueFilter, after: Place | None = None) -> Iterator[Select[tuple[int]]]:
    """Queries for what a reviewer could take up next, best first; with `after`, first what follows it there.

    `wanted` as `searched` gave it.
    """
    ready = or_(Standing.deferred_until.is_(None), Standing.deferred_until <= now())
    wanted = replace(wanted, state=SubmissionState.PENDING)
    segments = _segments(wanted)
    rounds = (segments, segments) if after else (segments,)
    for turn, parts in enumerate(rounds):
        for segment in parts:
            if turn == 0 and after and segment.number < after.segment:
                continue
            query = select(Standing.submission_id).where(*_conditions(wanted, segment), ready)
            if after:
                query = query.where(Standing.submission_id != after.submission_id)
            if turn == 0 and after and segment.number == after.segment:
                query = query.where(_follows(segment, after))
            yield query.order_by(*_order(segment))


def place_of(session: Session, submission_id: int, wanted: QueueFilter) -> Place | None:
    """Where the case stands in the waiting order, or stood before it was decided."""
    standing = session.get(Standing, submission_id)
    if standing is None:
        return None
    overdue = wanted.overdue_before is not None and standing.waiting_since < wanted.overdue_before
    return Place(0 if overdue else 1, 0 if overdue else standing.rank, standing.waiting_since, submission_id)


def count_cases(session: Session, wanted: QueueFilter) -> int:
    """How many cases `wanted` asks for, up to MOST_COUNTED."""
    conditions = _conditions(searched(session, wanted))
    found = select(literal(1)).select_from(Standing).where(*conditions).limit(MOST_COUNTED)
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0


def count_by_state(session: Session, areas: tuple[str, ...] = ()) -> dict[SubmissionState, int]:
    """How many cases stand where, each up to MOST_COUNTED."""
    return {state: count_cases(session, QueueFilter(state=state, areas=areas)) for state in SubmissionState}


def pooling_areas(session: Session) -> tuple[str, ...]:
    """The pooling areas (统筹区) that occur."""
    # From one to the next in the index: a plain DISTINCT would walk through every case.
    first = select(func.min(Standing.pooling_area).label("area")).where(Standing.pooling_area != "").cte(recursive=True)
    following = select(func.min(Standing.pooling_area)).where(Standing.pooling_area > first.c.area).scalar_subquery()
    areas = first.union_all(select(following).where(first.c.area.is_not(None)))
    return tuple(session.scalars(select(areas.c.area).where(areas.c.area.is_not(None)).order_by(areas.c.area)))


def _segments(wanted: QueueFilter) -> tuple[_Segment, ...]:
    if wanted.state not in WAITING:
        return (_Segment(2, None, literal(0), newest_first=True),)
    if wanted.overdue_before is None:
        return (_Segment(1, None, Standing.rank.expression, newest_first=False),)
    return (
        _Segment(0, Standing.waiting_since < wanted.overdue_before, literal(0), newest_first=False),
        _Segment(1, Standing.waiting_since >= wanted.overdue_before, Standing.rank.expression, newest_first=False),
    )


def _order(segment: _Segment) -> tuple[ColumnElement[Any], ...]:
    if segment.newest_first:
        return (Standing.waiting_since.desc(), Standing.submission_id.desc())
    by_age = (Standing.waiting_since.asc(), Standing.submission_id.asc())
    return by_age if segment.number == 0 else (Standing.rank.asc(), *by_age)


def _follows(segment: _Segment, place: Place) -> ColumnElement[bool]:
    by_age = (Standing.waiting_since, Standing.submission_id)
    age = (literal(place.since, Standing.waiting_since.type), literal(place.submission_id))
    if segment.newest_first:
        return tuple_(*by_age) < tuple_(*age)
    if segment.number == 0:
        return tuple_(*by_age) > tuple_(*age)
    return tuple_(Standing.rank, *by_age) > tuple_(literal(place.rank), *age)


def _page(wanted: QueueFilter, segment: _Segment, after: Place | None, limit: int) -> Select[Any]:
    query = (
        select(
            Submission,
            Standing,
            Account.name.label("holder"),
            literal(segment.number).label("segment"),
            segment.rank.label("rank"),
        )
        .join(Standing, _SUBMISSION)
        .outerjoin(Account, Account.id == Standing.held_by)
        .where(*_conditions(wanted, segment))
        .order_by(*_order(segment))
        .limit(limit)
    )
    return query if after is None else query.where(_follows(segment, after))


def _conditions(wanted: QueueFilter, segment: _Segment | None = None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if segment is not None and segment.condition is not None:
        conditions.append(segment.condition)
    if wanted.state is not None:
        conditions.append(Standing.state == wanted.state.value)
    if wanted.verdict is not None:
        # The rank says the same, and the indexes are ordered by it.
        conditions.append(Standing.rank == RANKS[wanted.verdict.value])
    if wanted.pooling_area:
        conditions.append(Standing.pooling_area == wanted.pooling_area)
    if wanted.areas:
        conditions.append(Standing.pooling_area.in_(wanted.areas))
    if wanted.operator_id is not None:
        conditions.append(Standing.operator_id == wanted.operator_id)
    if wanted.check:
        conditions.append(_did_not_pass(wanted.check))
    if wanted.found is not None:
        conditions.append(Standing.submission_id.in_(wanted.found))
    return conditions


def _did_not_pass(check: str) -> ColumnElement[bool]:
    return exists().where(
        Check.verification_id == Standing.verification_id, Check.check == check, Check.verdict.in_(_FLAGGED)
    )


def _flagged(session: Session, verifications: list[int]) -> dict[int, tuple[str, ...]]:
    rows = session.execute(
        select(Check.verification_id, Check.check)
        .where(Check.verification_id.in_(verifications), Check.verdict.in_(_FLAGGED))
        .order_by(case((Check.verdict == Verdict.FAIL.value, 0), else_=1), Check.id)
    ).all()
    flagged: dict[int, tuple[str, ...]] = {}
    for verification, check in rows:
        flagged[verification] = (*flagged.get(verification, ()), check)
    return flagged
