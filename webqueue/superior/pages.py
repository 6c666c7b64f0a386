"""Recommendations as the superior unit sees them; each handler loads, asks permission, and acts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models.applications import TitleApplication
from models.database import reading, writing
from models.employers import Employer
from models.errors import DecisionError
from models.life_cycles.recommendation import RECOMMENDATION, RecommendationState
from models.recommendations import Recommendation, SuperiorUnit, people_of
from models.review import Outcome
from models.steps import recommending
from models.steps.recommending import Answer
from webqueue import permissions
from webqueue.access import require
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.services import services
from webqueue.words import OUTCOMES

MOST_LISTED = 200
LONGEST_NAME = 255


def pages() -> Blueprint:
    """The blueprint of the superior unit."""
    blueprint = Blueprint("superior", __name__, url_prefix="/superior")
    blueprint.get("/")(received)
    blueprint.get("/<row:recommendation_id>")(show)
    blueprint.post("/<row:recommendation_id>/receipt")(receive)
    blueprint.post("/<row:recommendation_id>/answers")(answer)
    blueprint.get("/units")(units)
    blueprint.post("/units")(add_unit)
    blueprint.post("/units/<row:unit_id>")(open_or_close)
    return blueprint


def received() -> ResponseReturnValue:
    """All recommendations, those that wait first."""
    require(permissions.may_answer_recommendations(current_account()))
    with reading(services().engine) as database:
        rows = database.execute(
            select(Recommendation, Employer, SuperiorUnit)
            .join(Employer, Employer.id == Recommendation.employer_id)
            .join(SuperiorUnit, SuperiorUnit.id == Recommendation.superior_id)
            .where(Recommendation.state.in_(["reported", "received", "answered"]))
            .order_by(Recommendation.state == "answered", Recommendation.id)
            .limit(MOST_LISTED)
        ).all()
    areas = permissions.areas_of(current_account())
    seen = [row for row in rows if not areas or row.Employer.pooling_area in areas]
    states = {state.value: words for state, words in RECOMMENDATION.states.items()}
    return render_template("superior/list.html", rows=seen, states=states)


def show(recommendation_id: int) -> ResponseReturnValue:
    """One recommendation, to be answered person by person."""
    with reading(services().engine) as database:
        return _page(database, load_received(database, recommendation_id))


def receive(recommendation_id: int) -> ResponseReturnValue:
    """接收: it cannot be withdrawn any more."""
    try:
        with writing(services().engine) as database:
            recommending.receive(database, load_received(database, recommendation_id), current_actor())
    except DecisionError as error:
        return _again(recommendation_id, message_of(error)), 409
    return redirect(url_for("superior.show", recommendation_id=recommendation_id))


def answer(recommendation_id: int) -> ResponseReturnValue:
    """Keep the answers that were chosen."""
    try:
        with writing(services().engine) as database:
            recommendation = load_received(database, recommendation_id)
            answers = {
                entry.id: Answer(
                    Outcome(request.form[f"outcome-{entry.id}"]), request.form.get(f"opinion-{entry.id}", "")
                )
                for entry in people_of(database, recommendation.id)
                if request.form.get(f"outcome-{entry.id}") in set(Outcome)
            }
            recommending.answer(database, recommendation, answers, current_actor())
    except DecisionError as error:
        return _again(recommendation_id, message_of(error)), 409
    flash(gettext("审核结果已保存。"))
    return redirect(url_for("superior.show", recommendation_id=recommendation_id))


def units() -> ResponseReturnValue:
    """The list of superior units, to be kept by an administrator."""
    require(permissions.may_keep_superior_units(current_account()))
    with reading(services().engine) as database:
        return _units(database)


def add_unit() -> ResponseReturnValue:
    """Add a unit."""
    require(permissions.may_keep_superior_units(current_account()))
    name = request.form.get("name", "").strip()
    with writing(services().engine) as database:
        known = database.scalars(select(SuperiorUnit).where(SuperiorUnit.name == name)).first()
        if not name or len(name) > LONGEST_NAME or known is not None:
            return _units(database, gettext("请填写名单中还没有的单位全称。")), 422
        database.add(SuperiorUnit(name=name))
    flash(gettext("已添加。"))
    return redirect(url_for("superior.units"))


def open_or_close(unit_id: int) -> ResponseReturnValue:
    """Take a unit out of use, or back into it; what was reported to it stays."""
    require(permissions.may_keep_superior_units(current_account()))
    with writing(services().engine) as database:
        unit = database.get(SuperiorUnit, unit_id)
        if unit is None:
            raise NotFound
        unit.is_open = not unit.is_open
    return redirect(url_for("superior.units"))


def load_received(database: Session, recommendation_id: int) -> Recommendation:
    """A recommendation that was reported, from an employer of the reader's areas."""
    require(permissions.may_answer_recommendations(current_account()))
    found = database.get(Recommendation, recommendation_id)
    if found is None or found.state in ("draft", "withdrawn"):
        raise NotFound
    areas = permissions.areas_of(current_account())
    if areas and database.get_one(Employer, found.employer_id).pooling_area not in areas:
        raise NotFound
    return found


def _again(recommendation_id: int, problem: str) -> str:
    with reading(services().engine) as database:
        return _page(database, load_received(database, recommendation_id), problem)


def _page(database: Session, found: Recommendation, problem: str = "") -> str:
    return render_template(
        "superior/show.html",
        recommendation=found,
        employer=database.get_one(Employer, found.employer_id),
        superior=database.get_one(SuperiorUnit, found.superior_id),
        people=[
            (entry, database.get_one(TitleApplication, entry.application_id)) for entry in people_of(database, found.id)
        ],
        outcomes={outcome.value: words for outcome, words in OUTCOMES.items()},
        state_words=RECOMMENDATION.states[RecommendationState(found.state)],
        problem=problem,
    )


def _units(database: Session, problem: str = "") -> str:
    rows = database.scalars(select(SuperiorUnit).order_by(SuperiorUnit.id)).all()
    return render_template("superior/units.html", units=rows, problem=problem)
