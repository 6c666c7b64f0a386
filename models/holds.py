"""Holds (占用): a case is in one reviewer's hands at a time, for as long as that reviewer keeps its page open.

Taking is one conditional UPDATE of the case's standing with a lease (租约) that expires, so that two people who press
“next case” at the same moment get two cases, and a closed laptop gives its case back. The same person asking again
gets the same case. Every hold stays on record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from models import audit
from models.accounts import Account
from models.base import now
from models.errors import DecisionError
from models.standing import Ending, Hold, Standing, end_hold
from models.submissions import Submission, SubmissionState

PENDING = SubmissionState.PENDING.value


class HeldByAnother(DecisionError):
    """Somebody else has this case in hand."""

    code = "HELD_BY_ANOTHER"
    message_zh = "该申请正由{holder}审核，本次操作未保存。请先审核其他申请；如确需接手，请联系审核主管。"
    message_en = "{holder} is reviewing this case, so nothing was saved. Take another case, or ask the supervisor."


class NothingToHold(DecisionError):
    """The case does not wait for a decision."""

    code = "NOT_PENDING"
    message_zh = "该申请目前不在待审核状态，不能占用。请刷新页面查看最新状态。"
    message_en = "This case is not waiting for a decision. Reload the page to see where it stands."


@dataclass(frozen=True)
class Holder:
    """Who has the case in hand, and until when unless renewed."""

    account_id: int
    name: str
    until: dt.datetime


def is_free(moment: dt.datetime) -> ColumnElement[bool]:
    """Whether nobody holds it at `moment`."""
    return or_(Standing.held_by.is_(None), Standing.held_until < moment)


def holder_of(session: Session, submission_id: int) -> Holder | None:
    """Who holds the case now."""
    row = session.execute(
        select(Account.id, Account.name, Standing.held_until)
        .join(Standing, Standing.held_by == Account.id)
        .where(Standing.submission_id == submission_id, Standing.held_until >= now())
    ).first()
    return Holder(*row) if row else None


def held_by(session: Session, reviewer_id: int) -> int | None:
    """The case that this reviewer has in hand: the one taken last, should there be several open pages."""
    return session.scalar(
        select(Standing.submission_id)
        .where(Standing.held_by == reviewer_id, Standing.held_until >= now(), Standing.state == PENDING)
        .order_by(Standing.held_until.desc())
        .limit(1)
    )


def take_first(
    session: Session, candidates: Iterable[Select[tuple[int]]], reviewer_id: int, seconds: float
) -> int | None:
    """Take the first free case that the queries name, in their order, for `seconds`; None where there is none."""
    moment = now()
    until = moment + dt.timedelta(seconds=seconds)
    for query in candidates:
        # Rows that another transaction is about to take are passed by, not waited for.
        first = query.where(is_free(moment)).limit(1).with_for_update(skip_locked=True, of=Standing)
        taken = session.execute(
            update(Standing)
            .where(Standing.submission_id == first.scalar_subquery(), Standing.state == PENDING, is_free(moment))
            .values(held_by=reviewer_id, held_until=until)
            .returning(Standing.submission_id, Standing.revision)
            .execution_options(synchronize_session=False)
        ).first()
        if taken is not None:
            _note(session, taken.submission_id, taken.revision, reviewer_id, until)
            return cast(int, taken.submission_id)
    return None


def take(session: Session, submission_id: int, reviewer_id: int, seconds: float) -> bool:
    """Take this case, or keep it for another `seconds`; False where somebody else holds it or nothing is to decide."""
    moment = now()
    until = moment + dt.timedelta(seconds=seconds)
    mine = and_(Standing.held_by == reviewer_id, Standing.held_until >= moment)
    kept = _change(session, submission_id, mine, held_until=until)
    if kept:
        session.execute(
            update(Hold)
            .where(Hold.submission_id == submission_id, Hold.ended_at.is_(None))
            .values(until=until)
            .execution_options(synchronize_session=False)
        )
        return True
    if not _change(session, submission_id, is_free(moment), held_by=reviewer_id, held_until=until):
        return False
    _note(session, submission_id, _revision(session, submission_id), reviewer_id, until)
    return True


def keep_from_others(session: Session, submission_id: int, reviewer_id: int, seconds: float) -> None:
    """Take the case, or keep it, before deciding on it. Raises HeldByAnother; a settled case is nobody's."""
    if take(session, submission_id, reviewer_id, seconds):
        return
    holder = holder_of(session, submission_id)
    if holder is not None:
        raise HeldByAnother(holder=holder.name)


def release(session: Session, submission_id: int, reviewer_id: int, ending: Ending = Ending.RELEASED) -> bool:
    """Let go of the case; False where this reviewer does not hold it."""
    if not _change(session, submission_id, Standing.held_by == reviewer_id, held_by=None, held_until=None):
        return False
    end_hold(session, submission_id, ending)
    return True


def take_over(session: Session, submission_id: int, actor: audit.Actor, seconds: float) -> None:
    """Take the case out of whoever's hands it is in, on record. Raises NothingToHold."""
    before = holder_of(session, submission_id)
    until = now() + dt.timedelta(seconds=seconds)
    everybody = Standing.submission_id == submission_id
    if actor.account_id is None or not _change(
        session, submission_id, everybody, held_by=actor.account_id, held_until=until
    ):
        raise NothingToHold
    end_hold(session, submission_id, Ending.TAKEN_OVER)
    revision = _revision(session, submission_id)
    _note(session, submission_id, revision, actor.account_id, until)
    audit.record(
        session,
        submission_id,
        actor,
        "take_over",
        before=PENDING,
        after=PENDING,
        revision=revision,
        holder=before.name if before else "",
    )


def defer(session: Session, submission: Submission, hours: float, actor: audit.Actor) -> None:
    """Put the case aside (暂缓) for `hours`: “next case” passes it by until then. Raises NothingToHold."""
    until = now() + dt.timedelta(hours=hours)
    everybody = Standing.submission_id == submission.id
    if not _change(session, submission.id, everybody, held_by=None, held_until=None, deferred_until=until):
        raise NothingToHold
    end_hold(session, submission.id, Ending.DEFERRED)
    audit.record(session, submission.id, actor, "defer", PENDING, PENDING, revision=submission.revision, hours=hours)


def resume(session: Session, submission_id: int) -> None:
    """Bring a case that was put aside back to its place."""
    _change(session, submission_id, Standing.submission_id == submission_id, deferred_until=None)


def _change(session: Session, submission_id: int, condition: ColumnElement[bool], **values: object) -> bool:
    changed = session.execute(
        update(Standing)
        .where(Standing.submission_id == submission_id, Standing.state == PENDING, condition)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return cast(CursorResult[Any], changed).rowcount == 1


def _revision(session: Session, submission_id: int) -> int:
    return session.execute(select(Standing.revision).where(Standing.submission_id == submission_id)).scalar_one()


def _note(session: Session, submission_id: int, revision: int, reviewer_id: int, until: dt.datetime) -> None:
    end_hold(session, submission_id, Ending.EXPIRED)
    session.add(
        Hold(submission_id=submission_id, revision=revision, reviewer_id=reviewer_id, taken_at=now(), until=until)
    )
    session.flush()
