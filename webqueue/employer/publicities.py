"""Publicities (所在单位申报公示) in the pages: choose, publish, cancel, objections, results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.applications import TitleApplication
from models.database import reading, writing
from models.errors import DecisionError
from models.histories import steps_of
from models.life_cycles.application import APPLICATION
from models.life_cycles.publicity import PUBLICITY, PublicityState
from models.publicities import PublicityBatch, entries_of, objections_to, open_batches_of
from models.publicity_terms import LONGEST_USUAL, is_over, publicity_terms
from models.steps import objecting, publishing, resulting
from models.steps.objecting import ObjectionForm
from models.steps.publishing import PublicityForm, counted_last_day
from models.steps.resulting import PublicityResult
from webqueue import clock
from webqueue.employer.loading import (
    current_duties,
    current_employer,
    load_applications,
    load_batch,
    load_entry,
    load_objection,
)
from webqueue.language.choosing import message_of
from webqueue.row_numbers import whole_number
from webqueue.services import services

MOST_LISTED = 200


def publicities() -> ResponseReturnValue:
    """The batches, and who may be chosen for a new one."""
    with reading(services().engine) as database:
        return _list(database)


def new_publicity() -> ResponseReturnValue:
    """新增: a batch of the people who were ticked."""
    numbers = [number for text in request.form.getlist("application") if (number := whole_number(text)) is not None]
    try:
        with writing(services().engine) as database:
            people = load_applications(database, numbers)
            batch = publishing.draft_batch(database, current_employer(database), people, current_duties(database))
    except DecisionError as error:
        with reading(services().engine) as database:
            return _list(database, message_of(error)), 409
    return redirect(url_for("employer.publicity", batch_id=batch.id))


def publicity(batch_id: int) -> ResponseReturnValue:
    """One batch."""
    with reading(services().engine) as database:
        return _page(database, load_batch(database, batch_id))


def last_day_of(batch_id: int) -> ResponseReturnValue:
    """The last day as it would be counted; a piece of the page that follows what is typed."""
    with reading(services().engine) as database:
        load_batch(database, batch_id)
        terms = publicity_terms(database, services().settings)
    form = _publicity_form()
    return render_template(
        "employer/last_day.html",
        last_day=counted_last_day(form, terms),
        form=form,
        longest=LONGEST_USUAL,
        past=form.start_date is not None and form.start_date < clock.today(),
    )


def publish(batch_id: int) -> ResponseReturnValue:
    """保存: show it."""
    form = _publicity_form()

    def act(database: Session, batch: PublicityBatch) -> None:
        terms = publicity_terms(database, services().settings)
        publishing.publish(database, batch, form, terms, clock.today(), current_duties(database))

    return _step(batch_id, act, gettext("保存成功，公示已发布。"))


def cancel(batch_id: int) -> ResponseReturnValue:
    """取消公示."""

    def act(database: Session, batch: PublicityBatch) -> None:
        publishing.cancel(database, batch, request.form.get("reason", ""), current_duties(database))

    return _step(batch_id, act, gettext("公示已取消，名单中的申报人可以重新公示。"))


def record_objection(batch_id: int) -> ResponseReturnValue:
    """登记异议."""

    def act(database: Session, batch: PublicityBatch) -> None:
        entry = load_entry(database, batch, whole_number(request.form.get("entry", "")) or 0)
        form = ObjectionForm(
            request.form.get("objector", ""),
            request.form.get("content", ""),
            _date("received_on") or dt.date.max,
        )
        objecting.record_objection(database, entry, form, clock.today(), current_duties(database))

    return _step(batch_id, act, gettext("异议已登记，该申报人暂停办理。"))


def resolve_objection(batch_id: int, objection_id: int) -> ResponseReturnValue:
    """处理异议."""

    def act(database: Session, batch: PublicityBatch) -> None:
        objecting.resolve(
            database,
            load_objection(database, batch, objection_id),
            upheld=request.form.get("outcome") == "upheld",
            report=request.form.get("report", ""),
            today=clock.today(),
            by=current_duties(database),
        )

    return _step(batch_id, act, gettext("处理结果已保存。"))


def save_results(batch_id: int) -> ResponseReturnValue:
    """公示结果保存."""

    def act(database: Session, batch: PublicityBatch) -> None:
        results = {
            entry.id: PublicityResult(
                request.form[f"result-{entry.id}"] == "passed",
                request.form.get(f"reason-{entry.id}", ""),
                request.form.get(f"report-{entry.id}", ""),
            )
            for entry in entries_of(database, batch.id)
            if request.form.get(f"result-{entry.id}") in ("passed", "failed")
        }
        resulting.save_results(database, batch, results, clock.today(), current_duties(database))

    return _step(batch_id, act, gettext("保存成功。"))


def _step(batch_id: int, act: Callable[[Session, PublicityBatch], None], done: str) -> ResponseReturnValue:
    try:
        with writing(services().engine) as database:
            act(database, load_batch(database, batch_id))
    except DecisionError as error:
        with reading(services().engine) as database:
            return _page(database, load_batch(database, batch_id), message_of(error)), 409
    flash(done)
    return redirect(url_for("employer.publicity", batch_id=batch_id))


def _list(database: Session, problem: str = "") -> str:
    employer = current_employer(database)
    batches = database.scalars(
        select(PublicityBatch)
        .where(PublicityBatch.employer_id == employer.id)
        .order_by(PublicityBatch.id.desc())
        .limit(MOST_LISTED)
    ).all()
    ready = database.scalars(
        select(TitleApplication)
        .where(TitleApplication.employer_id == employer.id, TitleApplication.state == "passed")
        .order_by(TitleApplication.id)
    ).all()
    drafted = open_batches_of(database, (one.id for one in ready))
    states = {state.value: words for state, words in PUBLICITY.states.items()}
    return render_template(
        "employer/publicities.html", batches=batches, ready=ready, drafted=drafted, states=states, problem=problem
    )


def _page(database: Session, batch: PublicityBatch, problem: str = "") -> str:
    entries = entries_of(database, batch.id)
    people = [(entry, database.get_one(TitleApplication, entry.application_id)) for entry in entries]
    fewest = publicity_terms(database, services().settings).fewest(person.year for _, person in people)
    return render_template(
        "employer/publicity.html",
        batch=batch,
        people=people,
        objections={entry.id: objections_to(database, entry.id) for entry in entries},
        state_words=PUBLICITY.states[PublicityState(batch.state)],
        person_states={state.value: words for state, words in APPLICATION.states.items()},
        form=_publicity_form() if "contact" in request.form else _kept_form(batch, fewest),
        steps=steps_of(database, "publicity", batch.id),
        states={state.value: words for state, words in PUBLICITY.states.items()},
        actions={action.value: words for action, words in PUBLICITY.actions.items()},
        over=batch.end_date is not None and is_over(batch.end_date, clock.today()),
        begun=batch.start_date is not None and clock.today() >= batch.start_date,
        fewest=fewest,
        today=clock.today(),
        problem=problem,
    )


def _publicity_form() -> PublicityForm:
    values = request.values
    return PublicityForm(
        values.get("contact", "")[:64],
        values.get("telephone", "")[:32],
        _date("start_date"),
        whole_number(values.get("workdays", "")) or 0,
        _date("end_date"),
        values.get("end_date_reason", ""),
    )


def _kept_form(batch: PublicityBatch, fewest: int) -> PublicityForm:
    workdays = batch.workdays or fewest
    return PublicityForm(
        batch.contact, batch.telephone, batch.start_date, workdays, batch.end_date, batch.end_date_reason or ""
    )


def _date(name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return None
