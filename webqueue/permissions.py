"""Who may do what: every question of permission, by its name.

operator        own submissions                                                        经办人
reviewer        cases of the areas that were given to them: sees and decides            审核人
supervisor      as a reviewer, and takes over, undoes, approves many, sees figures      审核主管
administrator   sees all, decides nothing; keeps accounts and the catalogue of reasons  系统管理员
auditor         sees all, changes nothing                                               审计员
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.accounts import Account, Role
from models.first_approvals import first_approval_on
from models.review import decision_of
from models.saved_filters import SavedFilter
from models.submissions import Submission, SubmissionState

_SEE_QUEUE = {Role.REVIEWER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR}
_DECIDE = {Role.REVIEWER, Role.SUPERVISOR}


def may_see_queue(account: Account) -> bool:
    """Everybody but operators sees the queue."""
    return account.role in _SEE_QUEUE


def may_review(account: Account) -> bool:
    """Reviewers and supervisors take cases in hand."""
    return account.role in _DECIDE


def areas_of(account: Account) -> tuple[str, ...]:
    """The pooling areas whose cases this person sees; empty for all."""
    return tuple(account.areas) if account.role == Role.REVIEWER else ()


def may_know_of(account: Account, submission: Submission) -> bool:
    """Whether the submission exists, as far as this person is concerned; drafts exist for their operator alone."""
    if is_own(account, submission):
        return True
    if submission.is_draft:
        return False
    areas = areas_of(account)
    return may_see_queue(account) and (not areas or submission.pooling_area in areas)


def may_decide(account: Account, submission: Submission) -> bool:
    """Reviewers and supervisors decide on what they know of, never on an own submission."""
    return may_review(account) and may_know_of(account, submission) and submission.operator_id != account.id


def may_take_over(account: Account, submission: Submission) -> bool:
    """A supervisor takes a case out of a reviewer's hands."""
    return account.role == Role.SUPERVISOR and may_decide(account, submission)


def may_undo(session: Session, account: Account, submission: Submission) -> bool:
    """Whoever decided, or approved first, takes it back, and so may a supervisor; where nobody did, none is wronged."""
    taken = decision_of(session, submission.id, submission.revision) or first_approval_on(
        session, submission.id, submission.revision
    )
    return taken is None or account.role == Role.SUPERVISOR or taken.reviewer_id == account.id


def may_hold(session: Session, account: Account, submission: Submission) -> bool:
    """As may_decide; but who approved first leaves the case to a second person."""
    first = first_approval_on(session, submission.id, submission.revision)
    return may_decide(account, submission) and (first is None or first.reviewer_id != account.id)


def may_save_filters(account: Account) -> bool:
    """Reviewers and supervisors keep filters of the queue under a name."""
    return may_review(account)


def may_share_filters(account: Account) -> bool:
    """A supervisor's filters can be for all."""
    return account.role == Role.SUPERVISOR


def may_know_of_filter(account: Account, saved: SavedFilter) -> bool:
    """Own filters, and those for all."""
    return may_see_queue(account) and (saved.is_shared or saved.owner_id == account.id)


def may_change_filter(account: Account, saved: SavedFilter) -> bool:
    """Everybody's own; those for all by any supervisor."""
    is_mine = may_save_filters(account) and saved.owner_id == account.id
    return is_mine or (saved.is_shared and may_share_filters(account))


def may_take_evidence(account: Account) -> bool:
    """Supervisors and auditors take a case's evidence out of the house."""
    return account.role in (Role.SUPERVISOR, Role.AUDITOR)


def may_see_full_numbers(account: Account) -> bool:
    """Reviewers and supervisors see an operator's full numbers, for a reason that is recorded."""
    return may_review(account)


def may_see_figures(account: Account) -> bool:
    """Those who run the review or look after it see how it goes."""
    return account.role in (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR)


def may_see_trials(account: Account) -> bool:
    """The same people see what trials of the rules found."""
    return may_see_figures(account)


def may_try_rules(account: Account) -> bool:
    """A supervisor asks for a trial."""
    return account.role == Role.SUPERVISOR


def may_take_lists(account: Account) -> bool:
    """The same people take lists out of the house."""
    return may_see_figures(account)


def may_administer(account: Account) -> bool:
    """Administrators keep accounts and the catalogue of reasons."""
    return account.role == Role.ADMINISTRATOR


def may_see_administration(account: Account) -> bool:
    """Auditors look at what administrators keep."""
    return account.role in (Role.ADMINISTRATOR, Role.AUDITOR)


def may_see_system(account: Account) -> bool:
    """Administrators and auditors see how the system works; so do supervisors, who answer for the queue."""
    return may_see_figures(account)


def may_pause(account: Account) -> bool:
    """Administrators pause and resume the reading."""
    return account.role == Role.ADMINISTRATOR


def may_keep_tokens(account: Account, owner: Account) -> bool:
    """Everybody makes and revokes the own tokens, an administrator everybody's."""
    return account.id == owner.id or account.role == Role.ADMINISTRATOR


def may_act_for_employer(account: Account) -> bool:
    """Operators take their employer's steps; which employer is theirs is a question of its registration."""
    return account.role == Role.OPERATOR


def may_answer_recommendations(account: Account) -> bool:
    """Reviewers and supervisors receive recommendations for the superior unit, and answer them."""
    return may_review(account)


def may_change_opened_accounts(account: Account) -> bool:
    """Administrators suspend, resume and close the accounts that registrations opened."""
    return account.role == Role.ADMINISTRATOR


def may_keep_superior_units(account: Account) -> bool:
    """Administrators keep the list of superior units."""
    return account.role == Role.ADMINISTRATOR


def may_see_own_submissions(account: Account) -> bool:
    """Operators have submissions of their own."""
    return account.role == Role.OPERATOR


def may_submit(account: Account) -> bool:
    """Operators hand in submissions, which become their own."""
    return account.role == Role.OPERATOR


def may_resubmit(account: Account, submission: Submission) -> bool:
    """The operator of a submission may replace its documents; whether now is a question of its state."""
    return may_see_own_submissions(account) and is_own(account, submission)


def may_see_findings(account: Account, state: SubmissionState) -> bool:
    """An operator learns what the checks found once a reviewer has spoken, since only people decide."""
    return may_see_queue(account) or state in (SubmissionState.RETURNED, SubmissionState.REJECTED)


def is_own(account: Account, submission: Submission) -> bool:
    """Whether the submission is this operator's own."""
    return account.role == Role.OPERATOR and submission.operator_id == account.id
