"""What time does by itself: publicities end, and what waits for a person too long is said so (提醒)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.applications import TitleApplication
from models.audit import SYSTEM
from models.histories import LifeEvent
from models.life_cycles.application import APPLICATION, ApplicationFacts
from models.life_cycles.diagrams import AnyLifeCycle
from models.life_cycles.publicity import PUBLICITY, PublicityFacts
from models.life_cycles.recommendation import RECOMMENDATION, RecommendationFacts
from models.life_cycles.registration import REGISTRATION, RegistrationFacts
from models.life_cycles.table import Party
from models.publicities import PublicityBatch
from models.recommendations import Recommendation
from models.registrations import Registration
from models.steps.moving import move


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person."""

    subject: str
    subject_id: int


@dataclass(frozen=True)
class _Kind:
    life_cycle: AnyLifeCycle
    table: Any
    state: str
    facts: type[Any]


_KINDS = {
    kind.life_cycle.subject: kind
    for kind in (
        _Kind(REGISTRATION, Registration, "submitted", RegistrationFacts),
        _Kind(APPLICATION, TitleApplication, "pending", ApplicationFacts),
        _Kind(PUBLICITY, PublicityBatch, "expired", PublicityFacts),
        _Kind(RECOMMENDATION, Recommendation, "reported", RecommendationFacts),
    )
}


def overdue(session: Session, moment: dt.datetime, days: int) -> tuple[Waiting, ...]:
    """All that waits for a person and that nothing has happened to for `days` days; a reminder happens to it too."""
    return tuple(waiting for subject in _KINDS for waiting in _overdue(session, subject, moment, days))


def remind(session: Session, waiting: Waiting, moment: dt.datetime, days: int) -> None:
    """Put a reminder into its history. Raises NotOverdue where something happened to it meanwhile."""
    kind = _KINDS[waiting.subject]
    row = session.get_one(kind.table, waiting.subject_id)
    facts = kind.facts(overdue=waiting in _overdue(session, waiting.subject, moment, days))
    move(session, kind.life_cycle, row, ("remind", Party.SYSTEM, SYSTEM), facts, days=days)


def _overdue(session: Session, subject: str, moment: dt.datetime, days: int) -> tuple[Waiting, ...]:
    kind = _KINDS[subject]
    last = (
        select(LifeEvent.subject_id)
        .where(LifeEvent.subject == subject)
        .group_by(LifeEvent.subject_id)
        .having(func.max(LifeEvent.at) < moment - dt.timedelta(days=days))
    )
    rows = select(kind.table.id).where(kind.table.state == kind.state, kind.table.id.in_(last))
    return tuple(Waiting(subject, number) for number in session.scalars(rows.order_by(kind.table.id)))
