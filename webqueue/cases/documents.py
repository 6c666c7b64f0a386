"""The documents of a submission, version by version, with their pages and what was read on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.documents import Document, Original, Page
from models.findings import DocumentReading, Slot
from models.reading_work import ReadingWork, WorkState
from models.submissions import Submission
from models.verifications import latest_reading


@dataclass(frozen=True)
class PageShown:
    """The picture of one page; width and height in pixels."""

    id: int
    number: int
    width: int
    height: int


@dataclass(frozen=True)
class DocumentShown:
    """One version of what stands in a slot."""

    id: int
    slot: Slot
    revision: int
    file_name: str
    uploaded_at: dt.datetime
    sha256: str
    size: int
    """Bytes of the original."""
    pages: tuple[PageShown, ...]
    reading: DocumentReading | None
    work: WorkState
    failure: str
    """Why it could not be read, in Chinese; empty where it could."""

    def page(self, number: int) -> PageShown | None:
        """The page of that number, if there is a picture of it."""
        return next((page for page in self.pages if page.number == number), None)


Versions = dict[Slot, tuple[DocumentShown, ...]]
"""The versions of each slot that has any, newest first."""


def document_versions(session: Session, submission: Submission) -> Versions:
    """All versions of all documents of the submission."""
    rows = session.scalars(
        select(Document).where(Document.submission_id == submission.id).order_by(Document.revision.desc())
    ).all()
    versions: Versions = {}
    for slot in Slot:
        documents = tuple(_shown(session, row) for row in rows if row.slot == slot.value)
        if documents:
            versions[slot] = documents
    return versions


def as_of(versions: Versions, revision: int) -> dict[Slot, DocumentShown]:
    """The documents that stood in their slots at that revision."""
    standing = {}
    for slot, documents in versions.items():
        document = next((document for document in documents if document.revision <= revision), None)
        if document is not None:
            standing[slot] = document
    return standing


def _shown(session: Session, document: Document) -> DocumentShown:
    reading = latest_reading(session, document.id)
    work = session.get(ReadingWork, document.id)
    return DocumentShown(
        id=document.id,
        slot=Slot(document.slot),
        revision=document.revision,
        file_name=document.file_name,
        uploaded_at=document.uploaded_at,
        sha256=document.sha256,
        size=session.get_one(Original, document.sha256).size,
        pages=_pages(session, document.id),
        reading=reading.value if reading else None,
        work=WorkState(work.state) if work else WorkState.DONE,
        failure=(work.failure_message or "") if work else "",
    )


def _pages(session: Session, document_id: int) -> tuple[PageShown, ...]:
    rows = session.scalars(select(Page).where(Page.document_id == document_id).order_by(Page.number))
    return tuple(PageShown(row.id, row.number, row.width, row.height) for row in rows)
