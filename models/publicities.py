"""Publicities (所在单位申报公示) as they are stored: batches, their people, and objections (异议)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now
from models.life_cycles.publicity import PublicityState

_IS_OPEN = text("is_open")


class PublicityBatch(Base):
    """One publicity of some applicants; once it is shown, its notice is kept as it was with its hash."""

    __tablename__ = "publicity_batch"
    __table_args__ = (
        CheckConstraint(f"state in {tuple(state.value for state in PublicityState)}", name="state_known"),
        CheckConstraint(
            "state in ('draft', 'cancelled') or (length(contact) > 0 and length(telephone) > 0"
            " and start_date is not null and workdays >= 1 and end_date >= start_date and notice_hash is not null)",
            name="complete_when_shown",
        ),
        CheckConstraint("(end_date_reason is null) = (end_date_by is null)", name="last_day_by_hand_has_a_reason"),
        Index(None, "employer_id", "state"),
        Index(None, "state", "end_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)
    """Names its public page."""
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    state: Mapped[str] = mapped_column(String(20), default=PublicityState.DRAFT.value)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    contact: Mapped[str] = mapped_column(String(64), default="")
    """单位联系人."""
    telephone: Mapped[str] = mapped_column(String(32), default="")
    """单位联系电话."""
    start_date: Mapped[dt.date | None]
    workdays: Mapped[int | None]
    end_date: Mapped[dt.date | None]
    """The last day (截止日期)."""
    end_date_reason: Mapped[str | None] = mapped_column(Text)
    """On what ground the last day was entered by hand."""
    end_date_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    notice: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What was shown (公示内容)."""
    notice_hash: Mapped[str | None] = mapped_column(String(64))


class PublicityEntry(Base):
    """One applicant in a batch; open until the result or the end of the batch, and in one open batch only."""

    __tablename__ = "publicity_entry"
    __table_args__ = (
        UniqueConstraint("batch_id", "application_id"),
        CheckConstraint("result in ('passed', 'failed')", name="result_known"),
        CheckConstraint("result is null or not is_open", name="closed_by_its_result"),
        CheckConstraint(
            "result is null or result = 'passed' or (length(trim(reason)) > 0 and length(trim(report)) > 0)",
            name="failure_explained",
        ),
        Index(
            "uq_publicity_entry_open",
            "application_id",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("publicity_batch.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("title_application.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    """Of what was reviewed, as it stood when the batch was shown."""
    is_open: Mapped[bool] = mapped_column(default=True)
    result: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    report: Mapped[str] = mapped_column(Text, default="")


class Objection(Base):
    """An objection to one applicant, and what became of it."""

    __tablename__ = "objection"
    __table_args__ = (
        CheckConstraint("outcome in ('dismissed', 'upheld')", name="outcome_known"),
        CheckConstraint(
            "(outcome is null and report is null and resolved_by is null and resolved_at is null) or"
            " (outcome is not null and length(trim(report)) > 0 and resolved_by is not null"
            " and resolved_at is not null)",
            name="resolved_with_a_report",
        ),
        CheckConstraint("length(trim(content)) > 0", name="content_given"),
        Index(None, "entry_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("publicity_entry.id"))
    objector: Mapped[str] = mapped_column(String(64))
    """异议人; seen by the unit and its superiors alone."""
    content: Mapped[str] = mapped_column(Text)
    received_on: Mapped[dt.date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[dt.datetime] = mapped_column(default=now)
    outcome: Mapped[str | None] = mapped_column(String(10))
    report: Mapped[str | None] = mapped_column(Text)
    """调查处理报告."""
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    resolved_at: Mapped[dt.datetime | None]


def entries_of(session: Session, batch_id: int) -> tuple[PublicityEntry, ...]:
    """The people of the batch, in the order in which they were chosen."""
    return tuple(
        session.scalars(select(PublicityEntry).where(PublicityEntry.batch_id == batch_id).order_by(PublicityEntry.id))
    )


def newest_entry(session: Session, application_id: int) -> PublicityEntry | None:
    """The application's newest place in a batch."""
    return session.scalars(
        select(PublicityEntry)
        .where(PublicityEntry.application_id == application_id)
        .order_by(PublicityEntry.id.desc())
        .limit(1)
    ).first()


def open_batches_of(session: Session, application_ids: Iterable[int]) -> dict[int, int]:
    """By application: the batch that it stands in and cannot be chosen out of, be it shown already or a draft."""
    entries = select(PublicityEntry.application_id, PublicityEntry.batch_id)
    chosen = PublicityEntry.application_id.in_(application_ids)
    return dict(session.execute(entries.where(chosen, PublicityEntry.is_open)).tuples().all())


def objections_to(session: Session, entry_id: int) -> tuple[Objection, ...]:
    """The objections to one applicant, oldest first."""
    return tuple(session.scalars(select(Objection).where(Objection.entry_id == entry_id).order_by(Objection.id)))


def count_open_objections(session: Session, *entries: int) -> int:
    """How many objections to these applicants are not resolved."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Objection)
            .where(Objection.entry_id.in_(entries), Objection.outcome.is_(None))
        )
        or 0
    )


def batch_of_token(session: Session, token: str) -> PublicityBatch | None:
    """The batch whose public page `token` names."""
    return session.scalars(select(PublicityBatch).where(PublicityBatch.token == token)).first()
