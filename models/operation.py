"""The system at work: whether it is paused (暂停), which processes serve it, and how much waits for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.attachment_readings import unread_attachments
from models.base import Base, now
from models.errors import DecisionError, ZhengheError
from models.reading_work import ReadingWork, WorkState
from models.settings import Settings
from models.space import is_full
from models.standing import Standing

LONGEST_REASON = 255
SEEN_WITHIN = dt.timedelta(minutes=2)
"""A process says every half minute that it is there."""


class WorkPaused(ZhengheError):
    """An administrator has paused the reading."""

    code = "WORK_PAUSED"
    message_zh = "系统已由管理员暂停，本次没有读取文件。恢复后，等待的文件会自动继续。"
    message_en = "An administrator has paused the system, so nothing was read. It goes on by itself once it is resumed."


class DiskFull(ZhengheError):
    """Too little space is left."""

    code = "DISK_FULL"
    message_zh = "存储空间不足，已停止收件和读取，已有内容不受影响。请清理磁盘或扩充空间，之后会自动继续。"
    message_en = (
        "Too little space is left, so nothing is taken in or read; what is there is safe. "
        "Free some or add some, and it goes on by itself."
    )


class PauseReasonMissing(DecisionError):
    """Nothing says why it is paused."""

    code = "PAUSE_REASON_MISSING"
    message_zh = "还没有填写暂停的原因。请填写后再暂停，以便其他人知道何时恢复。"
    message_en = "Nothing says why. Give the reason, so that others know when it can go on."


class Pause(Base):
    """That the system was paused or resumed; the newest entry holds."""

    __tablename__ = "pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    paused: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[dt.datetime] = mapped_column(default=now)


class ServingProcess(Base):
    """A process that takes work (工作进程), and when it was last there."""

    __tablename__ = "serving_process"

    worker: Mapped[str] = mapped_column(String(120), primary_key=True)
    readers: Mapped[int]
    """How many documents it reads at once."""
    since: Mapped[dt.datetime] = mapped_column(default=now)
    seen_at: Mapped[dt.datetime] = mapped_column(default=now)

    @property
    def host(self) -> str:
        """The machine that it runs on."""
        return self.worker.rsplit(":", 2)[0]


@dataclass(frozen=True)
class Backlog:
    """What waits."""

    waiting: int
    """Documents that nobody reads yet."""
    claimed: int
    """Documents that are being read."""
    failed: int
    """Documents that could not be read, and wait for a person with the reason."""
    attachments: int
    """Applicants' attachments that are not read yet."""
    reading_since: dt.datetime | None
    """Since when the oldest submission has waited to be read."""


def pause(session: Session, reason: str, account_id: int) -> None:
    """Have nothing be read from now on. Raises PauseReasonMissing."""
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise PauseReasonMissing
    session.add(Pause(paused=True, reason=reason, account_id=account_id))
    session.flush()


def resume(session: Session, account_id: int) -> None:
    """Let it go on."""
    session.add(Pause(paused=False, reason="", account_id=account_id))
    session.flush()


def pause_in_force(session: Session) -> Pause | None:
    """The pause that holds now; None where it works."""
    newest = session.scalars(select(Pause).order_by(Pause.id.desc()).limit(1)).first()
    return newest if newest is not None and newest.paused else None


def what_holds_back(session: Session, settings: Settings) -> ZhengheError | None:
    """Why nothing may be taken in or read at this moment; None where nothing stands in the way."""
    if pause_in_force(session) is not None:
        return WorkPaused()
    return DiskFull() if is_full(settings) else None


def sign_in_process(session: Session, worker: str, readers: int) -> None:
    """Note that the process is there, and since when."""
    known = session.get(ServingProcess, worker)
    if known is None:
        session.add(ServingProcess(worker=worker, readers=readers))
    else:
        known.readers, known.seen_at = readers, now()
    session.flush()


def processes_seen(session: Session, since: dt.datetime) -> Sequence[ServingProcess]:
    """The processes that were there after that moment."""
    return session.scalars(
        select(ServingProcess).where(ServingProcess.seen_at >= since).order_by(ServingProcess.worker)
    ).all()


def machines_seen(session: Session) -> frozenset[str]:
    """The machines on which a process takes work now."""
    return frozenset(process.host for process in processes_seen(session, now() - SEEN_WITHIN))


def forget_processes(session: Session, before: dt.datetime) -> None:
    """Remove the notes of those that were last there before that moment."""
    session.execute(delete(ServingProcess).where(ServingProcess.seen_at < before))


def backlog(session: Session) -> Backlog:
    """What waits now."""
    counts: dict[str, int] = dict(
        session.execute(select(ReadingWork.state, func.count()).group_by(ReadingWork.state)).tuples().all()
    )
    since = session.scalar(select(func.min(Standing.waiting_since)).where(Standing.state == "reading"))
    return Backlog(
        waiting=counts.get(WorkState.PENDING.value, 0),
        claimed=counts.get(WorkState.CLAIMED.value, 0),
        failed=counts.get(WorkState.FAILED.value, 0),
        attachments=len(unread_attachments(session)),
        reading_since=since,
    )
