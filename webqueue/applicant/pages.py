"""The applicant's pages; each handler loads the application that this session opened, and acts."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import ClassVar, cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound, TooManyRequests

from models.application_form import LABELS, LEVELS, TypedApplication, application_problems, typed_application
from models.applications import ApplicationAttachment, TitleApplication, attachments_of, reviews_of
from models.attachment_readings import readings_of
from models.database import reading, writing
from models.employers import Employer
from models.errors import DecisionError, DocumentError, PermissionDenied, StorageError
from models.intake import keep_file
from models.life_cycles.application import APPLICATION, ApplicationState
from models.life_cycles.table import Party
from models.steps import applying
from models.steps.registering import access_hash
from webqueue import clock
from webqueue.entrance.throttle import Throttle
from webqueue.language.choosing import message_of
from webqueue.language.sentences import sentences
from webqueue.row_numbers import whole_number
from webqueue.services import services
from webqueue.submit.uploads import read_one

_KEY = "application"
_EXTENSION = "zhenghe_applicant"


class WrongCode(PermissionDenied):
    """No such number, or not its code: which of them is not told."""

    code: ClassVar[str] = "ACCESS_CODE_WRONG"
    message_zh = "申报编号或查询码不正确。请核对后重试，或向所在单位经办人查询。"
    message_en = "The number or its code is wrong. Try again, or ask your employer's operator."


class NothingOpen(PermissionDenied):
    """No application was opened in this session."""

    code: ClassVar[str] = "APPLICATION_NOT_OPEN"
    message_zh = "没有打开的申报，或页面已过期。请用申报编号和查询码重新进入。"
    message_en = "No application is open, or the page has expired. Come in again with its number and code."


def pages() -> Blueprint:
    """The blueprint of the applicant."""
    blueprint = Blueprint("applicant", __name__, url_prefix="/apply")
    blueprint.record(_install)
    blueprint.get("/")(start)
    blueprint.post("/open")(come_back)
    blueprint.get("/form")(show)
    blueprint.post("/form")(edit)
    blueprint.post("/attachments")(attach)
    blueprint.post("/attachments/<row:attachment_id>/removal")(detach)
    blueprint.post("/submission")(submit)
    blueprint.post("/leave")(leave)
    return blueprint


def start() -> ResponseReturnValue:
    """Ask for number and code."""
    return render_template("applicant/start.html", problem="", number="")


def come_back() -> ResponseReturnValue:
    """Open the application of that number, for whoever has its code."""
    throttle = cast(Throttle, current_app.extensions[_EXTENSION])
    key = request.remote_addr or ""
    if throttle.is_closed(key):
        raise TooManyRequests
    throttle.fail(key)
    number = whole_number(request.form.get("number", "").strip()) or 0
    with reading(services().engine) as database:
        application = database.get(TitleApplication, number)
    kept = application.access_hash if application else ""
    if application is None or not hmac.compare_digest(kept, access_hash(request.form.get("code", "").strip())):
        return render_template("applicant/start.html", problem=message_of(WrongCode()), number=number or ""), 401
    session[_KEY] = application.id
    return redirect(url_for("applicant.show"))


def leave() -> ResponseReturnValue:
    """Close it on this machine."""
    session.pop(_KEY, None)
    return redirect(url_for("applicant.start"))


def show() -> ResponseReturnValue:
    """The application, and what its employer said."""
    with reading(services().engine) as database:
        return _page(database, _load(database))


def edit() -> ResponseReturnValue:
    """Keep what was typed, where all of it is right."""
    typed = typed_application(request.form)
    problems = application_problems(typed, clock.today())

    def act(database: Session, application: TitleApplication) -> None:
        applying.edit(database, application, typed, (Party.APPLICANT, applying.applicant(application)))

    if problems:
        with reading(services().engine) as database:
            return _page(database, _load(database), sentences(problems.values()), typed, problems), 422
    return _step(act, gettext("修改已保存。"))


def attach() -> ResponseReturnValue:
    """Add an attachment."""

    def act(database: Session, application: TitleApplication) -> None:
        uploaded = read_one(request.files.get("file"), services().settings.largest_file_megabytes)
        kind = request.form.get("kind", "").strip()[:64] or "其他材料"
        file = keep_file(services().store, uploaded.content, uploaded.name)
        applying.attach(database, application, kind, file, (Party.APPLICANT, applying.applicant(application)))

    return _step(act, gettext("附件已上传。"))


def detach(attachment_id: int) -> ResponseReturnValue:
    """Take an attachment out."""

    def act(database: Session, application: TitleApplication) -> None:
        found = database.get(ApplicationAttachment, attachment_id)
        if found is None or found.application_id != application.id or found.removed_at is not None:
            raise NotFound
        applying.detach(database, application, found, (Party.APPLICANT, applying.applicant(application)))

    return _step(act, gettext("附件已移除。"))


def submit() -> ResponseReturnValue:
    """提交到所在单位."""

    def act(database: Session, application: TitleApplication) -> None:
        applying.submit(database, application, (Party.APPLICANT, applying.applicant(application)))

    return _step(act, gettext("已提交到所在单位，等待初审。"))


def _step(act: Callable[[Session, TitleApplication], None], done: str) -> ResponseReturnValue:
    try:
        with writing(services().engine) as database:
            act(database, _load(database))
    except (DecisionError, DocumentError, StorageError) as error:
        with reading(services().engine) as database:
            return _page(database, _load(database), message_of(error)), 409
    flash(done)
    return redirect(url_for("applicant.show"))


def _install(state: BlueprintSetupState) -> None:
    state.app.extensions[_EXTENSION] = Throttle()


def _load(database: Session) -> TitleApplication:
    number = session.get(_KEY)
    application = database.get(TitleApplication, number) if isinstance(number, int) else None
    if application is None:
        raise NothingOpen
    return application


def _page(
    database: Session,
    application: TitleApplication,
    problem: str = "",
    typed: TypedApplication | None = None,
    problems: Mapping[str, str] = MappingProxyType({}),
) -> str:
    files = attachments_of(database, application.id)
    return render_template(
        "applicant/show.html",
        application=application,
        employer=database.get_one(Employer, application.employer_id),
        state_words=APPLICATION.states[ApplicationState(application.state)],
        attachments=files,
        readings=readings_of(database, (one.id for one in files)),
        reviews=reviews_of(database, application.id),
        labels=LABELS,
        levels=LEVELS,
        problem=problem,
        typed=typed,
        problems=problems,
    )
