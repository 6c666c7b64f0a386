"""Registering an account (账号注册); each handler loads by number and code, which is permission here, and acts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import ClassVar

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from models.database import reading
from models.errors import DecisionError
from models.life_cycles.errors import IdentityRuleBroken
from models.registration_form import typed_registration
from models.registrations import Registration
from models.steps import registering
from webqueue.api.changing import change
from webqueue.api.description import Caller, Section, documented, documented_change, reply
from webqueue.api.shapes.registrations import (
    AttachmentsUpload,
    Begun,
    FilledIn,
    HandingIn,
    RegistrationAnswer,
    registration_answer,
)
from webqueue.registration import keys
from webqueue.registration.showing import field_rules, registration_page
from webqueue.registration.starting import read_anew
from webqueue.services import services
from webqueue.submit.replacing import keep
from webqueue.submit.uploads import read_uploads

logger = logging.getLogger(__name__)
ONE = "/registration"


class NotRejected(DecisionError):
    """Only a rejected one is registered again."""

    code: ClassVar[str] = "NOT_REJECTED"
    message_zh = "只有审核不通过的申请可以重新注册。请按当前状态继续办理。"
    message_en = "Only a rejected registration is made again. Go on with this one as it stands."


def add_to(blueprint: Blueprint) -> None:
    """Give the API these addresses."""
    blueprint.post("/registrations")(begin_registration)
    blueprint.get(ONE)(show_registration)
    blueprint.post(f"{ONE}/form")(fill_registration)
    blueprint.post(f"{ONE}/documents")(upload_documents)
    blueprint.post(f"{ONE}/save")(save_registration)
    blueprint.post(f"{ONE}/submission")(submit_registration)
    blueprint.post(f"{ONE}/withdrawal")(withdraw_registration)
    blueprint.post(f"{ONE}/again")(register_again)


@documented_change(Section.REGISTRATION, Begun, status=201, caller=Caller.NOBODY)
def begin_registration() -> Response:
    """Begin a registration (注册新账号); its number and code open it from then on."""
    keys.slow_down("beginnings", request.remote_addr or "")
    return change(lambda session: _begun(*registering.begin_registration(session)), 201)


@documented(Section.REGISTRATION, RegistrationAnswer, caller=Caller.REGISTRANT)
def show_registration() -> Response:
    """Where it stands, what is wrong with what was typed, and what was found on the documents."""
    with reading(services().engine) as session:
        return reply(_answer(session, _load(session)))


@documented_change(Section.REGISTRATION, RegistrationAnswer, caller=Caller.REGISTRANT)
def fill_registration(json: FilledIn) -> Response:
    """Keep what was typed, faulty fields too; `problems` tells what is wrong with them."""

    def act(session: Session, registration: Registration) -> None:
        typed = typed_registration(json.model_dump(mode="json"))
        registering.fill_in(session, registration, typed, field_rules(services().settings, registration))

    return _step(act, reads=True)


@documented_change(Section.REGISTRATION, RegistrationAnswer, caller=Caller.REGISTRANT)
def upload_documents(form: AttachmentsUpload) -> Response:  # noqa: ARG001 - the files themselves are read within the limit
    """Put documents into their slots, once all fields are right; they are read at once."""
    with reading(services().engine) as session:
        _load(session)
    files = keep(services().store, read_uploads(request.files, services().settings.largest_file_megabytes))

    def act(session: Session, registration: Registration) -> None:
        registering.upload(session, registration, files)

    return _step(act, reads=True)


@documented_change(Section.REGISTRATION, RegistrationAnswer, caller=Caller.REGISTRANT)
def save_registration() -> Response:
    """保存: both documents are there; it is not handed in by that."""
    return _step(registering.save, reads=True)


@documented_change(Section.REGISTRATION, RegistrationAnswer, caller=Caller.REGISTRANT)
def submit_registration(json: HandingIn) -> Response:
    """注册: hand it in, and freeze it."""

    def act(session: Session, registration: Registration) -> None:
        # Each try answers a question about the unit's account, so that tries are few, and all are logged.
        keys.slow_down("identities", registration.credit_code)
        try:
            registering.submit(session, registration, json.password, json.override)
        except IdentityRuleBroken:
            logger.warning("registration %d: identity rule", registration.id)
            raise

    return _step(act, reads=False)


@documented_change(Section.REGISTRATION, RegistrationAnswer, caller=Caller.REGISTRANT)
def withdraw_registration() -> Response:
    """撤回, until it is decided on."""
    return _step(registering.withdraw, reads=False)


@documented_change(Section.REGISTRATION, Begun, status=201, caller=Caller.REGISTRANT)
def register_again() -> Response:
    """重新注册 in the place of a rejected one, with what was typed there."""

    def act(session: Session) -> Begun:
        earlier = _load(session)
        if earlier.state != "rejected":
            raise NotRejected
        return _begun(*registering.begin_registration(session, earlier))

    return change(act, 201)


def _step(act: Callable[[Session, Registration], object], *, reads: bool) -> Response:
    opened: list[Registration] = []

    def acted(session: Session) -> RegistrationAnswer:
        registration = _load(session)
        act(session, registration)
        opened.append(registration)
        return _answer(session, registration)

    return change(acted, afterwards=lambda _: read_anew(opened[0]) if reads else None)


def _load(session: Session) -> Registration:
    """The registration whose number and code the program shows. Raises WrongCode and TooManyRequests."""
    shown = request.authorization
    if shown is None or shown.type != "basic":
        raise keys.WrongCode
    return keys.find_by_shown_code(session, shown.username or "", shown.password or "")


def _answer(session: Session, registration: Registration) -> RegistrationAnswer:
    return registration_answer(registration_page(session, registration, services().settings))


def _begun(registration: Registration, code: str) -> Begun:
    return Begun(reference=registration.reference, code=code, state="draft")
