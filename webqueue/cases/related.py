"""Other submissions that have something in common with this one: its credit code, or one of its files."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.documents import Document
from models.review import state_of
from models.submissions import Submission, SubmissionState

MOST_SHOWN = 10


@dataclass(frozen=True)
class RelatedSubmission:
    """Another submission, and what it has in common."""

    submission: Submission
    state: SubmissionState
    same_code: bool
    same_file: bool


def related_submissions(session: Session, submission: Submission) -> tuple[RelatedSubmission, ...]:
    """The newest of them, newest first."""
    files = select(Document.sha256).where(Document.submission_id == submission.id)
    holders = select(Document.submission_id).where(Document.sha256.in_(files))
    by_file = _newest(session, submission, Submission.id.in_(holders))
    by_code = _newest(session, submission, Submission.credit_code == (submission.credit_code or None))
    newest = sorted(by_file | by_code, reverse=True)[:MOST_SHOWN]
    return tuple(
        RelatedSubmission(other, state_of(session, other), other.id in by_code, other.id in by_file)
        for other in (session.get_one(Submission, identity) for identity in newest)
    )


def _newest(session: Session, submission: Submission, condition: ColumnElement[bool]) -> set[int]:
    query = select(Submission.id).where(Submission.id != submission.id, condition)
    return set(session.scalars(query.order_by(Submission.id.desc()).limit(MOST_SHOWN)))
