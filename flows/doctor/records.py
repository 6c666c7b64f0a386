"""The rows agree with each other: chains, claims, standings, decisions, and the keys that open what is sealed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import Session

from flows.checking import unverified, verify_settled
from flows.claims import is_dead, release_dead_claims
from flows.doctor.ailments import Ailment, ailing
from flows.workplace import Workplace
from models.audit import Event, broken_links
from models.base import now
from models.database import reading, writing
from models.documents import Document
from models.histories import broken_steps
from models.privacy.rotation import unreadable
from models.reading_work import ReadingWork, WorkState
from models.review import Decision, state_of
from models.standing import Standing, restate
from models.submissions import Submission

FORGOTTEN_AFTER = dt.timedelta(hours=1)
"""After the end of its lease; runs take such documents up by themselves, if there are runs."""

RECORD_CHANGED = Ailment(
    "RECORD_CHANGED",
    "审计或办理记录被改动，请保留现场并从备份核对。",
    "The record of who did what was changed: keep everything as it is, and compare with a backup.",
)
CLAIM_STUCK = Ailment(
    "CLAIM_STUCK",
    "有文件被已结束的进程占用，可释放（--repair）。",
    "Documents are held by processes that are gone: --repair frees them.",
    mendable=True,
)
NOT_CHECKED = Ailment(
    "NOT_CHECKED",
    "有申请已读完但未核验，可补做（--repair）。",
    "Submissions are read and not checked: --repair checks them.",
    mendable=True,
)
WORK_MISSING = Ailment(
    "WORK_MISSING",
    "有文件没有读取任务，可补建（--repair）。",
    "Documents have no reading to be done: --repair adds it.",
    mendable=True,
)
STANDING_WRONG = Ailment(
    "STANDING_WRONG",
    "队列中的状态与历史不符，可更正（--repair）。",
    "The queue says something else than the history: --repair puts it right.",
    mendable=True,
)
HALF_DECIDED = Ailment(
    "HALF_DECIDED",
    "有审核决定没有对应的审计记录，请从备份核对。",
    "Decisions lack their entry in the record: compare with a backup.",
)
NOT_SEALED = Ailment(
    "NOT_SEALED",
    "有个人信息无法用最新密钥解密，请恢复密钥后运行 zhenghe keys rotate。",
    "Personal data is not under the newest key: restore the keys, then run zhenghe keys rotate.",
)


def examine_records(workplace: Workplace) -> list[Ailment]:
    """What is wrong in the rows."""
    looks: tuple[tuple[Ailment, Callable[[Session], Sequence[object]]], ...] = (
        (RECORD_CHANGED, lambda session: [*broken_links(session), *broken_steps(session)]),
        (CLAIM_STUCK, _stuck),
        (NOT_CHECKED, _unchecked),
        (WORK_MISSING, _without_work),
        (STANDING_WRONG, lambda session: [one.reference for one in _misplaced(session)]),
        (HALF_DECIDED, _half_decided),
        (NOT_SEALED, lambda session: [f"{place.table.name}.{place.column.name}" for place in unreadable(session)]),
    )
    with reading(workplace.engine) as session:
        return [ailment for kind, look in looks for ailment in ailing(kind, look(session))]


def mend_records(workplace: Workplace) -> None:
    """Free claims, check what is read, and put the queue right."""
    release_dead_claims(workplace.engine)
    _free_forgotten(workplace.engine)
    with writing(workplace.engine) as session:
        session.add_all(ReadingWork(document_id=document) for document in _without_work(session))
    with reading(workplace.engine) as session:
        unchecked = unverified(session)
    verify_settled(workplace, unchecked)
    with writing(workplace.engine) as session:
        for submission in _misplaced(session):
            restate(session, submission, state_of(session, submission))


def _stuck(session: Session) -> list[int]:
    claimed = session.scalars(select(ReadingWork).where(ReadingWork.state == WorkState.CLAIMED.value))
    return [work.document_id for work in claimed if _is_forgotten(work) or is_dead(work.claimed_by or "")]


def _is_forgotten(work: ReadingWork) -> bool:
    return work.claimed_until is not None and work.claimed_until < now() - FORGOTTEN_AFTER


def _free_forgotten(engine: Engine) -> None:
    with writing(engine) as session:
        claimed = session.scalars(select(ReadingWork).where(ReadingWork.state == WorkState.CLAIMED.value))
        for work in claimed:
            if _is_forgotten(work):
                work.state, work.claimed_by, work.claimed_until = WorkState.PENDING.value, None, None


def _unchecked(session: Session) -> list[int]:
    """Submissions whose documents are all settled, for a while, and that have no verification."""
    open_work = (WorkState.PENDING.value, WorkState.CLAIMED.value)
    waiting = set(
        session.scalars(
            select(Document.submission_id)
            .join(ReadingWork, ReadingWork.document_id == Document.id)
            .where(ReadingWork.state.in_(open_work))
        )
    )
    without_work = {session.get_one(Document, document).submission_id for document in _without_work(session)}
    return [one for one in unverified(session) if one not in waiting | without_work]


def _without_work(session: Session) -> list[int]:
    return list(
        session.scalars(
            select(Document.id)
            .outerjoin(ReadingWork, ReadingWork.document_id == Document.id)
            .where(ReadingWork.document_id.is_(None))
        )
    )


def _misplaced(session: Session) -> list[Submission]:
    submissions = session.scalars(select(Submission).order_by(Submission.id)).all()
    return [submission for submission in submissions if _stated(session, submission) != _right(session, submission)]


def _stated(session: Session, submission: Submission) -> tuple[str, int] | None:
    standing = session.get(Standing, submission.id)
    return None if standing is None else (standing.state, standing.revision)


def _right(session: Session, submission: Submission) -> tuple[str, int] | None:
    return None if submission.is_draft else (state_of(session, submission).value, submission.revision)


def _half_decided(session: Session) -> list[int]:
    """Submissions with more or fewer decisions than the record tells of."""
    decided = dict(_counts(session, select(Decision.submission_id, func.count()).group_by(Decision.submission_id)))
    told = select(Event.submission_id, func.count()).where(Event.action == "decide").group_by(Event.submission_id)
    recorded = dict(_counts(session, told))
    return sorted(one for one in {*decided, *recorded} if decided.get(one, 0) > recorded.get(one, 0))


def _counts(session: Session, statement: Select[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(submission, count) for submission, count in session.execute(statement)]
