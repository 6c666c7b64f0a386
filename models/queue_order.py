"""The order of the review queue (审核队列), as parts that an index tells without any sorting.

Waiting cases stand in one order: overdue ones (逾期) oldest first, then by risk, each oldest first. Settled ones are
listed newest first.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Join, inspect, join, literal, tuple_

from models.findings import Verdict
from models.standing import RANKS, UNRANKED, FlaggedCheck, Standing
from models.submissions import SubmissionState

_WAITING = {
    SubmissionState.READING: (UNRANKED,),
    SubmissionState.PENDING: tuple(sorted(RANKS.values())),
}
"""The ranks that occur in each state of those that wait."""
OVERDUE, BY_RISK, NEWEST_FIRST = range(3)
NO_RANK = -1
"""No case stands here: no submission as a whole has a verdict that only checks have."""


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
    second_person: bool = False
    """Cases that were approved once and wait for a second person."""
    operator_id: int | None = None
    areas: tuple[str, ...] = ()
    """The pooling areas that the reader may see at all; empty for every one."""
    not_approved_by: int | None = None
    """Without cases that this person approved first."""
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


class Segment(NamedTuple):
    """A part of the list whose cases stand by age alone."""

    number: int
    rank: int
    conditions: tuple[ColumnElement[bool], ...]


def rows_of(wanted: QueueFilter) -> FromClause:
    """The table, or tables, that `wanted` is answered from."""
    standing = inspect(Standing).local_table
    return _with_flags(standing) if wanted.check else standing


def _with_flags(standing: FromClause) -> Join:
    return join(inspect(FlaggedCheck).local_table, standing, FlaggedCheck.submission_id == Standing.submission_id)


def segments(wanted: QueueFilter) -> tuple[Segment, ...]:
    """The parts of the list, in their order."""
    if wanted.state not in _WAITING:
        return (Segment(NEWEST_FIRST, 0, ()),)
    rows = _told_by(wanted)
    ranks = (_rank_of(wanted.verdict),) if wanted.verdict else _WAITING[wanted.state]
    limit = wanted.overdue_before
    on_time = () if limit is None else (rows.waiting_since >= limit,)
    by_risk = tuple(Segment(BY_RISK, rank, (rows.rank == rank, *on_time)) for rank in ranks)
    return by_risk if limit is None else (Segment(OVERDUE, 0, (rows.waiting_since < limit,)), *by_risk)


def place(wanted: QueueFilter) -> tuple[Any, Any]:
    """The columns that tell a case's place in its segment."""
    rows = _told_by(wanted)
    return (rows.waiting_since, rows.submission_id)


def order(wanted: QueueFilter, segment: Segment) -> tuple[ColumnElement[Any], ...]:
    """The order within the segment."""
    since, submission_id = place(wanted)
    if segment.number == NEWEST_FIRST:
        return (since.desc(), submission_id.desc())
    return (since.asc(), submission_id.asc())


def follows(wanted: QueueFilter, segment: Segment, after: Place) -> ColumnElement[bool]:
    """Whether a case of the segment comes after that place in it."""
    since, submission_id = place(wanted)
    here = tuple_(since, submission_id)
    there = tuple_(literal(after.since, since.type), literal(after.submission_id))
    return here < there if segment.number == NEWEST_FIRST else here > there


def conditions(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    """What the filter asks of each case."""
    rows = _told_by(wanted)
    asked: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        asked.append(rows.state == wanted.state.value)
    if wanted.verdict is not None:
        # The rank says the same, and the indexes are ordered by it.
        asked.append(rows.rank == _rank_of(wanted.verdict))
    if wanted.pooling_area:
        asked.append(rows.pooling_area == wanted.pooling_area)
    if wanted.areas:
        asked.append(rows.pooling_area.in_(wanted.areas))
    if wanted.check:
        asked.append(FlaggedCheck.check == wanted.check)
    if wanted.second_person:
        asked.append(Standing.first_approver_id.is_not(None))
    if wanted.not_approved_by is not None:
        asked.append(Standing.first_approver_id.is_distinct_from(wanted.not_approved_by))
    if wanted.operator_id is not None:
        asked.append(Standing.operator_id == wanted.operator_id)
    if wanted.found is not None:
        asked.append(rows.submission_id.in_(wanted.found))
    return asked


def _rank_of(verdict: Verdict) -> int:
    return RANKS.get(verdict.value, NO_RANK)


def _told_by(wanted: QueueFilter) -> type[Standing | FlaggedCheck]:
    return FlaggedCheck if wanted.check else Standing
