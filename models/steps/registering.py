"""Registering (账号注册), as the operator does it: fill in, upload, save, submit, withdraw.

The documents hang on a submission that reviewers do not see while it is a draft, so that they are read at once and the
operator knows the findings before handing in.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.accounts import Role, find_account, hash_password, password_matches
from models.audit import Actor, content_hash
from models.base import now
from models.employers import employer_of_code, known_operators, operator_of_account
from models.errors import DecisionError
from models.findings import Slot, Verdict
from models.form import FormReading, Relation, form_to_json
from models.identity_rule import Judgement, Ruling, equal_fields, judge
from models.intake import StoredFile, read_again, take_in
from models.life_cycles.errors import OtherApplicationOpen
from models.life_cycles.registration import REGISTRATION, RegistrationFacts, RegistrationState
from models.life_cycles.table import Party
from models.privacy.keys import keys
from models.privacy.notice import NOTICE_VERSION
from models.registration_form import FieldRules, TypedRegistration, form_problems
from models.registrations import Registration
from models.review import decision_of, state_of
from models.standing import restate
from models.steps.moving import begin, move
from models.submissions import Submission, current_documents
from models.verifications import verification_of

_KEPT = (
    "registration_type",
    "category",
    "credit_code",
    "unit_name",
    "pooling_area",
    "business_category",
    "review_unit",
    "relation",
    "username",
    "name",
    "id_number",
    "mobile",
)
_UNDECLARED = frozenset({Ruling.INFERRED_SAME, Ruling.INFERRED_DIFFERENT})


class PasswordDiffers(DecisionError):
    """The password typed to confirm is not the one that was chosen."""

    code = "PASSWORD_DIFFERS"
    message_zh = "确认密码与已设置的密码不一致。请重新输入，或返回修改密码。"
    message_en = "The password is not the one that was chosen. Type it again, or go back and change it."


class UsernameTaken(DecisionError):
    """Somebody else signs in under this name."""

    code = "USERNAME_TAKEN"
    message_zh = "该用户名已被使用。请换一个用户名后重新保存。"
    message_en = "This username is in use. Choose another one and save again."


def registrant(registration: Registration) -> Actor:
    """Whoever fills in the registration, who has no account yet, as history names them."""
    return Actor(name=registration.reference, role="registrant")


def begin_registration(session: Session, earlier: Registration | None = None) -> tuple[Registration, str]:
    """A new registration and the access code (查询码) that leads back to it, which is shown this once.

    With `earlier`, one that was rejected, what was typed there is taken over; its documents are not (重新注册).
    """
    code = secrets.token_urlsafe(9)
    moment = now()
    registration = Registration(
        reference=f"ZC{moment:%Y%m%d}-{secrets.token_hex(4).upper()}", access_hash=access_hash(code)
    )
    if earlier is not None:
        for name in _KEPT:
            setattr(registration, name, getattr(earlier, name))
        registration.password_hash, registration.earlier_id = earlier.password_hash, earlier.id
    told = {"earlier": registration.earlier_id, "privacy_notice": NOTICE_VERSION}
    begin(session, REGISTRATION, registration, registrant(registration), **told)
    return registration, code


def access_hash(code: str) -> str:
    """What is kept of an access code; it is random and long, so that a plain hash is enough."""
    return hashlib.sha256(code.encode()).hexdigest()


def typed_of(registration: Registration) -> TypedRegistration:
    """What was typed so far."""
    return TypedRegistration(**{name: getattr(registration, name) for name in _KEPT})


def fill_in(session: Session, registration: Registration, typed: TypedRegistration, rules: FieldRules) -> str:
    """Keep what was typed, faulty fields too, so that nothing is lost; gives the state that it is in now.

    Documents that are there already are read again against a changed form. Raises Frozen once it is handed in.
    """
    problems = form_problems(typed, rules)
    changed = [name for name in _KEPT if getattr(registration, name) != getattr(typed, name)]
    _make(
        session,
        registration,
        "fill",
        RegistrationFacts(form_complete=not problems, attached=_attached(session, registration)),
        changed=changed,
    )
    for name in changed:
        setattr(registration, name, getattr(typed, name))
    if typed.password and "password" not in problems:
        registration.password_hash = hash_password(typed.password)
    if changed and registration.submission_id is not None:
        _hand_over(session, registration, {})
    elif registration.submission_id is not None:
        # What was returned is worked on from now on, even where nothing was changed yet.
        _show_reviewers(session, registration, shown=False)
    return registration.state


def upload(session: Session, registration: Registration, files: Mapping[Slot, StoredFile]) -> str:
    """Put files into their slots, to be read at once; gives the state that it is in now.

    Raises UploadBeforeComplete while a mandatory field is wrong, Frozen once it is handed in.
    """
    held = set(_slots(session, registration)) | set(files)
    facts = RegistrationFacts(attached=held == set(Slot))
    documents = {slot.value: file.sha256 for slot, file in files.items()}
    _make(session, registration, "upload", facts, documents=documents)
    _hand_over(session, registration, files)
    return registration.state


def save(session: Session, registration: Registration) -> None:
    """保存. Raises SaveBeforeAttached while a document is missing.

    What was decided on and comes again unchanged is read again: a decision is never taken twice on one revision.
    """
    _make(session, registration, "save", RegistrationFacts())
    submission = session.get_one(Submission, registration.submission_id)
    if decision_of(session, submission.id, submission.revision) is not None:
        read_again(session, submission, registrant(registration))


def identity_judgement(session: Session, registration: Registration, password: str) -> Judgement:
    """What the rule of the five fields says of the operator, beside the unit's existing accounts."""
    operator = registration.form.operator
    known = known_operators(session, registration.credit_code)
    return judge(operator.relation, [equal_fields(operator, password, account, password_matches) for account in known])


