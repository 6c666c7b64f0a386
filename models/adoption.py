"""Giving submissions to the operator (经办人) whom their form names, when the account comes after them.

Intake does so where the account is there already; this is the other order. What has an operator keeps it.
"""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from models.accounts import Account, Role
from models.standing import Standing
from models.submissions import FormVersion, Submission


def adopt_submissions(session: Session, account: Account) -> int:
    """Make `account` the operator of the submissions whose newest form names it and that have none; gives how many."""
    if account.role != Role.OPERATOR:
        return 0
    later = aliased(FormVersion)
    newest = select(func.max(later.revision)).where(later.submission_id == FormVersion.submission_id).scalar_subquery()
    named = func.lower(FormVersion.form["operator"]["username"].as_string()) == account.username
    ids = session.scalars(
        select(FormVersion.submission_id)
        .join(Submission, Submission.id == FormVersion.submission_id)
        .where(Submission.operator_id.is_(None), FormVersion.revision == newest, named)
    ).all()
    session.execute(update(Submission).where(Submission.id.in_(ids)).values(operator_id=account.id))
    session.execute(update(Standing).where(Standing.submission_id.in_(ids)).values(operator_id=account.id))
    return len(ids)
