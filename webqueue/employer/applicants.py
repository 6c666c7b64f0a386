"""Applicants (申报人): the list, one application with its attachments and history, entering and changing it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from types import MappingProxyType

from flask import flash, redirect, render_template, request, send_file, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.application_form import LABELS, LEVELS, TypedApplication, application_problems, typed_application
from models.applications import TitleApplication, attachments_of, reviews_of
from models.attachment_readings import readings_of
from models.database import reading, writing
from models.errors import DecisionError, DocumentError, StorageError
from models.histories import steps_of
from models.intake import keep_file
from models.life_cycles.application import APPLICATION, ApplicationState
from models.life_cycles.table import Party
from models.review_reasons import usual_reasons
from models.steps import applying
from webqueue import clock
from webqueue.employer.loading import current_employer, load_application, load_attachment
from webqueue.entrance.signed_in import current_actor
from webqueue.headers import FILE_POLICY
from webqueue.language.choosing import message_of
from webqueue.language.sentences import sentences
from webqueue.row_numbers import whole_number
from webqueue.services import services
from webqueue.submit.uploads import read_one

MOST_LISTED = 500
SEEN = "seen_attachments"
"""In the session: the attachments that were opened."""


def applicants() -> ResponseReturnValue:
    """The list (所在单位初审), by state and year."""
    state, year = request.args.get("state", ""), whole_number(request.args.get("year", ""))
    with reading(services().engine) as database:
        employer = current_employer(database)
        own = select(TitleApplication).where(TitleApplication.employer_id == employer.id)
        counts = dict(
            database.execute(
                select(TitleApplication.state, func.count())
                .where(TitleApplication.employer_id == employer.id)
                .group_by(TitleApplication.state)
            )
            .tuples()
            .all()
        )
        if state in set(ApplicationState):
            own = own.where(TitleApplication.state == state)
        if year is not None:
            own = own.where(TitleApplication.year == year)
        rows = database.scalars(own.order_by(TitleApplication.id.desc()).limit(MOST_LISTED)).all()
        return render_template(
            "employer/applicants.html",
            employer=employer,
            rows=rows,
            counts=counts,
            states=APPLICATION.states,
            chosen=state,
            year=year or "",
        )


def new_applicant() -> ResponseReturnValue:
    """The form for a new application."""
    with reading(services().engine) as database:
        current_employer(database)
    return _form(TypedApplication(year=str(clock.today().year)), {})


def enter() -> ResponseReturnValue:
    """Enter an application, and show the code for its applicant, this once."""
    typed = typed_application(request.form)
    problems = application_problems(typed, clock.today())
    try:
        with writing(services().engine) as database:
            employer = current_employer(database)
            if problems:
                return _form(typed, problems), 422
            application, code = applying.enter(database, employer, typed, current_actor())
    except DecisionError as error:
        return _form(typed, {"name": message_of(error)}), 409
    done = gettext(
        "%(name)s的申报已录入。申报编号%(number)s，查询码%(code)s（只显示这一次，请转告申报人）。",
        name=application.name,
        number=application.id,
        code=code,
    )
    flash(done)
    return redirect(url_for("employer.applicant", application_id=application.id))


def applicant(application_id: int) -> ResponseReturnValue:
    """One application: details, attachments, reviews, history, and what may be done now (查看详情)."""
    with reading(services().engine) as database:
        return application_page(database, load_application(database, application_id))


def edit(application_id: int) -> ResponseReturnValue:
    """Change a draft or a returned one."""
    typed = typed_application(request.form)
    problems = application_problems(typed, clock.today())
    try:
        with writing(services().engine) as database:
            application = load_application(database, application_id)
            if problems:
                told = sentences(problems.values())
                return application_page(database, application, told, typed=typed, problems=problems), 422
            applying.edit(database, application, typed, (Party.OPERATOR, current_actor()))
    except DecisionError as error:
        return _again(application_id, message_of(error)), 409
    flash(gettext("修改已保存。"))
    return redirect(url_for("employer.applicant", application_id=application_id))


def attach(application_id: int) -> ResponseReturnValue:
    """Add an attachment."""
    try:
        uploaded = read_one(request.files.get("file"), services().settings.largest_file_megabytes)
        kind = request.form.get("kind", "").strip()[:64] or "其他材料"
        file = keep_file(services().store, uploaded.content, uploaded.name)
        with writing(services().engine) as database:
            application = load_application(database, application_id)
            applying.attach(database, application, kind, file, (Party.OPERATOR, current_actor()))
    except (DecisionError, DocumentError, StorageError) as error:
        return _again(application_id, message_of(error)), 422
    flash(gettext("附件已上传。"))
    return redirect(url_for("employer.applicant", application_id=application_id))


def detach(application_id: int, attachment_id: int) -> ResponseReturnValue:
    """Take an attachment out."""
    try:
        with writing(services().engine) as database:
            application = load_application(database, application_id)
            attachment = load_attachment(database, application_id, attachment_id)
            applying.detach(database, application, attachment, (Party.OPERATOR, current_actor()))
    except DecisionError as error:
        return _again(application_id, message_of(error)), 409
    return redirect(url_for("employer.applicant", application_id=application_id))


def attachment(application_id: int, attachment_id: int) -> ResponseReturnValue:
    """An attachment as it came (查看附件), to be saved."""
    with reading(services().engine) as database:
        found = load_attachment(database, application_id, attachment_id)
    session[SEEN] = sorted({*session.get(SEEN, []), found.id})
    response = send_file(
        io.BytesIO(services().store.get(found.sha256)),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=found.file_name,
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def hand_in(application_id: int) -> ResponseReturnValue:
    """提交到所在单位, for an applicant who did it on paper."""
    try:
        with writing(services().engine) as database:
            application = load_application(database, application_id)
            applying.submit(database, application, (Party.OPERATOR, current_actor()))
    except DecisionError as error:
        return _again(application_id, message_of(error)), 409
    flash(gettext("已提交，等待初审。"))
    return redirect(url_for("employer.applicant", application_id=application_id))


def application_page(
    database: Session,
    application: TitleApplication,
    problem: str = "",
    opinion: str = "",
    typed: TypedApplication | None = None,
    problems: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The page of one application; with what went wrong, and the words that were typed."""
    files = attachments_of(database, application.id)
    return render_template(
        "employer/applicant.html",
        application=application,
        state_words=APPLICATION.states[ApplicationState(application.state)],
        attachments=files,
        readings=readings_of(database, (one.id for one in files)),
        unseen=[one for one in files if one.id not in session.get(SEEN, [])],
        reviews=reviews_of(database, application.id),
        steps=steps_of(database, "application", application.id),
        states={state.value: words for state, words in APPLICATION.states.items()},
        actions={action.value: words for action, words in APPLICATION.actions.items()},
        labels=LABELS,
        levels=LEVELS,
        usual_reasons=usual_reasons(),
        chosen_reasons=request.form.getlist("reason"),
        problem=problem,
        opinion=opinion,
        typed=typed,
        problems=problems,
    )


def _again(application_id: int, problem: str) -> str:
    with reading(services().engine) as database:
        return application_page(database, load_application(database, application_id), problem)


def _form(typed: TypedApplication, problems: dict[str, str]) -> str:
    return render_template("employer/new.html", typed=typed, problems=problems, labels=LABELS, levels=LEVELS)
