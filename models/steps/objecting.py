"""Objections (异议) to somebody's publicity: recorded, which holds the person up, and resolved with a report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.applications import TitleApplication
from models.base import now
from models.errors import DecisionError
from models.life_cycles.application import APPLICATION, ApplicationFacts
from models.life_cycles.table import Party
from models.publicities import Objection, PublicityBatch, PublicityEntry, count_open_objections
from models.publicity_terms import is_over
from models.steps.duties import Duties
from models.steps.moving import move

UPHELD = "异议成立"
"""The reason of a failure that an objection led to."""


class ObjectionIncomplete(DecisionError):
    """No objector or nothing said."""

    code = "OBJECTION_INCOMPLETE"
    message_zh = "异议信息不完整。请填写异议人、收到日期和异议内容。"
    message_en = "The objection is not complete. Give the objector, the day it was received, and what it says."


class ObjectionResolved(DecisionError):
    """It has its report already."""

    code = "OBJECTION_RESOLVED"
    message_zh = "该异议已经处理。请刷新页面查看处理结果。"
    message_en = "This objection has been resolved. Reload the page to see how."


@dataclass(frozen=True)
class ObjectionForm:
    """What the operator types."""

    objector: str
    content: str
    received_on: dt.date


def record_objection(
    session: Session, entry: PublicityEntry, form: ObjectionForm, today: dt.date, by: Duties
) -> Objection:
    """Record an objection; the person stays out of results until it is resolved.

    Raises ObjectionTooLate where it was not received within the publicity, and what else the life cycle refuses with.
    """
    if not form.objector.strip() or not form.content.strip():
        raise ObjectionIncomplete
    batch, person = _of(session, entry)
    first, last = batch.start_date or dt.date.max, min(batch.end_date or dt.date.min, today)
    facts = ApplicationFacts(within_period=first <= form.received_on <= last)
    objection = Objection(
        entry_id=entry.id,
        objector=form.objector.strip(),
        content=form.content.strip(),
        received_on=form.received_on,
        recorded_by=by.operator.account_id,
    )
    move(session, APPLICATION, person, ("object", Party.OPERATOR, by.actor), facts, received=str(form.received_on))
    session.add(objection)
    session.flush()
    return objection


def resolve(session: Session, objection: Objection, *, upheld: bool, report: str, today: dt.date, by: Duties) -> None:
    """Resolve it: dismissed (不成立), the person goes on; upheld (成立), the publicity has failed.

    Raises ReportRequired, OwnApplication, ObjectionOpen where another one against the person has to come first.
    """
    if objection.outcome is not None:
        raise ObjectionResolved
    entry = session.get_one(PublicityEntry, objection.entry_id)
    batch, person = _of(session, entry)
    facts = ApplicationFacts(
        own=by.is_own(person),
        report=report,
        objections_open=count_open_objections(session, entry.id) > 1,
        period_over=batch.end_date is not None and is_over(batch.end_date, today),
    )
    action = "uphold" if upheld else "dismiss"
    move(session, APPLICATION, person, (action, Party.OPERATOR, by.actor), facts, objection=objection.id)
    objection.outcome = "upheld" if upheld else "dismissed"
    objection.report, objection.resolved_by, objection.resolved_at = report.strip(), by.operator.account_id, now()
    if upheld:
        entry.is_open, entry.result, entry.reason, entry.report = False, "failed", UPHELD, report.strip()
    session.flush()


def _of(session: Session, entry: PublicityEntry) -> tuple[PublicityBatch, TitleApplication]:
    batch = session.get_one(PublicityBatch, entry.batch_id)
    return batch, session.get_one(TitleApplication, entry.application_id)
