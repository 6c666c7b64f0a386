"""The registration's pages; each handler loads, which is permission here, and acts."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models.database import reading, writing
from models.errors import DecisionError, DocumentError, StorageError
from models.identity_words import ruling_words
from models.life_cycles.errors import IdentityRuleBroken
from models.registration_form import (
    BUSINESS_CATEGORIES,
    CATEGORIES,
    LABELS,
    REGISTRATION_TYPES,
    REVIEW_UNITS,
    area_names,
    field_problem,
    typed_registration,
)
from models.registrations import Registration
from models.steps import registering
from models.submissions import Submission
from webqueue.cases.advice import HOW_TO_MEND
from webqueue.headers import FILE_POLICY
from webqueue.language.choosing import message_of
from webqueue.language.sentences import translated
from webqueue.pictures.loading import page_of
from webqueue.registration import keys
from webqueue.registration.showing import field_rules, registration_page
from webqueue.registration.starting import read_anew
from webqueue.services import services
from webqueue.submit.replacing import keep
from webqueue.submit.uploads import read_uploads
from webqueue.words import RELATIONS

logger = logging.getLogger(__name__)
_KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"RIFF": "image/webp"}


def pages() -> Blueprint:
    """The blueprint of the registration."""
    blueprint = Blueprint("registration", __name__, url_prefix="/register")
    blueprint.record(keys.install)
    blueprint.get("/")(start)
    blueprint.post("/")(begin)
    blueprint.post("/open")(come_back)
    blueprint.get("/form")(form)
    blueprint.post("/form")(fill)
    blueprint.post("/fields/<name>")(check_field)
    blueprint.post("/documents")(upload)
    blueprint.get("/progress")(progress)
    blueprint.get("/pages/<row:page_id>")(page_picture)
    blueprint.post("/save")(save)
    blueprint.post("/submit")(submit)
    blueprint.post("/withdraw")(withdraw)
    blueprint.post("/again")(register_again)
    blueprint.post("/leave")(leave)
    return blueprint


def start() -> ResponseReturnValue:
    """注册新账号, or go on with one that was begun."""
    return render_template("registration/start.html", problem="", reference="")


def begin() -> ResponseReturnValue:
    """Begin a registration, and show its number and code, this once."""
    keys.slow_down("beginnings", request.remote_addr or "")
    with writing(services().engine) as database:
        registration, code = registering.begin_registration(database)
        keys.remember(registration)
        return render_template("registration/begun.html", registration=registration, code=code)


def come_back() -> ResponseReturnValue:
    """Open one by its number and code."""
    reference = request.form.get("reference", "")
    try:
        with reading(services().engine) as database:
            keys.remember(keys.find_by_code(database, reference, request.form.get("code", "")))
    except keys.WrongCode as error:
        return render_template("registration/start.html", problem=message_of(error), reference=reference), 401
    return redirect(url_for("registration.form"))


def leave() -> ResponseReturnValue:
    """Close it on this machine."""
    keys.forget()
    return redirect(url_for("registration.start"))


def form() -> ResponseReturnValue:
    """The page of the registration that is open."""
    with reading(services().engine) as database:
        return _page(database, keys.open_registration(database))


def fill() -> ResponseReturnValue:
    """Keep what was typed."""
    with writing(services().engine) as database:
        registration = keys.open_registration(database)
        rules = field_rules(services().settings, registration)
        typed = typed_registration(request.form)
        try:
            state = registering.fill_in(database, registration, typed, rules)
        except DecisionError as error:
            return _page(database, registration, message_of(error)), 409
    read_anew(registration)
    if state == "draft":
        return _again(gettext("部分内容需要更正，已暂存。请按标出的说明修改后再继续。")), 422
    flash(gettext("填写内容已保存。请在下方上传附件。"))
    return redirect(url_for("registration.form", _anchor="documents"))


def check_field(name: str) -> ResponseReturnValue:
    """What is wrong with one field, as it is left; a piece of the page."""
    if name not in LABELS:
        raise NotFound
    with reading(services().engine) as database:
        rules = field_rules(services().settings, keys.open_registration(database))
    problem = field_problem(name, typed_registration(request.form), rules)
    return render_template("registration/problem.html", name=name, problem=problem)


def upload() -> ResponseReturnValue:
    """Take documents, and have them read at once."""
    try:
        uploads = read_uploads(request.files, services().settings.largest_file_megabytes)
        files = keep(services().store, uploads)
        with writing(services().engine) as database:
            registration = keys.open_registration(database)
            registering.upload(database, registration, files)
    except (DocumentError, DecisionError, StorageError) as error:
        return _again(message_of(error)), 422
    read_anew(registration)
    flash(gettext("附件已上传，系统正在核验。"))
    return redirect(url_for("registration.form", _anchor="documents"))


def progress() -> ResponseReturnValue:
    """How far the reading is, and what was found; a piece of the page that asks for itself anew."""
    with reading(services().engine) as database:
        page = registration_page(database, keys.open_registration(database), services().settings)
        piece = render_template("registration/progress.html", page=page)
    return Response(piece, headers={"HX-Refresh": "true"} if page.is_read else {})


def page_picture(page_id: int) -> ResponseReturnValue:
    """The picture of a page of the registration's own documents."""
    with reading(services().engine) as database:
        registration = keys.open_registration(database)
        submission = database.get(Submission, registration.submission_id) if registration.submission_id else None
        if submission is None:
            raise NotFound
        content = services().store.get(page_of(database, submission, page_id).sha256)
    kind = next((kind for begins, kind in _KINDS.items() if content.startswith(begins)), None)
    if kind is None:
        raise NotFound
    return Response(content, mimetype=kind, headers={"Content-Security-Policy": FILE_POLICY})


