"""The review queue (审核队列): which cases there are, where they stand, and which comes next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from models.findings import Verdict
from models.review import Decision
from models.submissions import Submission, SubmissionState
from models.verifications import Check, Verification

_FLAGGED_FIRST = case(
    (Verification.verdict == Verdict.FAIL.value, 0), (Verification.verdict == Verdict.REVIEW.value, 1), else_=2
)
_STATE = case(
    (Decision.outcome.is_not(None), Decision.outcome),
    (Verification.id.is_not(None), SubmissionState.PENDING.value),
    else_=SubmissionState.READING.value,
)
_ORDER = (_FLAGGED_FIRST, Submission.received_at, Submission.id)
"""Failed ones first, then those to be looked at; each oldest first."""


@dataclass(frozen=True)
class QueueFilter:
    """What a reviewer wants to see; an empty field filters nothing."""

    state: SubmissionState | None = SubmissionState.PENDING
    verdict: Verdict | None = None
    check: str = ""
    """Cases in which this check did not pass."""
    pooling_area: str = ""
    search: str = ""
    """A part of the credit code, the unit's name or the reference."""
    operator_id: int | None = None


@dataclass(frozen=True)
class QueueEntry:
    """One case in the list."""

    submission: Submission
    state: SubmissionState
    verdict: Verdict | None
    flagged: tuple[str, ...]
    """The ids of the checks that failed or need review."""


def _cases() -> Select[tuple[Submission, str, Verification]]:
    current = and_(Verification.submission_id == Submission.id, Verification.revision == Submission.revision)
    decided = and_(Decision.submission_id == Submission.id, Decision.revision == Submission.revision)
    return select(Submission, _STATE, Verification).outerjoin(Verification, current).outerjoin(Decision, decided)


def _conditions(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        conditions.append(_STATE.in_([wanted.state.value]))
    if wanted.verdict is not None:
        conditions.append(Verification.verdict == wanted.verdict.value)
    if wanted.check:
        conditions.append(
            exists().where(
                Check.verification_id == Verification.id,
                Check.check == wanted.check,
                Check.verdict.in_([Verdict.FAIL.value, Verdict.REVIEW.value]),
            )
        )
    if wanted.pooling_area:
        conditions.append(Submission.pooling_area == wanted.pooling_area)
    if wanted.operator_id is not None:
        conditions.append(Submission.operator_id == wanted.operator_id)
    if search := wanted.search.strip():
        conditions.append(
            or_(
                Submission.credit_code.contains(search.upper(), autoescape=True),
                Submission.unit_name.contains(search, autoescape=True),
                Submission.reference.contains(search, autoescape=True),
            )
        )
    return conditions


def list_cases(session: Session, wanted: QueueFilter, limit: int = 50, offset: int = 0) -> tuple[QueueEntry, ...]:
    """The cases that `wanted` asks for: failed ones first, then those to be looked at, each oldest first."""
    query = _cases().where(*_conditions(wanted)).order_by(*_ORDER).limit(limit).offset(offset)
    rows = session.execute(query).all()
    flagged = _flagged(session, [verification.id for _, _, verification in rows if verification is not None])
    return tuple(
        QueueEntry(
            submission=submission,
            state=SubmissionState(state),
            verdict=Verdict(verification.verdict) if verification else None,
            flagged=flagged.get(verification.id, ()) if verification else (),
        )
        for submission, state, verification in rows
    )


def count_cases(session: Session, wanted: QueueFilter) -> int:
    """How many cases `wanted` asks for."""
    return session.scalar(select(func.count()).select_from(_cases().where(*_conditions(wanted)).subquery())) or 0


def next_case(session: Session, wanted: QueueFilter, after: int | None = None) -> Submission | None:
    """The first case of the list; with `after`, the one that follows it there, or the first other one at the end.

    The case that was just left need not be in the list any more: its place in the order is what counts.
    """
    waiting = _cases().where(*_conditions(wanted)).order_by(*_ORDER).limit(1)
    if after is None:
        return _first(session, waiting)
    others = waiting.where(Submission.id != after)
    left = session.execute(_cases().with_only_columns(*_ORDER).where(Submission.id == after)).first()
    following = _first(session, others.where(tuple_(*_ORDER) > tuple_(*left))) if left else None
    return following or _first(session, others)


def _first(session: Session, query: Select[tuple[Submission, str, Verification]]) -> Submission | None:
    row = session.execute(query).first()
    return row[0] if row else None


def count_by_state(session: Session) -> dict[SubmissionState, int]:
    """How many cases stand where."""
    cases = _cases().with_only_columns(_STATE.label("state")).subquery()
    rows = session.execute(select(cases.c.state, func.count()).group_by(cases.c.state)).all()
    return {SubmissionState(state): count for state, count in rows}


def pooling_areas(session: Session) -> tuple[str, ...]:
    """The pooling areas (统筹区) that occur."""
    return tuple(
        session.scalars(
            select(Submission.pooling_area)
            .where(Submission.pooling_area != "")
            .distinct()
            .order_by(Submission.pooling_area)
        )
    )


def _flagged(session: Session, verifications: list[int]) -> dict[int, tuple[str, ...]]:
    rows = session.execute(
        select(Check.verification_id, Check.check)
        .where(Check.verification_id.in_(verifications), Check.verdict.in_([Verdict.FAIL.value, Verdict.REVIEW.value]))
        .order_by(case((Check.verdict == Verdict.FAIL.value, 0), else_=1), Check.id)
    ).all()
    flagged: dict[int, tuple[str, ...]] = {}
    for verification, check in rows:
        flagged[verification] = (*flagged.get(verification, ()), check)
    return flagged
