"""Reading applicants' attachments, as every other document is read; each is tried a bounded number of times."""

from __future__ import annotations

import structlog
from sqlalchemy.orm import Session

from flows.desk import open_desk
from flows.one_document import Desk
from flows.reading_outcomes import NotNow, Outcome, Read, TryFailed, Unusable
from flows.reading_process import Order
from flows.workplace import Workplace
from models.applications import ApplicationAttachment, TitleApplication
from models.attachment_readings import AttachmentReading, unread_attachments
from models.base import now
from models.database import reading, writing
from models.employers import Employer
from models.errors import StorageError
from models.findings import Verdict, to_json
from models.form import Form
from models.reading_work import MOST_TRIES
from ocr.checks.attachment import check

log = structlog.get_logger()


def read_attachments(workplace: Workplace) -> int:
    """Read all attachments that are unread; gives how many are settled now. Reading processes start only for some."""
    with reading(workplace.engine) as session:
        waiting = unread_attachments(session)
    if not waiting:
        return 0
    with open_desk(workplace) as desk:
        return sum(_read_one(desk, attachment_id) for attachment_id in waiting)


def _read_one(desk: Desk, attachment_id: int) -> bool:
    try:
        with reading(desk.workplace.engine) as session:
            order = _order(session, attachment_id)
        outcome = desk.pool.read(order)
        with writing(desk.workplace.engine) as session:
            return _write(session, attachment_id, outcome, desk.workplace.settings.attachment_note)
    except StorageError as error:
        log.error("attachment not kept", attachment=attachment_id, code=error.code)
        return False


def _order(session: Session, attachment_id: int) -> Order:
    """What the reading looks for: the employer's own seal."""
    attachment = session.get_one(ApplicationAttachment, attachment_id)
    application = session.get_one(TitleApplication, attachment.application_id)
    employer = session.get_one(Employer, application.employer_id)
    form = Form(credit_code=employer.credit_code, unit_name=employer.name, pooling_area=employer.pooling_area)
    return Order(attachment.sha256, form)


def _write(session: Session, attachment_id: int, outcome: Outcome, note: str) -> bool:
    row = session.get(AttachmentReading, attachment_id) or AttachmentReading(attachment_id=attachment_id, tries=0)
    if row.verdict is not None:
        return True
    match outcome:
        case Read(findings, _):
            verdict, row.reason, row.message = check(findings, note)
            row.verdict, row.findings = verdict.value, to_json(findings)
        case Unusable(code, message):
            row.verdict, row.reason, row.message = Verdict.FAIL.value, code, message
        case TryFailed(reason):
            row.tries += 1
            if row.tries >= MOST_TRIES:
                row.verdict, row.reason, row.message = Verdict.REVIEW.value, reason.code, reason().chinese
        case NotNow(code):
            log.info("cannot read at present", code=code)
    row.read_at = now() if row.verdict is not None else None
    session.add(row)
    session.flush()
    return row.verdict is not None
