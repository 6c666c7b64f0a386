"""Other submissions that have something in common with this one: its code, the unit's name, a file, or a seal."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, CompoundSelect, select
from sqlalchemy.orm import Session

from models.documents import Document
from models.impressions import SealCopy
from models.review import state_of
from models.submissions import Submission, SubmissionState
from models.verifications import Verification

MOST_SHOWN = 10


@dataclass(frozen=True)
class RelatedSubmission:
    """Another submission, and what it has in common."""

    submission: Submission
    state: SubmissionState
    same_code: bool
    same_name: bool
    same_file: bool
    same_seal: bool
    """Whether a verification of either found a seal of the other unit on its document."""


def related_submissions(session: Session, submission: Submission) -> tuple[RelatedSubmission, ...]:
    """The newest of them, newest first."""
    files = select(Document.sha256).where(Document.submission_id == submission.id)
    holders = select(Document.submission_id).where(Document.sha256.in_(files))
    by_file = _newest(session, submission, Submission.id.in_(holders))
    by_code = _newest(session, submission, Submission.credit_code == (submission.credit_code or None))
    by_name = _newest(session, submission, Submission.plain_name == (submission.plain_name or None))
    by_seal = _newest(session, submission, Submission.id.in_(_sharing_a_seal(submission)))
    newest = sorted(by_file | by_code | by_name | by_seal, reverse=True)[:MOST_SHOWN]
    return tuple(
        RelatedSubmission(
            submission=other,
            state=state_of(session, other),
            same_code=other.id in by_code,
            same_name=other.id in by_name,
            same_file=other.id in by_file,
            same_seal=other.id in by_seal,
        )
        for other in (session.get_one(Submission, identity) for identity in newest)
    )


def _sharing_a_seal(submission: Submission) -> CompoundSelect[tuple[int]]:
    """The submissions that its verifications named, and those whose verifications named it."""
    named = (
        select(Document.submission_id)
        .join(SealCopy, SealCopy.document_id == Document.id)
        .join(Verification, Verification.id == SealCopy.verification_id)
        .where(Verification.submission_id == submission.id)
    )
    naming = (
        select(Verification.submission_id)
        .join(SealCopy, SealCopy.verification_id == Verification.id)
        .join(Document, Document.id == SealCopy.document_id)
        .where(Document.submission_id == submission.id)
    )
    return named.union(naming)


def _newest(session: Session, submission: Submission, condition: ColumnElement[bool]) -> set[int]:
    query = select(Submission.id).where(Submission.id != submission.id, Submission.is_draft.is_(False), condition)
    return set(session.scalars(query.order_by(Submission.id.desc()).limit(MOST_SHOWN)))
