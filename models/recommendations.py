"""Recommendations (单位推荐上报) as they are stored, and the superior units (上级单位) that they go to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now
from models.life_cycles.recommendation import RecommendationState

_IS_OPEN = text("is_open")


class SuperiorUnit(Base):
    """A unit that recommendations may go to; one that is not used any more stays, closed."""

    __tablename__ = "superior_unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255), unique=True)
    is_open: Mapped[bool] = mapped_column(default=True)


class Recommendation(Base):
    """A list of one year's applicants, handed to one superior unit; kept with its hash once it was reported."""

    __tablename__ = "recommendation"
    __table_args__ = (
        CheckConstraint(f"state in {tuple(state.value for state in RecommendationState)}", name="state_known"),
        CheckConstraint("state = 'draft' or summary_hash is not null", name="frozen_when_reported"),
        Index(None, "employer_id", "year"),
        Index(None, "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    year: Mapped[int]
    superior_id: Mapped[int] = mapped_column(ForeignKey("superior_unit.id"))
    state: Mapped[str] = mapped_column(String(20), default=RecommendationState.DRAFT.value)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What was reported (推荐上报汇总)."""
    summary_hash: Mapped[str | None] = mapped_column(String(64))


class RecommendationEntry(Base):
    """One applicant in a recommendation; open until the answer or the withdrawal, and in one open one only."""

    __tablename__ = "recommendation_entry"
    __table_args__ = (
        UniqueConstraint("recommendation_id", "application_id"),
        CheckConstraint("outcome in ('approved', 'returned', 'rejected')", name="outcome_known"),
        CheckConstraint("outcome is null or not is_open", name="closed_by_its_answer"),
        CheckConstraint("outcome is null or outcome = 'approved' or length(trim(opinion)) >= 5", name="reason_given"),
        Index(
            "uq_recommendation_entry_open",
            "application_id",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("title_application.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    is_open: Mapped[bool] = mapped_column(default=True)
    outcome: Mapped[str | None] = mapped_column(String(10))
    opinion: Mapped[str] = mapped_column(Text, default="")


def people_of(session: Session, recommendation_id: int) -> tuple[RecommendationEntry, ...]:
    """The people of the recommendation, in the order in which they were chosen."""
    return tuple(
        session.scalars(
            select(RecommendationEntry)
            .where(RecommendationEntry.recommendation_id == recommendation_id)
            .order_by(RecommendationEntry.id)
        )
    )


def open_superior_units(session: Session) -> tuple[SuperiorUnit, ...]:
    """The units that may be chosen."""
    return tuple(session.scalars(select(SuperiorUnit).where(SuperiorUnit.is_open).order_by(SuperiorUnit.id)))
