"""The first two steps of every handler: load what it is about, and ask permission."""

from __future__ import annotations

from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models.accounts import Account
from models.errors import PermissionDenied
from models.submissions import Submission
from webqueue import permissions


def load_submission(session: Session, submission_id: int, account: Account) -> Submission:
    """The submission, for somebody who may know of it; raises NotFound for everybody else."""
    submission = session.get(Submission, submission_id)
    if submission is None or not permissions.may_know_of(account, submission):
        raise NotFound
    return submission


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless `allowed`."""
    if not allowed:
        raise PermissionDenied
