"""What was read already on the very same document: the same file, held against the same form, by the same means."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.documents import Document
from models.submissions import FormVersion
from models.verifications import Reading


def earlier_reading(session: Session, document: Document, made_with: str) -> Reading | None:
    """The newest reading of the document's file in its submission, since the form was last changed, made alike."""
    form_versions = select(func.max(FormVersion.revision)).where(FormVersion.submission_id == document.submission_id)
    same_form_since = func.coalesce(form_versions.scalar_subquery(), 1)
    return session.scalars(
        select(Reading)
        .join(Document, Document.id == Reading.document_id)
        .where(
            Document.submission_id == document.submission_id,
            Document.sha256 == document.sha256,
            Document.revision >= same_form_since,
            Reading.made_with == made_with,
        )
        .order_by(Reading.id.desc())
        .limit(1)
    ).first()
