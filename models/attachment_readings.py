"""What was read on applicants' attachments (附件): type and seals, and the employer's note where it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.applications import ApplicationAttachment
from models.base import Base
from models.findings import DocumentReading, from_json
from models.privacy.columns import SealedJson
from models.reading_work import MOST_TRIES


class AttachmentReading(Base):
    """The reading of one attachment: tried so often, and settled once it has a verdict."""

    __tablename__ = "attachment_reading"
    __table_args__ = (
        CheckConstraint("tries >= 0", name="tries_counted"),
        CheckConstraint("verdict in ('pass', 'review', 'fail')", name="verdict_known"),
        CheckConstraint("(verdict is null) = (read_at is null)", name="settled_at_a_moment"),
    )

    attachment_id: Mapped[int] = mapped_column(ForeignKey("application_attachment.id"), primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    verdict: Mapped[str | None] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(64), default="")
    message: Mapped[str] = mapped_column(Text, default="")
    """Chinese, for applicant and operator; ends with what to do."""
    findings: Mapped[dict[str, Any] | None] = mapped_column(SealedJson)
    read_at: Mapped[dt.datetime | None]

    @property
    def value(self) -> DocumentReading | None:
        """The findings as the value that they were; None where nothing could be read."""
        return from_json(DocumentReading, self.findings) if self.findings else None


def unread_attachments(session: Session) -> tuple[int, ...]:
    """The ids of the attachments that are to be read, oldest first."""
    return tuple(
        session.scalars(
            select(ApplicationAttachment.id)
            .outerjoin(AttachmentReading, AttachmentReading.attachment_id == ApplicationAttachment.id)
            .where(
                ApplicationAttachment.removed_at.is_(None),
                AttachmentReading.verdict.is_(None),
                or_(AttachmentReading.attachment_id.is_(None), AttachmentReading.tries < MOST_TRIES),
            )
            .order_by(ApplicationAttachment.id)
        )
    )


def readings_of(session: Session, attachments: Iterable[int]) -> dict[int, AttachmentReading]:
    """The settled readings of these attachments, by attachment."""
    rows = session.scalars(
        select(AttachmentReading).where(
            AttachmentReading.attachment_id.in_(list(attachments)), AttachmentReading.verdict.is_not(None)
        )
    )
    return {row.attachment_id: row for row in rows}
