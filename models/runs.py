"""Runs (批次) as the application itself records them: when each began and ended, what it did, and what went wrong.

The engine's own records tell more and are kept for a shorter time; nothing here depends on them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now
from models.errors import ZhengheError

LONGEST = dt.timedelta(days=3)
"""Longer than any run takes; whether a process on another machine is still there cannot be known from here."""


class RunLost(ZhengheError):
    """The process of a run ended without saying how."""

    code = "RUN_LOST"
    message_zh = "该批次的进程意外结束。未完成的部分将由下一批次继续；如反复出现，请检查内存和系统日志。"
    message_en = (
        "The run's process ended unexpectedly. The next run goes on with what is left; "
        "if it happens again, look at the memory and the system's log."
    )


class RunCancelled(ZhengheError):
    """Somebody cancelled a run, or asked its process to end."""

    code = "RUN_CANCELLED"
    message_zh = "该批次被取消，或其进程被要求结束。已读取的文件均已保存，请等待下一批次自动继续。"
    message_en = (
        "The run was cancelled, or its process was asked to end. What was read is kept; the next run goes on by itself."
    )


class Run(Base):
    """One run of a flow."""

    __tablename__ = "run"
    __table_args__ = (
        CheckConstraint("ended_at is not null or failure_code is null", name="fails_at_its_end"),
        CheckConstraint("(failure_code is null) = (failure_message is null)", name="failure_explained"),
        Index(None, "name", "begun_at"),
        Index(None, "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(32))
    worker: Mapped[str] = mapped_column(String(120))
    """The process that runs it, by the name under which it claims documents."""
    begun_at: Mapped[dt.datetime] = mapped_column(default=now)
    ended_at: Mapped[dt.datetime | None]
    counts: Mapped[dict[str, Any]]
    """What it did, in numbers by title."""
    failure_code: Mapped[str | None] = mapped_column(String(64))
    failure_message: Mapped[str | None] = mapped_column(Text)
    """Chinese, for the administrator; ends with the way out."""

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it goes on."""
        return (self.ended_at - self.begun_at).total_seconds() if self.ended_at else None


def begin_run(session: Session, name: str, worker: str) -> Run:
    """Record that a run begins."""
    run = Run(name=name, worker=worker, counts={})
    session.add(run)
    session.flush()
    return run


def end_run(
    session: Session, run_id: int, counts: Mapping[str, int | float], failure: ZhengheError | None = None
) -> None:
    """Record how it ended."""
    run = session.get_one(Run, run_id)
    run.ended_at, run.counts = now(), dict(counts)
    if failure is not None:
        run.failure_code, run.failure_message = failure.code, failure.chinese
    session.flush()


def end_lost_runs(session: Session, is_dead: Callable[[str], bool]) -> int:
    """Record the end of runs whose process is gone, or that began longer ago than any run takes; gives how many."""
    oldest = now() - LONGEST
    going_on = session.scalars(select(Run).where(Run.ended_at.is_(None)))
    lost = [run for run in going_on if is_dead(run.worker) or run.begun_at < oldest]
    for run in lost:
        end_run(session, run.id, run.counts, RunLost())
    return len(lost)


def newest_runs(session: Session, limit: int) -> tuple[Run, ...]:
    """The runs that began last, newest first."""
    return tuple(session.scalars(select(Run).order_by(Run.id.desc()).limit(limit)))


def last_run(session: Session, name: str, *, succeeded: bool = False) -> Run | None:
    """The newest run of that name; with `succeeded`, the newest that ended well."""
    query = select(Run).where(Run.name == name).order_by(Run.id.desc()).limit(1)
    if succeeded:
        query = query.where(Run.ended_at.is_not(None), Run.failure_code.is_(None))
    return session.scalars(query).first()


def failed_runs(session: Session, since: dt.datetime, limit: int, but: Sequence[str] = ()) -> tuple[Run, ...]:
    """The runs that failed since that moment, newest first; not those that failed with a code of `but`."""
    return tuple(
        session.scalars(
            select(Run)
            .where(Run.failure_code.is_not(None), Run.failure_code.not_in(but), Run.begun_at >= since)
            .order_by(Run.id.desc())
            .limit(limit)
        )
    )


def forget_runs(session: Session, before: dt.datetime) -> int:
    """Remove the records of runs that ended before that moment; gives how many."""
    old = tuple(session.scalars(select(Run.id).where(Run.ended_at < before)))
    if old:
        session.execute(delete(Run).where(Run.ended_at < before))
    return len(old)
