"""Title applications (职称申报) as they are stored: contents, attachments, and the employer's initial reviews."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, validates

from models.audit import content_hash
from models.base import Base, now
from models.life_cycles.application import ApplicationState
from models.privacy.columns import SealedText, id_hash


class TitleApplication(Base):
    """One person's application of one year for one series; the database takes no second one."""

    __tablename__ = "title_application"
    __table_args__ = (
        CheckConstraint(f"state in {tuple(state.value for state in ApplicationState)}", name="state_known"),
        CheckConstraint("revision >= 1", name="revision_counts_from_one"),
        CheckConstraint("year between 2000 and 2100", name="year_possible"),
        UniqueConstraint("employer_id", "year", "id_hash", "series"),
        Index(None, "employer_id", "state", "year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    state: Mapped[str] = mapped_column(String(20), default=ApplicationState.DRAFT.value)
    revision: Mapped[int] = mapped_column(default=1)
    """Counts each time it came before the initial review."""
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    access_hash: Mapped[str] = mapped_column(String(64), default="")
    """SHA-256 of the code by which the applicant comes to it; empty where nobody was given one."""
    name: Mapped[str] = mapped_column(String(64))
    id_number: Mapped[str] = mapped_column(SealedText)
    id_hash: Mapped[str] = mapped_column(String(64), index=True)
    mobile: Mapped[str] = mapped_column(SealedText)
    year: Mapped[int]
    series: Mapped[str] = mapped_column(String(64))
    """系列."""
    speciality: Mapped[str] = mapped_column(String(64))
    """专业."""
    level: Mapped[str] = mapped_column(String(32))
    """级别."""
    details: Mapped[str] = mapped_column(Text, default="")
    """Education and achievements (学历、业绩摘要)."""

    @validates("id_number")
    def _hash_with(self, _name: str, number: str) -> str:
        self.id_hash = id_hash(number)
        return number


class ApplicationAttachment(Base):
    """A file that came with a revision; an application's attachments are those of its newest revision and before."""

    __tablename__ = "application_attachment"
    __table_args__ = (
        UniqueConstraint("application_id", "kind", "sha256"),
        Index(None, "application_id", "removed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("title_application.id"))
    kind: Mapped[str] = mapped_column(String(64))
    """What it is, in the applicant's words: 学历证书, 业绩材料…"""
    sha256: Mapped[str] = mapped_column(ForeignKey("original.sha256"))
    file_name: Mapped[str] = mapped_column(String(255))
    uploaded_at: Mapped[dt.datetime] = mapped_column(default=now)
    removed_at: Mapped[dt.datetime | None]


class InitialReview(Base):
    """One initial review (所在单位初审) of one revision; a return and a rejection carry their reason."""

    __tablename__ = "initial_review"
    __table_args__ = (
        UniqueConstraint("application_id", "revision"),
        CheckConstraint("outcome in ('passed', 'returned', 'rejected')", name="outcome_known"),
        CheckConstraint("outcome = 'passed' or length(trim(opinion)) >= 5", name="reason_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("title_application.id"))
    revision: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(10))
    opinion: Mapped[str] = mapped_column(Text)
    saw_details: Mapped[bool]
    saw_attachments: Mapped[bool]
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reviewed_at: Mapped[dt.datetime] = mapped_column(default=now)


def attachments_of(session: Session, application_id: int) -> tuple[ApplicationAttachment, ...]:
    """The attachments that are not removed, oldest first."""
    return tuple(
        session.scalars(
            select(ApplicationAttachment)
            .where(ApplicationAttachment.application_id == application_id, ApplicationAttachment.removed_at.is_(None))
            .order_by(ApplicationAttachment.id)
        )
    )


def reviews_of(session: Session, application_id: int) -> tuple[InitialReview, ...]:
    """All initial reviews, newest first."""
    return tuple(
        session.scalars(
            select(InitialReview)
            .where(InitialReview.application_id == application_id)
            .order_by(InitialReview.revision.desc())
        )
    )


def publicised_content(session: Session, application: TitleApplication) -> str:
    """The SHA-256 of what is reviewed and publicised: any change of it asks for both anew.

    The identity number goes in by its keyed hash, so that nobody can find it out by trying numbers.
    """
    files = sorted((attachment.kind, attachment.sha256) for attachment in attachments_of(session, application.id))
    return content_hash(
        [
            application.name,
            application.id_hash,
            application.year,
            application.series,
            application.speciality,
            application.level,
            application.details,
            files,
        ]
    )
