"""What a decision makes of a registration: an employer with an operator's account, or a return with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from models.accounts import Account, Role, find_account
from models.audit import Actor
from models.base import now
from models.case_mails import Occasion, note_mail
from models.email_addresses import remove_address
from models.employers import Employer, EmployerOperator, employer_of_code, operator_of_account
from models.form import Relation
from models.life_cycles.registration import REGISTRATION, RegistrationAction, RegistrationFacts, RegistrationState
from models.life_cycles.table import Party
from models.registrations import Registration, registration_of_submission
from models.review import Outcome
from models.standing import restate
from models.steps.moving import move
from models.steps.registering import UsernameTaken
from models.submissions import Submission, SubmissionState

_ACTIONS = {Outcome.APPROVED: "approve", Outcome.RETURNED: "return", Outcome.REJECTED: "reject"}


def settle(
    session: Session, submission: Submission, outcome: Outcome, opinion: str, reviewer: Actor
) -> Registration | None:
    """Move the submission's registration as its reviewer decided; None where it came through the inbox.

    Belongs into the transaction of the decision. Approval makes the employer and the operator's account. Raises
    UsernameTaken where somebody else got the name meanwhile, and what the life cycle refuses with.
    """
    registration = registration_of_submission(session, submission.id)
    if registration is None:
        return None
    facts = _facts(session, submission, reviewer, opinion)
    # Refused before anything is made: an account must not outlive a decision that the table forbids.
    if outcome is Outcome.APPROVED:
        REGISTRATION.step(RegistrationState(registration.state), RegistrationAction.APPROVE, Party.REVIEWER, facts)
        _open_account(session, registration, submission)
    by = (_ACTIONS[outcome], Party.REVIEWER, reviewer)
    move(session, REGISTRATION, registration, by, facts, opinion=opinion.strip())
    registration.changed_at = now()
    return registration


def reconsider(session: Session, submission: Submission, reviewer: Actor) -> None:
    """Put the submission's registration back under review, after its decision was undone (撤销审核).

    Raises AccountOpened after an approval, and StepForbidden where the operator works on what was returned.
    """
    registration = registration_of_submission(session, submission.id)
    if registration is not None:
        facts = _facts(session, submission, reviewer, "")
        move(session, REGISTRATION, registration, ("reconsider", Party.REVIEWER, reviewer), facts)
        registration.changed_at = now()


def suspend(session: Session, registration: Registration, reason: str, actor: Actor) -> None:
    """停用: the operator signs in no more until it is resumed."""
    _administer(session, registration, "suspend", reason, actor)
    _block(session, registration, actor)


def resume(session: Session, registration: Registration, reason: str, actor: Actor) -> None:
    """恢复."""
    _administer(session, registration, "resume", reason, actor)
    _account(session, registration).blocked_at = None


def close(session: Session, registration: Registration, reason: str, actor: Actor) -> None:
    """注销, for good."""
    _administer(session, registration, "close", reason, actor)
    _block(session, registration, actor)


def _block(session: Session, registration: Registration, actor: Actor) -> None:
    account = _account(session, registration)
    account.blocked_at = now()
    remove_address(session, account, actor)


def _administer(session: Session, registration: Registration, action: str, reason: str, actor: Actor) -> None:
    facts = RegistrationFacts(reason=reason)
    move(session, REGISTRATION, registration, (action, Party.ADMINISTRATOR, actor), facts, reason=reason.strip())
    registration.changed_at = now()


def _account(session: Session, registration: Registration) -> Account:
    return session.get_one(Account, registration.account_id)


def _facts(session: Session, submission: Submission, reviewer: Actor, reason: str) -> RegistrationFacts:
    return RegistrationFacts(
        own_area=_own_area(session, reviewer, submission.pooling_area),
        own=reviewer.account_id is not None and reviewer.account_id == submission.operator_id,
        reason=reason,
    )


def _own_area(session: Session, reviewer: Actor, pooling_area: str) -> bool:
    account = session.get(Account, reviewer.account_id) if reviewer.account_id is not None else None
    if account is None or account.role != Role.REVIEWER.value:
        return True
    areas: Sequence[str] = account.areas
    return not areas or pooling_area in areas


def _open_account(session: Session, registration: Registration, submission: Submission) -> None:
    employer = _employer(session, registration)
    account = find_account(session, registration.username)
    if account is None:
        account = _new_operator(session, registration, employer)
    elif not _is_same_operator(session, registration, account, employer):
        raise UsernameTaken
    registration.employer_id, registration.account_id = employer.id, account.id
    if submission.operator_id != account.id:
        _give(session, submission, account)


def _give(session: Session, submission: Submission, account: Account) -> None:
    """Make the submission the account's own; the decision was written when it was nobody's yet."""
    submission.operator_id = account.id
    restate(session, submission, SubmissionState.APPROVED)
    note_mail(session, submission.id, submission.revision, account.id, Occasion.APPROVED)


def _employer(session: Session, registration: Registration) -> Employer:
    employer = employer_of_code(session, registration.credit_code)
    if employer is None:
        employer = Employer(credit_code=registration.credit_code)
        session.add(employer)
    employer.name, employer.pooling_area = registration.unit_name, registration.pooling_area
    session.flush()
    return employer


def _new_operator(session: Session, registration: Registration, employer: Employer) -> Account:
    account = Account(
        username=registration.username.casefold(),
        name=registration.name,
        role=Role.OPERATOR.value,
        password_hash=registration.password_hash or "",
    )
    session.add(account)
    session.flush()
    session.add(
        EmployerOperator(
            employer_id=employer.id,
            account_id=account.id,
            name=registration.name,
            id_number=registration.id_number,
            mobile=registration.mobile,
        )
    )
    return account


def _is_same_operator(session: Session, registration: Registration, account: Account, employer: Employer) -> bool:
    operator = operator_of_account(session, account.id)
    return (
        registration.relation == Relation.SAME.value
        and operator is not None
        and operator.employer_id == employer.id
        and operator.id_number == registration.id_number
    )
