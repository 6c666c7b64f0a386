"""Loading what is the employer's own; everything else is not found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models.applications import ApplicationAttachment, TitleApplication
from models.employers import Employer, employer_of_account
from models.errors import PermissionDenied
from models.publicities import Objection, PublicityBatch, PublicityEntry
from models.recommendations import Recommendation
from models.steps.duties import Duties, duties_of
from webqueue import permissions
from webqueue.access import require
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.services import services

Row = TypeVar("Row", TitleApplication, PublicityBatch, Recommendation)


class EmployerNotOpened(PermissionDenied):
    """The operator's unit has no account yet: its registration was not approved so far."""

    code: ClassVar[str] = "EMPLOYER_NOT_OPENED"
    message_zh = "贵单位的账号尚未开通，注册申请审核通过后即可办理单位事项。请在“我的申请”中查看办理进度。"
    message_en = (
        "Your unit has no account yet; its matters open once its registration is approved. "
        "See how far that is under “My submissions”."
    )


def current_employer(session: Session) -> Employer:
    """The employer that the signed-in operator acts for.

    Raises EmployerNotOpened for an operator of a unit without account, PermissionDenied for everybody else.
    """
    require(permissions.may_act_for_employer(current_account()))
    employer = employer_of_account(session, current_account().id)
    if employer is None:
        raise EmployerNotOpened
    return employer


def current_duties(session: Session) -> Duties:
    """The signed-in operator, acting for the own employer."""
    employer = current_employer(session)
    return duties_of(session, current_actor(), employer.id, separate=services().settings.separate_duties)


def load_application(session: Session, application_id: int) -> TitleApplication:
    """An application to the own employer."""
    return _own(session, session.get(TitleApplication, application_id))


def load_applications(session: Session, numbers: Iterable[int]) -> list[TitleApplication]:
    """Applications to the own employer, in the order of their numbers."""
    return [load_application(session, number) for number in sorted(set(numbers))]


def load_attachment(session: Session, application_id: int, attachment_id: int) -> ApplicationAttachment:
    """An attachment of an application to the own employer."""
    load_application(session, application_id)
    attachment = session.get(ApplicationAttachment, attachment_id)
    if attachment is None or attachment.application_id != application_id or attachment.removed_at is not None:
        raise NotFound
    return attachment


def load_batch(session: Session, batch_id: int) -> PublicityBatch:
    """A publicity of the own employer."""
    return _own(session, session.get(PublicityBatch, batch_id))


def load_entry(session: Session, batch: PublicityBatch, entry_id: int) -> PublicityEntry:
    """Somebody in the batch."""
    entry = session.get(PublicityEntry, entry_id)
    if entry is None or entry.batch_id != batch.id:
        raise NotFound
    return entry


def load_objection(session: Session, batch: PublicityBatch, objection_id: int) -> Objection:
    """An objection to somebody in the batch."""
    objection = session.get(Objection, objection_id)
    if objection is None:
        raise NotFound
    load_entry(session, batch, objection.entry_id)
    return objection


def load_recommendation(session: Session, recommendation_id: int) -> Recommendation:
    """A recommendation of the own employer."""
    return _own(session, session.get(Recommendation, recommendation_id))


def _own(session: Session, row: Row | None) -> Row:
    # Asked first, so that somebody without an employer learns nothing about rows.
    employer = current_employer(session)
    if row is None or row.employer_id != employer.id:
        raise NotFound
    return row
