"""Who may do what: every question of permission, by its name."""

from __future__ import annotations

from models.accounts import Account, Role
from models.submissions import Submission, SubmissionState

_SEES_ALL_CASES = {Role.REVIEWER.value, Role.ADMINISTRATOR.value}


def may_see_queue(account: Account) -> bool:
    """Reviewers and administrators see the queue and the cases in it."""
    return account.role in _SEES_ALL_CASES


def may_know_of(account: Account, submission: Submission) -> bool:
    """Whether the submission exists, as far as this person is concerned."""
    return may_see_queue(account) or is_own(account, submission)


def may_decide(account: Account, submission: Submission) -> bool:
    """Reviewers decide; an administrator takes no decisions, and nobody decides on an own submission."""
    return account.role == Role.REVIEWER.value and submission.operator_id != account.id


def may_see_own_submissions(account: Account) -> bool:
    """Operators have submissions of their own."""
    return account.role == Role.OPERATOR.value


def may_resubmit(account: Account, submission: Submission) -> bool:
    """The operator of a submission may replace its documents; whether now is a question of its state."""
    return may_see_own_submissions(account) and is_own(account, submission)


def may_see_findings(account: Account, state: SubmissionState) -> bool:
    """An operator learns what the checks found once a reviewer has spoken, since only people decide."""
    return may_see_queue(account) or state in (SubmissionState.RETURNED, SubmissionState.REJECTED)


def is_own(account: Account, submission: Submission) -> bool:
    """Whether the submission is this operator's own."""
    return account.role == Role.OPERATOR.value and submission.operator_id == account.id
