"""Recommending (单位推荐上报): hand applicants to the superior unit, take them back, and hear its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.applications import TitleApplication, publicised_content
from models.audit import Actor, content_hash
from models.employers import Employer, operator_of_account
from models.life_cycles.application import APPLICATION, ApplicationFacts
from models.life_cycles.errors import NobodyChosen
from models.life_cycles.recommendation import RECOMMENDATION, RecommendationFacts
from models.life_cycles.table import Party
from models.names import normalise_name
from models.publicities import newest_entry
from models.recommendations import Recommendation, RecommendationEntry, SuperiorUnit, people_of
from models.review import CaseChanged, Outcome
from models.steps.duties import Duties
from models.steps.moving import begin, move

_ANSWERS = {
    Outcome.APPROVED: "upper_approve",
    Outcome.RETURNED: "upper_return",
    Outcome.REJECTED: "upper_reject",
}


@dataclass(frozen=True)
class Answer:
    """What the superior unit decided on one person."""

    outcome: Outcome
    opinion: str = ""


def recommendable(session: Session, employer_id: int, year: int) -> tuple[TitleApplication, ...]:
    """The applicants of that year who may be recommended: passed their publicity, or came back from above (查询)."""
    return tuple(
        session.scalars(
            select(TitleApplication)
            .where(
                TitleApplication.employer_id == employer_id,
                TitleApplication.year == year,
                TitleApplication.state.in_(["publicity_passed", "upper_returned"]),
            )
            .order_by(TitleApplication.id)
        )
    )


def report(
    session: Session,
    employer: Employer,
    year: int,
    people: Sequence[TitleApplication],
    superior: SuperiorUnit,
    by: Duties,
) -> Recommendation:
    """Recommend these people of that year to the superior unit (推荐上报, 保存), with a summary that is kept.

    Raises NobodyChosen, YearDiffers, SuperiorUnknown, PublicityRequired where content changed since the publicity or
    there was none, PublicityFailed, NotPassed, OwnApplication.
    """
    if not people:
        raise NobodyChosen
    known = superior.is_open and normalise_name(superior.name) != normalise_name(employer.name)
    recommendation = Recommendation(employer_id=employer.id, year=year, superior_id=superior.id)
    begin(session, RECOMMENDATION, recommendation, by.actor, people=[person.id for person in people])
    for person in people:
        _report_one(session, recommendation, person, known, by)
    _keep_summary(recommendation, employer, superior, people)
    session.flush()
    facts = RecommendationFacts(superior_known=known, applicants=len(people))
    told = {"summary": recommendation.summary_hash}
    move(session, RECOMMENDATION, recommendation, ("report", Party.OPERATOR, by.actor), facts, **told)
    return recommendation


def withdraw(session: Session, recommendation: Recommendation, by: Duties) -> None:
    """Take it back (撤回) until the superior unit receives it. Raises AlreadyReceived after that."""
    move(session, RECOMMENDATION, recommendation, ("withdraw", Party.OPERATOR, by.actor), RecommendationFacts())
    for entry in people_of(session, recommendation.id):
        person = session.get_one(TitleApplication, entry.application_id)
        move(session, APPLICATION, person, ("withdraw", Party.OPERATOR, by.actor), ApplicationFacts())
        entry.is_open = False
    session.flush()


def receive(session: Session, recommendation: Recommendation, superior: Actor) -> None:
    """接收: from now on it cannot be withdrawn."""
    move(session, RECOMMENDATION, recommendation, ("receive", Party.SUPERIOR, superior), RecommendationFacts())


def answer(session: Session, recommendation: Recommendation, answers: Mapping[int, Answer], superior: Actor) -> None:
    """The superior unit's decisions, by entry id; the recommendation is answered once everybody has one.

    Raises NotReceived, ReasonRequired for a return or a rejection without a reason.
    """
    entries = people_of(session, recommendation.id)
    for entry in entries:
        if entry.id in answers and entry.is_open:
            _answer_one(session, entry, answers[entry.id], recommendation.state, superior)
    facts = RecommendationFacts(answers_left=any(entry.is_open for entry in entries))
    move(session, RECOMMENDATION, recommendation, ("answer", Party.SUPERIOR, superior), facts, people=len(answers))


def _report_one(
    session: Session, recommendation: Recommendation, person: TitleApplication, known: bool, by: Duties
) -> None:
    content = publicised_content(session, person)
    publicised = newest_entry(session, person.id)
    facts = ApplicationFacts(
        own=by.is_own(person),
        unchanged=publicised is not None and publicised.content_hash == content,
        same_year=person.year == recommendation.year and person.employer_id == recommendation.employer_id,
        superior_known=known,
    )
    action = "report_again" if person.state == "upper_returned" else "recommend"
    told = {"recommendation": recommendation.id}
    move(session, APPLICATION, person, (action, Party.OPERATOR, by.actor), facts, **told)
    session.add(
        RecommendationEntry(recommendation_id=recommendation.id, application_id=person.id, content_hash=content)
    )
    try:
        session.flush()
    except IntegrityError as error:
        raise CaseChanged from error


def _answer_one(session: Session, entry: RecommendationEntry, given: Answer, state: str, superior: Actor) -> None:
    person = session.get_one(TitleApplication, entry.application_id)
    operator = operator_of_account(session, superior.account_id) if superior.account_id is not None else None
    facts = ApplicationFacts(
        own=operator is not None and operator.id_number == person.id_number,
        received=state == "received",
        reason=given.opinion,
    )
    told = {"recommendation": entry.recommendation_id, "opinion": given.opinion.strip()}
    move(session, APPLICATION, person, (_ANSWERS[given.outcome], Party.SUPERIOR, superior), facts, **told)
    entry.is_open, entry.outcome, entry.opinion = False, given.outcome.value, given.opinion.strip()
    session.flush()


def _keep_summary(
    recommendation: Recommendation,
    employer: Employer,
    superior: SuperiorUnit,
    people: Sequence[TitleApplication],
) -> None:
    recommendation.summary = {
        "unit": employer.name,
        "credit_code": employer.credit_code,
        "year": recommendation.year,
        "superior": superior.name,
        "people": [
            {"name": one.name, "series": one.series, "speciality": one.speciality, "level": one.level} for one in people
        ],
    }
    recommendation.summary_hash = content_hash(recommendation.summary)
