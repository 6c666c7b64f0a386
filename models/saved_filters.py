"""Saved filters (已存筛选): what a person often asks the queue for, under a name; a supervisor's can be for all.

They are conveniences of a person, not facts of a case: they are renamed and removed without a trace.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now
from models.errors import DecisionError

LONGEST_NAME = 20
MOST_SAVED = 12
"""Of one person: each is counted whenever the list is shown."""
MOST_SHARED = 12


class FilterName(DecisionError):
    """A filter without a name, or with too long a one."""

    code = "FILTER_NAME"
    message_zh = "筛选须有名称（不超过20字）。请填写后再保存。"
    message_en = "A filter needs a name of up to 20 characters. Write one and save again."


class FilterNameTaken(DecisionError):
    """Another filter of the same person has this name."""

    code = "FILTER_NAME_TAKEN"
    message_zh = "您已有同名的筛选。请换一个名称，或先删除原来的。"
    message_en = "You have a filter of this name already. Choose another name, or remove that one first."


class TooManyFilters(DecisionError):
    """More filters than the list can count at a glance."""

    code = "TOO_MANY_FILTERS"
    message_zh = "最多保存12个筛选，共享的也最多12个。请先删除不用的再保存。"
    message_en = "Twelve filters can be saved, and twelve shared. Remove one that you do not need, then save again."


class SavedFilter(Base):
    """One filter of one person."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("owner_id", "name"), Index(None, "is_shared"))

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    arguments: Mapped[dict[str, Any]]
    """As they stand in an address of the list."""
    is_shared: Mapped[bool] = mapped_column(default=False)
    """Whether everybody who sees the queue finds it in the list."""
    added_at: Mapped[dt.datetime] = mapped_column(default=now)


def filters_for(session: Session, account_id: int) -> tuple[SavedFilter, ...]:
    """The person's own filters and those that are for all, own ones first."""
    mine = SavedFilter.owner_id == account_id
    query = select(SavedFilter).where(or_(mine, SavedFilter.is_shared))
    return tuple(session.scalars(query.order_by(mine.desc(), SavedFilter.added_at, SavedFilter.id)))


def save_filter(
    session: Session, owner_id: int, name: str, arguments: Mapping[str, str], *, shared: bool = False
) -> SavedFilter:
    """Keep the filter under that name. Raises FilterName, FilterNameTaken or TooManyFilters."""
    mine, for_all = (
        session.scalar(select(func.count()).where(condition)) or 0
        for condition in (SavedFilter.owner_id == owner_id, SavedFilter.is_shared)
    )
    if mine >= MOST_SAVED or (shared and for_all >= MOST_SHARED):
        raise TooManyFilters
    saved = SavedFilter(owner_id=owner_id, name=_name(name), arguments=dict(arguments), is_shared=shared)
    session.add(saved)
    _keep(session)
    return saved


def rename_filter(session: Session, saved: SavedFilter, name: str) -> None:
    """Give the filter another name. Raises FilterName or FilterNameTaken."""
    saved.name = _name(name)
    _keep(session)


def remove_filter(session: Session, saved: SavedFilter) -> None:
    """Take the filter away."""
    session.delete(saved)
    session.flush()


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise FilterName
    return name


def _keep(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise FilterNameTaken from error
