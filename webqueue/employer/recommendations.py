"""Recommendations (单位推荐上报) in the pages: choose, check (核对), report, withdraw; the summary as Excel and PDF."""

from __future__ import annotations

import io

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models.applications import TitleApplication
from models.database import reading, writing
from models.errors import DecisionError
from models.histories import steps_of
from models.life_cycles.errors import NobodyChosen, SuperiorUnknown
from models.life_cycles.recommendation import RECOMMENDATION, RecommendationState
from models.papers.printing import summary
from models.papers.summary_table import summary_table
from models.recommendations import Recommendation, SuperiorUnit, open_superior_units, people_of
from models.steps import recommending
from webqueue import clock
from webqueue.employer.loading import current_duties, current_employer, load_applications, load_recommendation
from webqueue.employer.table_import import EXCEL
from webqueue.language.choosing import message_of
from webqueue.row_numbers import whole_number
from webqueue.services import services
from webqueue.words import OUTCOMES

MOST_LISTED = 200


def recommendations() -> ResponseReturnValue:
    """Who may be recommended in a year (查询), and what was reported."""
    with reading(services().engine) as database:
        return _list(database)


def check_recommendation() -> ResponseReturnValue:
    """核对 before 保存: who goes where."""
    with reading(services().engine) as database:
        people = load_applications(database, _chosen())
        superior = database.get(SuperiorUnit, whole_number(request.form.get("superior", "")) or 0)
        if not people or superior is None:
            problem = NobodyChosen if not people else SuperiorUnknown
            return _list(database, message_of(problem())), 409
        return render_template(
            "employer/check.html",
            employer=current_employer(database),
            people=people,
            superior=superior,
            year=_year(),
        )


def report() -> ResponseReturnValue:
    """保存: hand them to the superior unit."""
    try:
        with writing(services().engine) as database:
            superior = database.get(SuperiorUnit, whole_number(request.form.get("superior", "")) or 0)
            if superior is None:
                raise SuperiorUnknown
            done = recommending.report(
                database,
                current_employer(database),
                _year(),
                load_applications(database, _chosen()),
                superior,
                current_duties(database),
            )
    except DecisionError as error:
        with reading(services().engine) as database:
            return _list(database, message_of(error)), 409
    flash(gettext("推荐上报保存成功。"))
    return redirect(url_for("employer.recommendation", recommendation_id=done.id))


def recommendation(recommendation_id: int) -> ResponseReturnValue:
    """One recommendation, and what the superior unit answered."""
    with reading(services().engine) as database:
        return _page(database, load_recommendation(database, recommendation_id))


def withdraw(recommendation_id: int) -> ResponseReturnValue:
    """撤回, until it is received."""
    try:
        with writing(services().engine) as database:
            recommending.withdraw(database, load_recommendation(database, recommendation_id), current_duties(database))
    except DecisionError as error:
        with reading(services().engine) as database:
            return _page(database, load_recommendation(database, recommendation_id), message_of(error)), 409
    flash(gettext("已撤回，可以重新推荐上报。"))
    return redirect(url_for("employer.recommendation", recommendation_id=recommendation_id))


def summary_file(recommendation_id: int, kind: str) -> ResponseReturnValue:
    """The summary (推荐上报汇总表) as it was reported."""
    with reading(services().engine) as database:
        found = load_recommendation(database, recommendation_id)
    if found.summary is None or found.summary_hash is None:
        raise NotFound
    make, mimetype = {"xlsx": (summary_table, EXCEL), "pdf": (summary, "application/pdf")}[kind]
    content = io.BytesIO(make(found.summary, found.summary_hash))
    name = f"推荐上报汇总表-{found.year}-{found.id}.{kind}"
    return send_file(content, mimetype=mimetype, as_attachment=True, download_name=name)


def _list(database: Session, problem: str = "") -> str:
    employer, year = current_employer(database), _year()
    reported = database.scalars(
        select(Recommendation)
        .where(Recommendation.employer_id == employer.id)
        .order_by(Recommendation.id.desc())
        .limit(MOST_LISTED)
    ).all()
    return render_template(
        "employer/recommendations.html",
        year=year,
        people=recommending.recommendable(database, employer.id, year),
        superiors=open_superior_units(database),
        reported=[(one, database.get_one(SuperiorUnit, one.superior_id).name) for one in reported],
        states={state.value: words for state, words in RECOMMENDATION.states.items()},
        problem=problem,
    )


def _page(database: Session, found: Recommendation, problem: str = "") -> str:
    return render_template(
        "employer/recommendation.html",
        recommendation=found,
        superior=database.get_one(SuperiorUnit, found.superior_id).name,
        people=[
            (entry, database.get_one(TitleApplication, entry.application_id)) for entry in people_of(database, found.id)
        ],
        outcomes={outcome.value: words for outcome, words in OUTCOMES.items()},
        state_words=RECOMMENDATION.states[RecommendationState(found.state)],
        steps=steps_of(database, "recommendation", found.id),
        states={state.value: words for state, words in RECOMMENDATION.states.items()},
        actions={action.value: words for action, words in RECOMMENDATION.actions.items()},
        problem=problem,
    )


def _chosen() -> list[int]:
    return [number for text in request.form.getlist("application") if (number := whole_number(text)) is not None]


def _year() -> int:
    return whole_number(request.values.get("year", "")) or clock.today().year
