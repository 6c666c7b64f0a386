"""Remarks (附言): internal notes of the reviewing side, and questions to the operator with their answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit
from models.base import Base, now
from models.case_mails import Occasion, note_mail
from models.errors import DecisionError
from models.submissions import Submission

LONGEST_REMARK = 1000


class RemarkKind(StrEnum):
    """Who a remark is for."""

    NOTE = "note"  # 内部备注, never shown to the operator
    QUESTION = "question"  # 询问经办人
    ANSWER = "answer"  # 经办人答复


class RemarkEmpty(DecisionError):
    """A remark without words, or with too many."""

    code = "REMARK_EMPTY"
    message_zh = "请填写内容（不超过1000字）后再提交。"
    message_en = "Write something, of up to 1,000 characters, and send it again."


class NothingAsked(DecisionError):
    """An answer without a question."""

    code = "NOTHING_ASKED"
    message_zh = "该申请目前没有待答复的询问。请刷新页面查看最新状态。"
    message_en = "There is no open question on this submission. Reload the page to see where it stands."


class Remark(Base):
    """One remark; never changed."""

    __tablename__ = "remark"
    __table_args__ = (
        CheckConstraint("kind in ('note', 'question', 'answer')", name="kind_known"),
        CheckConstraint("length(trim(text)) > 0", name="has_words"),
        Index(None, "submission_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[dt.datetime] = mapped_column(default=now)


def remarks_on(session: Session, submission_id: int) -> tuple[Remark, ...]:
    """All remarks on the submission, oldest first."""
    return tuple(session.scalars(select(Remark).where(Remark.submission_id == submission_id).order_by(Remark.id)))


def open_question(session: Session, submission: Submission) -> Remark | None:
    """The question of the current revision that waits for its answer."""
    newest = session.scalars(
        select(Remark)
        .where(
            Remark.submission_id == submission.id,
            Remark.revision == submission.revision,
            Remark.kind != RemarkKind.NOTE.value,
        )
        .order_by(Remark.id.desc())
        .limit(1)
    ).first()
    return newest if newest is not None and newest.kind == RemarkKind.QUESTION else None


def with_open_questions(session: Session, submissions: Iterable[Submission]) -> frozenset[int]:
    """The ids of those submissions whose current revision has a question that waits for its answer."""
    revisions = {submission.id: submission.revision for submission in submissions}
    asked = session.execute(
        select(Remark.submission_id, Remark.revision, Remark.kind)
        .where(Remark.submission_id.in_(revisions), Remark.kind != RemarkKind.NOTE.value)
        .order_by(Remark.id)
    )
    newest = {row.submission_id: row.kind for row in asked if row.revision == revisions[row.submission_id]}
    return frozenset(number for number, kind in newest.items() if kind == RemarkKind.QUESTION)


def write_remark(session: Session, submission: Submission, kind: RemarkKind, text: str, author: audit.Actor) -> Remark:
    """Add a remark, on record. Raises RemarkEmpty, or NothingAsked for an answer to nothing."""
    text = text.replace("\r\n", "\n").strip()
    if not 0 < len(text) <= LONGEST_REMARK or author.account_id is None:
        raise RemarkEmpty
    if kind is RemarkKind.ANSWER and open_question(session, submission) is None:
        raise NothingAsked
    remark = Remark(
        submission_id=submission.id,
        revision=submission.revision,
        kind=kind.value,
        author_id=author.account_id,
        text=text,
    )
    session.add(remark)
    session.flush()
    audit.record(
        session, submission.id, author, kind.value, revision=submission.revision, remark=remark.id, opinion=text
    )
    if kind is RemarkKind.QUESTION:
        note_mail(session, submission.id, submission.revision, submission.operator_id, Occasion.ASKED)
    return remark
