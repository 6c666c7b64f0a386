"""Documents (附件): originals by their hash, the versions of each slot, and the pictures of their pages."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, now


class Original(Base):
    """A file as it came, kept in the store under its SHA-256."""

    __tablename__ = "original"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    """Bytes."""
    received_at: Mapped[dt.datetime] = mapped_column(default=now)


class Document(Base):
    """One version of what a submission holds in a slot; older versions stay."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("submission_id", "slot", "revision"),
        CheckConstraint("slot in ('certificate', 'letter')", name="slot_known"),
        CheckConstraint("revision >= 1", name="revision_counts_from_one"),
        Index(None, "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    slot: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int]
    """The submission's revision that brought this version."""
    sha256: Mapped[str] = mapped_column(ForeignKey("original.sha256"))
    file_name: Mapped[str] = mapped_column(String(255))
    """The name it came with, for people; never used as a path."""
    uploaded_at: Mapped[dt.datetime] = mapped_column(default=now)


class Page(Base):
    """The picture of one page of a document: what was read, and what reviewers see."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
