"""Publishing (所在单位申报公示): choose applicants, set the term, show the notice, cancel it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.applications import InitialReview, TitleApplication, publicised_content
from models.audit import content_hash
from models.employers import Employer
from models.errors import DecisionError
from models.life_cycles.application import APPLICATION, ApplicationAction, ApplicationFacts, ApplicationState
from models.life_cycles.errors import NobodyChosen
from models.life_cycles.publicity import PUBLICITY, PublicityAction, PublicityFacts, PublicityState
from models.life_cycles.table import Party
from models.local_day import local_day
from models.publicities import PublicityBatch, PublicityEntry, count_open_objections, entries_of
from models.publicity_terms import PublicityTerms
from models.steps.duties import Duties
from models.steps.moving import begin, move
from models.telephone import is_telephone
from models.working_days import LONGEST_SPAN, CalendarUnavailable


class AlreadyPublicised(DecisionError):
    """Somebody is in another open batch."""

    code = "IN_OTHER_BATCH"
    message_zh = "所选申报人已在另一批公示或公示草稿中。请取消该批，或等待其公示结束。"
    message_en = "Somebody is in another publicity, or in the draft of one. Cancel that one or wait for its end."


@dataclass(frozen=True)
class PublicityForm:
    """What the operator types: 单位联系人、单位联系电话、公示开始日期、公示（工作日）天数."""

    contact: str = ""
    telephone: str = ""
    start_date: dt.date | None = None
    workdays: int = 0
    end_date: dt.date | None = None
    """Entered by hand where the calendar does not reach; nothing otherwise."""
    end_date_reason: str = ""


def draft_batch(
    session: Session, employer: Employer, applications: Sequence[TitleApplication], by: Duties
) -> PublicityBatch:
    """A new batch with those applicants, all of whom have passed the initial review (新增).

    Raises NobodyChosen, NotPassed, OwnApplication, and AlreadyPublicised for somebody who is in an open batch.
    """
    if not applications:
        raise NobodyChosen
    for application in applications:
        _ask_publish(application, by)
    batch = PublicityBatch(token=secrets.token_urlsafe(16), employer_id=employer.id)
    begin(session, PUBLICITY, batch, by.actor, applications=[application.id for application in applications])
    try:
        with session.begin_nested():
            for application in applications:
                content = publicised_content(session, application)
                session.add(PublicityEntry(batch_id=batch.id, application_id=application.id, content_hash=content))
            session.flush()
    except IntegrityError as error:
        raise AlreadyPublicised from error
    return batch


def publish(
    session: Session, batch: PublicityBatch, form: PublicityForm, terms: PublicityTerms, today: dt.date, by: Duties
) -> None:
    """Fill in the batch and show it (保存): its people are public from now on, its notice is kept with its hash.

    A batch that is shown already is changed as long as its first day has not come. Raises what the life cycle refuses
    with: PublicityIncomplete, TooFewDays, StartsTooEarly, CalendarUnavailable, PublicityLocked, OwnApplication.
    """
    begun = batch.state == "active" and batch.start_date is not None and today >= batch.start_date
    end_date = _end_date(form, terms)
    entries = entries_of(session, batch.id)
    people = [session.get_one(TitleApplication, entry.application_id) for entry in entries]
    facts = PublicityFacts(
        complete=bool(entries and form.contact.strip() and form.start_date and is_telephone(form.telephone)),
        enough_days=terms.fewest(person.year for person in people) <= form.workdays <= LONGEST_SPAN,
        not_too_early=form.start_date is None or form.start_date >= _reviewed_on(session, people),
        last_day_known=end_date is not None,
        begun=begun,
        unit_involved=any(by.is_own(person) for person in people),
    )
    changing = batch.state == "active"
    action = PublicityAction.EDIT if changing else PublicityAction.PUBLISH
    # Refused before the rows are filled, which the database would not take half.
    PUBLICITY.step(PublicityState(batch.state), action, Party.OPERATOR, facts)
    _fill(batch, form, end_date, by)
    _show(session, batch, people, entries)
    told = {"notice": batch.notice_hash, "end": str(end_date), "by_hand": batch.end_date_reason}
    move(session, PUBLICITY, batch, (action.value, Party.OPERATOR, by.actor), facts, **told)
    if not changing:
        for person in people:
            move(
                session, APPLICATION, person, ("publish", Party.OPERATOR, by.actor), ApplicationFacts(), batch=batch.id
            )


def cancel(session: Session, batch: PublicityBatch, reason: str, by: Duties) -> None:
    """Take the batch back; its people may be publicised anew. Raises ObjectionOpen, ReasonRequired, PublicityLocked."""
    entries = entries_of(session, batch.id)
    shown = batch.state != "draft"
    objections = count_open_objections(session, *(entry.id for entry in entries))
    facts = PublicityFacts(reason=reason, objections_open=objections > 0)
    move(session, PUBLICITY, batch, ("cancel", Party.OPERATOR, by.actor), facts, reason=reason.strip())
    for entry in entries:
        if shown and entry.is_open:
            person = session.get_one(TitleApplication, entry.application_id)
            unpublished = ApplicationFacts(own=by.is_own(person))
            move(session, APPLICATION, person, ("unpublish", Party.OPERATOR, by.actor), unpublished, batch=batch.id)
        entry.is_open = False
    session.flush()


def counted_last_day(form: PublicityForm, terms: PublicityTerms) -> dt.date | None:
    """The last day as the calendar counts it; None where it cannot be counted, or nothing is there to count."""
    if form.start_date is None or not 1 <= form.workdays <= LONGEST_SPAN:
        return None
    try:
        return terms.last_day(form.start_date, form.workdays)
    except CalendarUnavailable:
        return None


def _end_date(form: PublicityForm, terms: PublicityTerms) -> dt.date | None:
    counted = counted_last_day(form, terms)
    if counted is not None or form.start_date is None or form.end_date is None:
        return counted
    # By hand only where the calendar does not reach, with a reason, and never shorter than the days themselves.
    possible = form.end_date >= form.start_date + dt.timedelta(days=form.workdays - 1)
    return form.end_date if possible and form.end_date_reason.strip() else None


def _fill(batch: PublicityBatch, form: PublicityForm, end_date: dt.date | None, by: Duties) -> None:
    by_hand = end_date is not None and end_date == form.end_date and bool(form.end_date_reason.strip())
    batch.contact, batch.telephone = form.contact.strip(), form.telephone.strip()
    batch.start_date, batch.workdays, batch.end_date = form.start_date, form.workdays, end_date
    batch.end_date_reason = form.end_date_reason.strip() if by_hand else None
    batch.end_date_by = by.operator.account_id if by_hand else None


def _show(
    session: Session, batch: PublicityBatch, people: Sequence[TitleApplication], entries: Sequence[PublicityEntry]
) -> None:
    batch.notice = {
        "unit": session.get_one(Employer, batch.employer_id).name,
        "contact": batch.contact,
        "telephone": batch.telephone,
        "start": str(batch.start_date),
        "end": str(batch.end_date),
        "workdays": batch.workdays,
        "people": [
            {"name": one.name, "year": one.year, "series": one.series, "speciality": one.speciality, "level": one.level}
            for one in people
        ],
    }
    batch.notice_hash = content_hash(batch.notice)
    for person, entry in zip(people, entries, strict=True):
        entry.content_hash = publicised_content(session, person)


def _ask_publish(application: TitleApplication, by: Duties) -> None:
    facts = ApplicationFacts(own=by.is_own(application))
    APPLICATION.step(ApplicationState(application.state), ApplicationAction.PUBLISH, Party.OPERATOR, facts)


def _reviewed_on(session: Session, people: Sequence[TitleApplication]) -> dt.date:
    """The day on which the last of these people passed the initial review."""
    moment = session.scalar(
        select(func.max(InitialReview.reviewed_at)).where(
            InitialReview.application_id.in_([person.id for person in people])
        )
    )
    return local_day(moment) if moment else dt.date.min
