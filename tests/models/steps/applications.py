"""Title applications at each station of their way, brought there as people bring them; all names are fictional."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.application_form import typed_application
from models.applications import InitialReview, TitleApplication
from models.audit import Actor
from models.employers import Employer, EmployerOperator
from models.identity import id_check_character
from models.life_cycles.table import Party
from models.publicities import PublicityBatch, entries_of
from models.publicity_terms import PublicityTerms
from models.recommendations import SuperiorUnit
from models.steps import applying, publishing, resulting, reviewing
from models.steps.duties import Duties, duties_of
from models.steps.publishing import PublicityForm
from models.steps.resulting import PublicityResult
from models.steps.reviewing import Opinion, ReviewOutcome
from tests.models.steps.employers import new_operator

START = dt.date(2026, 9, 24)
"""The Thursday before the Mid-Autumn holiday: five working days end on 8 October, past the National Day too."""
END = dt.date(2026, 10, 8)
AFTER = dt.date(2026, 10, 9)
TERMS = PublicityTerms()
FORM = PublicityForm("李四", "0730-8880000", START, 5)
TYPED = {
    "name": "王小明",
    "mobile": "13700137000",
    "year": "2026",
    "series": "工程技术",
    "speciality": "机械工程",
    "level": "中级",
    "details": "本科，从事机械设计八年。",
}


def id_number(person: int) -> str:
    """The identity number of a made-up person."""
    digits = f"43060219850101{person:03d}"
    return digits + id_check_character(digits)


def operator(session: Session, employer: Employer, username: str = "operator", person: int = 900) -> Duties:
    """An operator of the employer."""
    actor = new_operator(session, employer, username, id_number(person))
    return duties_of(session, actor, employer.id, separate=True)


def draft(session: Session, employer: Employer, person: int = 1, **changes: str) -> TitleApplication:
    """An application that its applicant is writing."""
    typed = typed_application({**TYPED, "id_number": id_number(person), **changes})
    application, _ = applying.enter(session, employer, typed, Actor("applicant", "applicant"))
    return application


def pending(session: Session, employer: Employer, person: int = 1, **changes: str) -> TitleApplication:
    """One that waits for the initial review."""
    application = draft(session, employer, person, **changes)
    applying.submit(session, application, (Party.APPLICANT, applying.applicant(application)))
    return application


def passed(session: Session, employer: Employer, by: Duties, person: int = 1, **changes: str) -> TitleApplication:
    """One that passed the initial review, before the first day of the tests' publicity."""
    application = pending(session, employer, person, **changes)
    reviewing.review(session, application, application.revision, Opinion(ReviewOutcome.PASSED), by)
    reviewed_before(session, START)
    return application


def reviewed_before(session: Session, day: dt.date) -> None:
    """All initial reviews were made a day before `day`."""
    moment = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) - dt.timedelta(days=1)
    session.execute(update(InitialReview).values(reviewed_at=moment))


def published(session: Session, employer: Employer, by: Duties, people: Sequence[TitleApplication]) -> PublicityBatch:
    """A publicity of these people that runs."""
    batch = publishing.draft_batch(session, employer, people, by)
    publishing.publish(session, batch, FORM, TERMS, START, by)
    return batch


def all_passed(session: Session, batch: PublicityBatch, by: Duties) -> None:
    """Everybody's result is saved after the last day."""
    results = {entry.id: PublicityResult(passed=True) for entry in entries_of(session, batch.id)}
    resulting.save_results(session, batch, results, AFTER, by)


def recommendable(session: Session, employer: Employer, by: Duties, *people: int) -> list[TitleApplication]:
    """People who may be recommended."""
    applications = [passed(session, employer, by, person) for person in people or (1,)]
    all_passed(session, published(session, employer, by, applications), by)
    return applications


def superior_unit(session: Session, name: str = "岳阳市职称改革办公室") -> SuperiorUnit:
    """A unit that may be chosen."""
    unit = SuperiorUnit(name=name)
    session.add(unit)
    session.flush()
    return unit


def becomes_operator(session: Session, application: TitleApplication, by: Duties) -> None:
    """The operator turns out to be the applicant."""
    person = session.get_one(EmployerOperator, by.operator.id)
    person.id_number = application.id_number
    session.flush()
