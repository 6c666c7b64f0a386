"""Verifications (核验): what was read on a document, and what the checks concluded; both are only ever added to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, now
from models.findings import CheckResult, DocumentReading, Evidence, from_json, to_json
from models.privacy.columns import SealedJson
from models.privacy.masking import mask_personal


class Reading(Base):
    """What was read on one document, once."""

    __tablename__ = "reading"
    __table_args__ = (Index(None, "document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    read_at: Mapped[dt.datetime] = mapped_column(default=now)
    seconds: Mapped[float]
    findings: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    """models.findings.DocumentReading, with the engines and model hashes that read."""
    made_with: Mapped[str | None] = mapped_column(String(64))
    """A hash of the means: engines, models, code and limits; nothing where they were not noted."""

    @property
    def value(self) -> DocumentReading:
        """The findings as the value that they were."""
        return from_json(DocumentReading, self.findings)


class Verification(Base):
    """The checks of one revision of a submission, bound to what they looked at."""

    __tablename__ = "verification"
    __table_args__ = (
        UniqueConstraint("submission_id", "revision"),
        CheckConstraint("verdict in ('pass', 'review', 'fail')", name="verdict_known"),
        Index(None, "verdict"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    revision: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(12))
    verified_at: Mapped[dt.datetime] = mapped_column(default=now)
    seconds: Mapped[float]
    """Of reading and checking together."""
    rules: Mapped[str] = mapped_column(String(40))
    """The version of the checks' rules."""
    certificate_reading_id: Mapped[int | None] = mapped_column(ForeignKey("reading.id"))
    letter_reading_id: Mapped[int | None] = mapped_column(ForeignKey("reading.id"))
    checks: Mapped[list[Check]] = relationship(back_populates="verification", order_by="Check.id")


class Check(Base):
    """What one check concluded (核验结论) and on what evidence (依据)."""

    __tablename__ = "check_result"
    __table_args__ = (
        UniqueConstraint("verification_id", "check"),
        CheckConstraint("verdict in ('pass', 'review', 'fail', 'not_checked')", name="verdict_known"),
        CheckConstraint("confidence between 0 and 1", name="confidence_is_a_share"),
        Index(None, "check", "verdict"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    verification_id: Mapped[int] = mapped_column(ForeignKey("verification.id"))
    verification: Mapped[Verification] = relationship(back_populates="checks")
    check: Mapped[str] = mapped_column(String(40))
    verdict: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(64))
    message: Mapped[str] = mapped_column(Text)
    expected: Mapped[str | None] = mapped_column(Text)
    found: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[float]
    evidence: Mapped[list[Any]]

    @property
    def places(self) -> tuple[Evidence, ...]:
        """Where to look."""
        return tuple(from_json(Evidence, place) for place in self.evidence)


def check_row(result: CheckResult) -> Check:
    """The row that keeps `result`; personal numbers in its words are masked (脱敏)."""
    return Check(
        check=result.check.value,
        verdict=result.verdict.value,
        reason=result.reason,
        message=mask_personal(result.message),
        expected=result.expected and mask_personal(result.expected),
        found=result.found and mask_personal(result.found),
        confidence=result.confidence,
        evidence=[to_json(place) for place in result.evidence],
    )


def latest_reading(session: Session, document_id: int) -> Reading | None:
    """The newest reading of the document."""
    return latest_readings(session, [document_id]).get(document_id)


def latest_readings(session: Session, documents: Sequence[int]) -> dict[int, Reading]:
    """The newest reading of each of these documents that has one."""
    newest = select(func.max(Reading.id)).where(Reading.document_id.in_(documents)).group_by(Reading.document_id)
    return {row.document_id: row for row in session.scalars(select(Reading).where(Reading.id.in_(newest)))}


def verification_of(session: Session, submission_id: int, revision: int) -> Verification | None:
    """The verification of that revision, if it has been made."""
    return session.scalars(
        select(Verification).where(Verification.submission_id == submission_id, Verification.revision == revision)
    ).first()


def verifications_of(session: Session, submission_id: int) -> Sequence[Verification]:
    """All verifications of the submission, newest first."""
    return session.scalars(
        select(Verification).where(Verification.submission_id == submission_id).order_by(Verification.revision.desc())
    ).all()