def save() -> ResponseReturnValue:
    """保存."""
    try:
        with writing(services().engine) as database:
            registration = keys.open_registration(database)
            registering.save(database, registration)
    except DecisionError as error:
        return _again(message_of(error)), 409
    read_anew(registration)
    flash(gettext("保存成功。请查看核验结果，确认无误后点击“注册”。"))
    return redirect(url_for("registration.form", _anchor="submit"))


def submit() -> ResponseReturnValue:
    """注册."""
    password = request.form.get("password", "")
    try:
        with writing(services().engine) as database:
            registration = keys.open_registration(database)
            # Each try answers a question about the unit's account, so that tries are few, and all are logged.
            keys.slow_down("identities", registration.credit_code)
            registering.submit(database, registration, password, request.form.get("override", ""))
    except IdentityRuleBroken:
        return _again(_ruling(password)), 409
    except DecisionError as error:
        return _again(message_of(error)), 409
    flash(gettext("注册申请已提交，请等待所在统筹区人社部门审核。"))
    return redirect(url_for("registration.form"))


def withdraw() -> ResponseReturnValue:
    """撤回."""
    try:
        with writing(services().engine) as database:
            registering.withdraw(database, keys.open_registration(database))
    except DecisionError as error:
        return _again(message_of(error)), 409
    flash(gettext("申请已撤回，可以修改后重新保存、注册。"))
    return redirect(url_for("registration.form"))


def register_again() -> ResponseReturnValue:
    """重新注册 in the place of a rejected one."""
    with writing(services().engine) as database:
        earlier = keys.open_registration(database)
        if earlier.state != "rejected":
            problem = gettext("只有审核不通过的申请可以重新注册。请按当前状态继续办理。")
            return _page(database, earlier, problem), 409
        registration, code = registering.begin_registration(database, earlier)
        keys.remember(registration)
        return render_template("registration/begun.html", registration=registration, code=code)


def _ruling(password: str) -> str:
    with reading(services().engine) as database:
        registration = keys.open_registration(database)
        judgement = registering.identity_judgement(database, registration, password)
    logger.warning("registration %d: identity rule %s", registration.id, judgement.ruling)
    return translated(ruling_words(judgement))


def _again(problem: str) -> str:
    with reading(services().engine) as database:
        return _page(database, keys.open_registration(database), problem)


def _page(database: Session, registration: Registration, problem: str = "") -> str:
    return render_template(
        "registration/form.html",
        page=registration_page(database, registration, services().settings),
        problem=problem,
        labels=LABELS,
        choices={
            "registration_type": REGISTRATION_TYPES,
            "category": CATEGORIES,
            "business_category": BUSINESS_CATEGORIES,
            "review_unit": REVIEW_UNITS,
            "pooling_area": area_names(),
        },
        relations={relation.value: words for relation, words in RELATIONS.items()},
        how_to_mend=HOW_TO_MEND,
        megabytes=services().settings.largest_file_megabytes,
    )
