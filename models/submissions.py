"""Submissions (账号注册申请的资料): what an employer handed in, revision by revision."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, validates

from models.base import Base, now
from models.documents import Document
from models.findings import Slot
from models.form import Form, form_from_json
from models.names import normalise_name
from models.privacy.columns import SealedForm, id_hash

LONGEST_NAME = 255


class SubmissionState(StrEnum):
    """Where a submission stands; derived from its history, never stored."""

    READING = "reading"
    PENDING = "pending"  # 待审核
    APPROVED = "approved"  # 审核通过
    RETURNED = "returned"  # 退回
    REJECTED = "rejected"  # 审核不通过


class Submission(Base):
    """What came under one reference, with code, name and area of its newest form; `revision` counts its changes."""

    __tablename__ = "submission"
    __table_args__ = (
        CheckConstraint("revision >= 1", name="revision_counts_from_one"),
        Index(None, "credit_code"),
        Index(None, "plain_name"),
        Index(None, "pooling_area"),
        Index(None, "operator_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(255), unique=True)
    revision: Mapped[int] = mapped_column(default=1)
    received_at: Mapped[dt.datetime] = mapped_column(default=now)
    credit_code: Mapped[str] = mapped_column(String(255), default="")
    unit_name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    plain_name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="", server_default="")
    """The name as models.names levels it, so that submissions of one name are found however each was typed."""
    pooling_area: Mapped[str] = mapped_column(String(255), default="")
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """The account that may see and correct it, once there is one."""
    is_draft: Mapped[bool] = mapped_column(default=False)
    """Whether it belongs to a registration that is not handed in; reviewers see nothing of it then."""

    @validates("unit_name")
    def _level_with(self, _name: str, unit_name: str) -> str:
        # One character may become several.
        self.plain_name = normalise_name(unit_name)[:LONGEST_NAME]
        return unit_name


class FormVersion(Base):
    """What the operator typed, from one revision on until the next version."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("submission_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    revision: Mapped[int]
    form: Mapped[dict[str, Any]] = mapped_column(SealedForm)
    """models.form.Form as JSON; the password is not in it."""
    password_hash: Mapped[str | None] = mapped_column(String(200))
    id_hash: Mapped[str] = mapped_column(String(64), index=True)

    @validates("form")
    def _hash_with(self, _name: str, form: dict[str, Any]) -> dict[str, Any]:
        self.id_hash = id_hash(form["operator"]["id_number"])
        return form


class IntakeProblem(Base):
    """Something that kept a part of a submission from being taken in: no form, no letter, a link instead of a file."""

    __tablename__ = "intake_problem"
    __table_args__ = (
        CheckConstraint("part in ('form', 'certificate', 'letter')", name="part_known"),
        Index(None, "submission_id", "revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    revision: Mapped[int]
    part: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(64))
    message: Mapped[str] = mapped_column(Text)
    """Chinese, for the operator; ends with what to do."""


def current_documents(session: Session, submission: Submission) -> dict[Slot, Document]:
    """The newest version in each slot that has one."""
    rows = session.scalars(select(Document).where(Document.submission_id == submission.id).order_by(Document.revision))
    return {Slot(document.slot): document for document in rows}


def current_form(session: Session, submission_id: int) -> Form:
    """The newest form of the submission."""
    version = session.scalars(
        select(FormVersion)
        .where(FormVersion.submission_id == submission_id)
        .order_by(FormVersion.revision.desc())
        .limit(1)
    ).one()
    return form_from_json(version.form)


def current_problems(session: Session, submission: Submission) -> tuple[IntakeProblem, ...]:
    """What kept parts from being taken in, as far as no later revision has mended it.

    A problem of a slot ends when a later revision brings a document for it; a problem of the form, with the next form.
    """
    rows = session.scalars(
        select(IntakeProblem).where(IntakeProblem.submission_id == submission.id).order_by(IntakeProblem.id)
    ).all()
    if not rows:
        return ()
    mended = {slot.value: document.revision for slot, document in current_documents(session, submission).items()}
    mended["form"] = (
        session.scalar(select(func.max(FormVersion.revision)).where(FormVersion.submission_id == submission.id)) or 0
    )
    return tuple(
        problem
        for problem in rows
        if mended.get(problem.part, 0) < problem.revision
        or (problem.part == "form" and mended["form"] == problem.revision)
    )
