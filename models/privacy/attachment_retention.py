"""Applicants' attachments (申报人附件): they leave some time after their application came to its end."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from models.applications import ApplicationAttachment, TitleApplication
from models.base import now
from models.documents import Original
from models.histories import LifeEvent
from models.life_cycles.application import ApplicationState
from models.migrations.tables import all_tables
from models.privacy.clearing import Removed
from models.privacy.retention import is_named, remove_rows
from models.settings import Settings

ENDED = (
    ApplicationState.REJECTED,
    ApplicationState.PUBLICITY_FAILED,
    ApplicationState.UPPER_APPROVED,
    ApplicationState.UPPER_REJECTED,
)
"""States that nobody waits in."""
SUBJECT = "application"


def due_attachments(session: Session, settings: Settings) -> tuple[int, ...]:
    """The applications whose attachments have been kept for as long as the settings say."""
    long_ago = now() - dt.timedelta(days=settings.keep_attachments_days)
    mine = (LifeEvent.subject == SUBJECT, LifeEvent.subject_id == TitleApplication.id)
    last = select(func.max(LifeEvent.at)).where(*mine).scalar_subquery()
    has_some = exists().where(ApplicationAttachment.application_id == TitleApplication.id)
    return tuple(
        session.scalars(
            select(TitleApplication.id)
            .where(TitleApplication.state.in_([state.value for state in ENDED]), has_some, last < long_ago)
            .order_by(TitleApplication.id)
        )
    )


def remove_attachments(session: Session, application_id: int) -> Removed:
    """Remove all attachments of the application, those that were taken back before as well."""
    attachments = session.scalars(
        select(ApplicationAttachment).where(ApplicationAttachment.application_id == application_id)
    ).all()
    contents, gone = {one.sha256 for one in attachments}, Counter[str]()
    table = all_tables().tables[ApplicationAttachment.__tablename__]
    remove_rows(session, table, [one.id for one in attachments], gone)
    free = frozenset(sha256 for sha256 in contents if not is_named(session, sha256))
    originals = delete(Original).where(Original.sha256.in_(free))
    session.execute(originals.execution_options(synchronize_session=False))
    session.expire_all()
    return Removed(dict(gone), free)
