"""Applicants (申报人) and their applications; each handler loads what is the employer's own, and acts."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.application_form import TypedApplication, application_problems, typed_application
from models.applications import TitleApplication
from models.database import reading
from models.intake import keep_file
from models.life_cycles.table import Party
from models.papers.applicants_table import read_table
from models.steps import applying
from models.steps.importing import import_rows
from webqueue import clock
from webqueue.api.changing import change
from webqueue.api.description import Section, documented, documented_change, reply
from webqueue.api.employer_answers import application_answer
from webqueue.api.errors import RequestInvalid
from webqueue.api.numbered import numbered_page
from webqueue.api.shapes.employers import (
    ApplicantAnswer,
    ApplicantQuery,
    ApplicantsAnswer,
    ApplicationAnswer,
    ApplicationBody,
    AttachmentUpload,
    EnteredAnswer,
    ImportAnswer,
    RowAnswer,
    TableUpload,
    applicant_answer,
)
from webqueue.employer.loading import current_employer, load_application, load_attachment
from webqueue.entrance.signed_in import current_actor
from webqueue.services import services
from webqueue.submit.uploads import read_one


def add_to(blueprint: Blueprint) -> None:
    """Give the API these addresses."""
    one = "/applicants/<row:application_id>"
    blueprint.get("/applicants")(list_applicants)
    blueprint.post("/applicants")(enter_applicant)
    blueprint.post("/applicants/import")(import_applicants)
    blueprint.get(one)(show_applicant)
    blueprint.post(one)(edit_applicant)
    blueprint.post(f"{one}/attachments")(attach_file)
    blueprint.post(f"{one}/attachments/<row:attachment_id>/removal")(remove_file)
    blueprint.post(f"{one}/submission")(hand_in_application)


@documented(Section.APPLICANTS, ApplicantsAnswer)
def list_applicants(query: ApplicantQuery) -> Response:
    """The employer's applicants, by state and year."""
    with reading(services().engine) as session:
        own = select(TitleApplication).where(TitleApplication.employer_id == current_employer(session).id)
        if query.state is not None:
            own = own.where(TitleApplication.state == query.state.value)
        if query.year is not None:
            own = own.where(TitleApplication.year == query.year)
        rows, following = numbered_page(session, own, TitleApplication.id, query)
    return reply(ApplicantsAnswer(items=[applicant_answer(row) for row in rows], next=following))


@documented_change(Section.APPLICANTS, EnteredAnswer, status=201)
def enter_applicant(json: ApplicationBody) -> Response:
    """Enter an application; the code for its applicant is shown this once."""

    def act(session: Session) -> EnteredAnswer:
        employer = current_employer(session)
        application, code = applying.enter(session, employer, _typed(json), current_actor())
        return EnteredAnswer(**dict(applicant_answer(application)), code=code)

    return change(act, 201)


@documented_change(Section.APPLICANTS, ImportAnswer)
def import_applicants(form: TableUpload) -> Response:
    """Enter what is right in an Excel table, and report every row."""
    with reading(services().engine) as session:
        current_employer(session)
    uploaded = read_one(form.file, services().settings.largest_file_megabytes)
    rows = read_table(uploaded.content, clock.today())

    def act(session: Session) -> ImportAnswer:
        reports = import_rows(session, current_employer(session), rows, current_actor())
        return ImportAnswer(rows=[RowAnswer.model_validate(report) for report in reports])

    return change(act)


@documented(Section.APPLICANTS, ApplicationAnswer)
def show_applicant(application_id: int) -> Response:
    """One application: details, attachments, reviews, history (查看详情)."""
    with reading(services().engine) as session:
        return reply(application_answer(session, load_application(session, application_id)))


@documented_change(Section.APPLICANTS, ApplicantAnswer)
def edit_applicant(application_id: int, json: ApplicationBody) -> Response:
    """Change a draft or a returned one; all fields each time."""

    def act(session: Session, application: TitleApplication) -> None:
        applying.edit(session, application, _typed(json), (Party.OPERATOR, current_actor()))

    return _step(application_id, act)


@documented_change(Section.APPLICANTS, ApplicantAnswer)
def attach_file(application_id: int, form: AttachmentUpload) -> Response:
    """Add an attachment."""
    with reading(services().engine) as session:
        load_application(session, application_id)
    uploaded = read_one(request.files.get("file"), services().settings.largest_file_megabytes)
    file = keep_file(services().store, uploaded.content, uploaded.name)
    kind = form.kind.strip()[:64] or "其他材料"

    def act(session: Session, application: TitleApplication) -> None:
        applying.attach(session, application, kind, file, (Party.OPERATOR, current_actor()))

    return _step(application_id, act)


@documented_change(Section.APPLICANTS, ApplicantAnswer)
def remove_file(application_id: int, attachment_id: int) -> Response:
    """Take an attachment out."""

    def act(session: Session, application: TitleApplication) -> None:
        attachment = load_attachment(session, application_id, attachment_id)
        applying.detach(session, application, attachment, (Party.OPERATOR, current_actor()))

    return _step(application_id, act)


@documented_change(Section.APPLICANTS, ApplicantAnswer)
def hand_in_application(application_id: int) -> Response:
    """提交到所在单位, for an applicant who did it on paper."""

    def act(session: Session, application: TitleApplication) -> None:
        applying.submit(session, application, (Party.OPERATOR, current_actor()))

    return _step(application_id, act)


def _step(application_id: int, act: Callable[[Session, TitleApplication], None]) -> Response:
    def acted(session: Session) -> ApplicantAnswer:
        application = load_application(session, application_id)
        act(session, application)
        return applicant_answer(application)

    return change(acted)


def _typed(body: ApplicationBody) -> TypedApplication:
    """What was typed, where nothing is wrong with it; raises RequestInvalid."""
    typed = typed_application(body.model_dump())
    problems = application_problems(typed, clock.today())
    if problems:
        raise RequestInvalid(problems)
    return typed