def submit(session: Session, registration: Registration, password: str, override: str = "") -> None:
    """注册: hand it in and freeze it, with the password typed once more, since it is kept as a hash alone.

    `override` says why it is handed in although a check failed. Raises PasswordDiffers, UsernameTaken, and what the
    life cycle refuses with.
    """
    state = RegistrationState(registration.state)
    facts = RegistrationFacts()
    if state is RegistrationState.SAVED:
        facts = _facts_of_submitting(session, registration, password, override)
    registration.override = override.strip()
    registration.snapshot_hash = _snapshot(session, registration)
    try:
        _make(session, registration, "submit", facts, snapshot=registration.snapshot_hash, override=override.strip())
    except IntegrityError as error:
        raise OtherApplicationOpen from error
    _show_reviewers(session, registration, shown=True)


def withdraw(session: Session, registration: Registration) -> None:
    """撤回, until it is decided on."""
    _make(session, registration, "withdraw", RegistrationFacts())
    _show_reviewers(session, registration, shown=False)


def _facts_of_submitting(
    session: Session, registration: Registration, password: str, override: str
) -> RegistrationFacts:
    if registration.password_hash is None or not password_matches(registration.password_hash, password):
        raise PasswordDiffers
    judgement = identity_judgement(session, registration, password)
    broken = judgement.verdict is Verdict.FAIL or judgement.ruling in _UNDECLARED
    if not broken and _username_taken(session, registration):
        raise UsernameTaken
    submission = session.get_one(Submission, registration.submission_id)
    verification = verification_of(session, submission.id, submission.revision)
    return RegistrationFacts(
        verified=verification is not None,
        failed_checks=verification is not None and verification.verdict == Verdict.FAIL.value,
        override=override,
        identity_broken=broken,
    )


def _username_taken(session: Session, registration: Registration) -> bool:
    account = find_account(session, registration.username)
    if account is None:
        return False
    operator = operator_of_account(session, account.id)
    employer = employer_of_code(session, registration.credit_code)
    own = operator is not None and employer is not None and operator.employer_id == employer.id
    return not (own and registration.relation == Relation.SAME.value and account.role == Role.OPERATOR.value)


def _make(
    session: Session, registration: Registration, action: str, facts: RegistrationFacts, **details: object
) -> None:
    by = (action, Party.OPERATOR, registrant(registration))
    move(session, REGISTRATION, registration, by, facts, **details)
    registration.changed_at = now()


def _hand_over(session: Session, registration: Registration, files: Mapping[Slot, StoredFile]) -> None:
    """Give form and files to the intake, which has them read; reviewers do not see them yet."""
    submission, _ = take_in(session, registration.reference, FormReading(registration.form), files, is_draft=True)
    registration.submission_id = submission.id
    # An account of the same name may be somebody else's; it gets the submission when the registration is approved.
    submission.operator_id = None
    _show_reviewers(session, registration, shown=False)


def _show_reviewers(session: Session, registration: Registration, *, shown: bool) -> None:
    submission = session.get_one(Submission, registration.submission_id)
    submission.is_draft = not shown
    session.flush()
    restate(session, submission, state_of(session, submission))


def _slots(session: Session, registration: Registration) -> tuple[Slot, ...]:
    if registration.submission_id is None:
        return ()
    return tuple(current_documents(session, session.get_one(Submission, registration.submission_id)))


def _attached(session: Session, registration: Registration) -> bool:
    return set(_slots(session, registration)) == set(Slot)


def _snapshot(session: Session, registration: Registration) -> str | None:
    if registration.submission_id is None:
        return None
    documents = current_documents(session, session.get_one(Submission, registration.submission_id))
    hashes = {slot.value: document.sha256 for slot, document in documents.items()}
    # The personal numbers go in by their keyed hashes, so that nobody can find them out by trying.
    person = {"id_number": registration.id_hash, "mobile": keys().fingerprint(registration.mobile)}
    form = form_to_json(registration.form)
    return content_hash([{**form, "operator": {**form["operator"], **person}}, hashes])
