"""Recommendations (单位推荐上报), as the employer makes them and as the superior unit answers them."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import reading
from models.employers import Employer
from models.life_cycles.errors import SuperiorUnknown
from models.recommendations import Recommendation, SuperiorUnit, open_superior_units, people_of
from models.steps import recommending
from models.steps.recommending import Answer
from webqueue import permissions
from webqueue.access import require
from webqueue.api.changing import change
from webqueue.api.description import Section, documented, documented_change, reply
from webqueue.api.employer_answers import recommendation_answer, recommendation_details
from webqueue.api.numbered import numbered_page
from webqueue.api.shapes.employers import (
    AnswersBody,
    NumberedList,
    RecommendationBody,
    RecommendationDetails,
    RecommendationsAnswer,
    UnitAnswer,
    UnitsAnswer,
)
from webqueue.employer.loading import current_duties, current_employer, load_applications, load_recommendation
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.services import services
from webqueue.superior.pages import load_received

_REPORTED = ("reported", "received", "answered")


def add_to(blueprint: Blueprint) -> None:
    """Give the API these addresses."""
    one, received = "/recommendations/<row:recommendation_id>", "/received/<row:recommendation_id>"
    blueprint.get("/superior-units")(list_superior_units)
    blueprint.get("/recommendations")(list_recommendations)
    blueprint.post("/recommendations")(report_recommendation)
    blueprint.get(one)(show_recommendation)
    blueprint.post(f"{one}/withdrawal")(withdraw_recommendation)
    blueprint.get("/received")(list_received)
    blueprint.get(received)(show_received)
    blueprint.post(f"{received}/receipt")(receive_recommendation)
    blueprint.post(f"{received}/answers")(answer_recommendation)


@documented(Section.RECOMMENDATION, UnitsAnswer)
def list_superior_units() -> Response:
    """The units that a recommendation may go to."""
    with reading(services().engine) as session:
        current_employer(session)
        units = open_superior_units(session)
    return reply(UnitsAnswer(items=[UnitAnswer.model_validate(unit) for unit in units]))


@documented(Section.RECOMMENDATION, RecommendationsAnswer)
def list_recommendations(query: NumberedList) -> Response:
    """The employer's recommendations."""
    with reading(services().engine) as session:
        own = select(Recommendation).where(Recommendation.employer_id == current_employer(session).id)
        rows, following = numbered_page(session, own, Recommendation.id, query)
        items = [recommendation_answer(session, row) for row in rows]
    return reply(RecommendationsAnswer(items=items, next=following))


@documented_change(Section.RECOMMENDATION, RecommendationDetails, status=201)
def report_recommendation(json: RecommendationBody) -> Response:
    """推荐上报, 保存: hand applicants of one year to the superior unit."""

    def act(session: Session) -> RecommendationDetails:
        people = load_applications(session, json.applications)
        superior = session.get(SuperiorUnit, json.superior)
        if superior is None:
            raise SuperiorUnknown
        employer, duties = current_employer(session), current_duties(session)
        done = recommending.report(session, employer, json.year, people, superior, duties)
        return recommendation_details(session, done)

    return change(act, 201)


@documented(Section.RECOMMENDATION, RecommendationDetails)
def show_recommendation(recommendation_id: int) -> Response:
    """One recommendation, and what the superior unit answered."""
    with reading(services().engine) as session:
        return reply(recommendation_details(session, load_recommendation(session, recommendation_id)))


@documented_change(Section.RECOMMENDATION, RecommendationDetails)
def withdraw_recommendation(recommendation_id: int) -> Response:
    """撤回, until it is received."""

    def act(session: Session) -> RecommendationDetails:
        found = load_recommendation(session, recommendation_id)
        recommending.withdraw(session, found, current_duties(session))
        return recommendation_details(session, found)

    return change(act)


@documented(Section.SUPERIOR, RecommendationsAnswer)
def list_received(query: NumberedList) -> Response:
    """The recommendations that were reported, from employers of the caller's areas."""
    require(permissions.may_answer_recommendations(current_account()))
    reported = select(Recommendation).where(Recommendation.state.in_(_REPORTED))
    areas = permissions.areas_of(current_account())
    if areas:
        reported = reported.join(Employer, Employer.id == Recommendation.employer_id).where(
            Employer.pooling_area.in_(areas)
        )
    with reading(services().engine) as session:
        rows, following = numbered_page(session, reported, Recommendation.id, query)
        items = [recommendation_answer(session, row) for row in rows]
    return reply(RecommendationsAnswer(items=items, next=following))


@documented(Section.SUPERIOR, RecommendationDetails)
def show_received(recommendation_id: int) -> Response:
    """One recommendation, to be answered person by person."""
    with reading(services().engine) as session:
        return reply(recommendation_details(session, load_received(session, recommendation_id)))


@documented_change(Section.SUPERIOR, RecommendationDetails)
def receive_recommendation(recommendation_id: int) -> Response:
    """接收: it cannot be withdrawn any more."""

    def act(session: Session) -> RecommendationDetails:
        found = load_received(session, recommendation_id)
        recommending.receive(session, found, current_actor())
        return recommendation_details(session, found)

    return change(act)


@documented_change(Section.SUPERIOR, RecommendationDetails)
def answer_recommendation(recommendation_id: int, json: AnswersBody) -> Response:
    """Keep the decisions on some of its people."""

    def act(session: Session) -> RecommendationDetails:
        found = load_received(session, recommendation_id)
        theirs = {entry.id for entry in people_of(session, found.id)}
        answers = {one.entry: Answer(one.outcome, one.opinion) for one in json.answers if one.entry in theirs}
        recommending.answer(session, found, answers, current_actor())
        return recommendation_details(session, found)

    return change(act)
