"""What could not be read, by its reason: each with the way out, for whoever looks after the system."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.documents import Document
from models.reading_work import ReadingWork, WorkState


@dataclass(frozen=True)
class Failure:
    """Documents that could not be read for the same reason."""

    code: str
    message: str
    """Chinese; ends with the way out."""
    documents: int


def failures_since(session: Session, moment: dt.datetime) -> tuple[Failure, ...]:
    """The reasons for which documents that came since `moment` could not be read, the most frequent first."""
    count = func.count()
    rows = session.execute(
        select(ReadingWork.failure_code, func.max(ReadingWork.failure_message), count)
        .join(Document, Document.id == ReadingWork.document_id)
        .where(ReadingWork.state == WorkState.FAILED.value, Document.uploaded_at >= moment)
        .group_by(ReadingWork.failure_code)
        .order_by(count.desc(), ReadingWork.failure_code)
    ).tuples()
    return tuple(Failure(code or "", message or "", number) for code, message, number in rows)
