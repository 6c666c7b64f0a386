"""Applying (职称申报): enter, change, attach, submit to the employer; by the applicant or by an operator."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.application_form import TypedApplication
from models.applications import ApplicationAttachment, TitleApplication, attachments_of, publicised_content
from models.audit import Actor
from models.base import now
from models.documents import Original
from models.employers import Employer
from models.errors import DecisionError
from models.intake import StoredFile
from models.life_cycles.application import APPLICATION, ApplicationFacts
from models.life_cycles.table import Party
from models.local_day import local_day
from models.steps.moving import begin, move
from models.steps.registering import access_hash
from models.year_rules import closing_day


class ApplicationExists(DecisionError):
    """The person has an application of that year and series."""

    code = "APPLICATION_EXISTS"
    message_zh = "该申报人本年度已有同一系列的申报。请在原申报上修改；审核不通过的，本年度不能再次申报。"
    message_en = "This person has an application of that year and series. Change that one instead."


class AttachmentExists(DecisionError):
    """The same file is attached under the same name already."""

    code = "ATTACHMENT_EXISTS"
    message_zh = "该附件已经上传过。请选择其他文件。"
    message_en = "This file is attached already. Choose another one."


def applicant(application: TitleApplication) -> Actor:
    """The applicant (申报人), who signs in nowhere, as history names them."""
    return Actor(name=f"applicant-{application.id}", role=Party.APPLICANT.value)


def enter(session: Session, employer: Employer, typed: TypedApplication, actor: Actor) -> tuple[TitleApplication, str]:
    """A new application and the code that leads the applicant to it, which is shown this once.

    Raises ApplicationExists for a second one of that person, year and series.
    """
    code = secrets.token_urlsafe(9)
    application = TitleApplication(employer_id=employer.id, access_hash=access_hash(code), **_columns(typed))
    try:
        with session.begin_nested():
            begin(session, APPLICATION, application, actor, year=application.year)
    except IntegrityError as error:
        raise ApplicationExists from error
    return application, code


def edit(session: Session, application: TitleApplication, typed: TypedApplication, by: tuple[Party, Actor]) -> None:
    """Change what is a draft or returned. Raises Frozen otherwise, RejectedFinal where it was rejected."""
    columns = _columns(typed)
    changed = sorted(name for name, value in columns.items() if getattr(application, name) != value)
    move(session, APPLICATION, application, ("edit", *by), ApplicationFacts(), changed=changed)
    try:
        with session.begin_nested():
            for name, value in columns.items():
                setattr(application, name, value)
            session.flush()
    except IntegrityError as error:
        raise ApplicationExists from error


def attach(
    session: Session, application: TitleApplication, kind: str, file: StoredFile, by: tuple[Party, Actor]
) -> ApplicationAttachment:
    """Add a file. Raises Frozen once it is submitted, AttachmentExists for the same file again."""
    move(session, APPLICATION, application, ("edit", *by), ApplicationFacts(), attached=file.sha256)
    if session.get(Original, file.sha256) is None:
        session.add(Original(sha256=file.sha256, size=file.size))
        session.flush()
    known = session.scalars(
        select(ApplicationAttachment).where(
            ApplicationAttachment.application_id == application.id,
            ApplicationAttachment.kind == kind,
            ApplicationAttachment.sha256 == file.sha256,
        )
    ).first()
    if known is not None and known.removed_at is None:
        raise AttachmentExists
    attachment = known or ApplicationAttachment(
        application_id=application.id, kind=kind, sha256=file.sha256, file_name=file.name
    )
    attachment.removed_at = None
    session.add(attachment)
    session.flush()
    return attachment


def detach(
    session: Session, application: TitleApplication, attachment: ApplicationAttachment, by: tuple[Party, Actor]
) -> None:
    """Take a file out; it stays in the store and in history. Raises Frozen once it is submitted."""
    move(session, APPLICATION, application, ("edit", *by), ApplicationFacts(), detached=attachment.sha256)
    attachment.removed_at = now()
    session.flush()


def submit(session: Session, application: TitleApplication, by: tuple[Party, Actor]) -> None:
    """提交到所在单位. A second time counts as a new revision.

    Raises RejectedFinal where it was rejected, ApplicationsClosed after the closing day of its year.
    """
    again = application.state == "returned"
    closes_on = closing_day(session, application.year)
    facts = ApplicationFacts(closed=closes_on is not None and local_day(now()) > closes_on)
    move(
        session,
        APPLICATION,
        application,
        ("submit", *by),
        facts,
        content=publicised_content(session, application),
        attachments=len(attachments_of(session, application.id)),
    )
    if again:
        application.revision += 1
        session.flush()


def _columns(typed: TypedApplication) -> dict[str, str | int]:
    return {
        "name": typed.name,
        "id_number": typed.id_number,
        "mobile": typed.mobile,
        "year": int(typed.year),
        "series": typed.series,
        "speciality": typed.speciality,
        "level": typed.level,
        "details": typed.details,
    }
