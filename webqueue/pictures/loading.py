"""Finding a picture among a submission's own; a hash or a number of another submission finds nothing."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models.documents import Document, Page
from models.submissions import Submission
from models.verifications import Reading

Row = TypeVar("Row")


def page_of(session: Session, submission: Submission, page_id: int) -> Page:
    """The page of that submission; raises NotFound."""
    return _found(
        session.scalars(
            select(Page)
            .join(Document, Document.id == Page.document_id)
            .where(Page.id == page_id, Document.submission_id == submission.id)
        ).first()
    )


def document_of(session: Session, submission: Submission, document_id: int) -> Document:
    """The document of that submission; raises NotFound."""
    return _found(
        session.scalars(
            select(Document).where(Document.id == document_id, Document.submission_id == submission.id)
        ).first()
    )


def has_unrolled_seal(session: Session, submission: Submission, sha256: str) -> bool:
    """Whether a seal on one of the submission's documents was unrolled into the picture of that hash."""
    readings = session.scalars(
        select(Reading)
        .join(Document, Document.id == Reading.document_id)
        .where(Document.submission_id == submission.id)
    )
    return any(seal.unrolled == sha256 for reading in readings for seal in reading.value.seals)


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row
