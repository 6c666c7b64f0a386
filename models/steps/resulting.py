"""The result of a publicity (公示结果保存): after its last day, per person, passed or failed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.applications import TitleApplication
from models.audit import SYSTEM
from models.life_cycles.application import APPLICATION, ApplicationFacts
from models.life_cycles.publicity import PUBLICITY, PublicityFacts
from models.life_cycles.table import Party
from models.publicities import PublicityBatch, PublicityEntry, count_open_objections, entries_of
from models.publicity_terms import is_over
from models.steps.duties import Duties
from models.steps.moving import move


@dataclass(frozen=True)
class PublicityResult:
    """单位公示结果 of one person."""

    passed: bool
    reason: str = ""
    report: str = ""


def due_batches(session: Session, today: dt.date) -> tuple[int, ...]:
    """The ids of the publicities whose last day has ended and that still stand as running."""
    return tuple(
        session.scalars(
            select(PublicityBatch.id)
            .where(PublicityBatch.state == "active", PublicityBatch.end_date < today)
            .order_by(PublicityBatch.id)
        )
    )


def expire(session: Session, batch: PublicityBatch, today: dt.date) -> None:
    """公示期满, by the clock: the batch and its people stand as expired; objected ones stay where they are.

    Raises PublicityNotExpired before the day after the last one.
    """
    over = batch.end_date is not None and is_over(batch.end_date, today)
    move(session, PUBLICITY, batch, ("expire", Party.SYSTEM, SYSTEM), PublicityFacts(period_over=over))
    for entry in entries_of(session, batch.id):
        person = session.get_one(TitleApplication, entry.application_id)
        if entry.is_open and person.state == "public":
            facts = ApplicationFacts(period_over=over)
            move(session, APPLICATION, person, ("expire", Party.SYSTEM, SYSTEM), facts, batch=batch.id)


def save_results(
    session: Session, batch: PublicityBatch, results: Mapping[int, PublicityResult], today: dt.date, by: Duties
) -> None:
    """Save the results of the entries that `results` names by id; the batch is closed once everybody has one.

    Raises PublicityNotExpired before the last day has ended, ObjectionOpen for somebody with an open objection, and
    ReasonRequired or ReportRequired for a failure without them.
    """
    entries = entries_of(session, batch.id)
    over = batch.end_date is not None and is_over(batch.end_date, today)
    if over and batch.state == "active":
        expire(session, batch, today)
    for entry in entries:
        if entry.id in results and entry.is_open:
            _save_one(session, entry, results[entry.id], over, by)
    facts = PublicityFacts(
        period_over=over,
        results_left=any(entry.result is None for entry in entries),
        unit_involved=any(_is_own(session, entry, by) for entry in entries if entry.id in results),
    )
    move(session, PUBLICITY, batch, ("save_result", Party.OPERATOR, by.actor), facts, people=len(results))


def _save_one(session: Session, entry: PublicityEntry, result: PublicityResult, over: bool, by: Duties) -> None:
    person = session.get_one(TitleApplication, entry.application_id)
    facts = ApplicationFacts(
        own=by.is_own(person),
        period_over=over,
        objections_open=count_open_objections(session, entry.id) > 0,
        reason=result.reason,
        report=result.report,
    )
    action = "pass_publicity" if result.passed else "fail_publicity"
    told = {"batch": entry.batch_id, "reason": result.reason.strip()}
    move(session, APPLICATION, person, (action, Party.OPERATOR, by.actor), facts, **told)
    entry.is_open, entry.result = False, "passed" if result.passed else "failed"
    entry.reason, entry.report = result.reason.strip(), result.report.strip()
    session.flush()


def _is_own(session: Session, entry: PublicityEntry, by: Duties) -> bool:
    return by.is_own(session.get_one(TitleApplication, entry.application_id))
