"""A person's wish to be deleted (删除): what may go is removed, and what must stay is named with its reason.

What is still being decided on stays, and so does what an open account stands on; everything else leaves at once,
without waiting for its time: an e-mail address too, which no account needs. Decisions and history stay for their own
time, without name and number.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.accounts import Account
from models.applications import TitleApplication
from models.audit import SYSTEM
from models.email_addresses import EmailAddress, remove_address
from models.employers import EmployerOperator
from models.privacy.attachment_retention import ENDED, remove_attachments
from models.privacy.clearing import CLOSED, Removed, clear
from models.privacy.columns import id_hash
from models.privacy.person import email_addresses_of
from models.privacy.retention import NEVER_HANDED_IN, remove_registration
from models.registrations import Registration
from models.review import state_of
from models.submissions import FormVersion, Submission

RULE = "the person's wish"
_ENDED = {state.value for state in ENDED}


@dataclass(frozen=True)
class Erasure:
    """What came of one thing that a person had here."""

    kind: str
    """`draft`, `submission`, `application`, `operator` or `email_address`."""
    subject: str
    """Its number."""
    removed: Removed | None
    """None where it has to stay."""
    reason: str = ""
    """Why it stays."""


def erase_person(session: Session, id_number: str) -> tuple[Erasure, ...]:
    """Remove what may go of the person of that identity number, in the caller's transaction."""
    mark = id_hash(id_number)
    if not mark:
        return ()
    # Found by what the others are about to take away.
    addresses = [_email_address(session, one) for one in email_addresses_of(session, mark)]
    return (
        *(_draft(session, one) for one in _drafts(session, mark)),
        *(_submission(session, one) for one in _submissions(session, mark)),
        *(_application(session, one) for one in _of(session, TitleApplication, mark)),
        *(_operator(session, one) for one in _of(session, EmployerOperator, mark)),
        *addresses,
    )


def _of(session: Session, kind: Any, mark: str) -> list[Any]:
    return list(session.scalars(select(kind).where(kind.id_hash == mark).order_by(kind.id)))


def _drafts(session: Session, mark: str) -> list[Registration]:
    mine = _of(session, Registration, mark)
    return [one for one in mine if one.state in NEVER_HANDED_IN and one.snapshot_hash is None]


def _submissions(session: Session, mark: str) -> list[Submission]:
    ids = select(FormVersion.submission_id).where(FormVersion.id_hash == mark)
    return list(session.scalars(select(Submission).where(Submission.id.in_(ids)).order_by(Submission.id)))


def _draft(session: Session, registration: Registration) -> Erasure:
    reference = registration.reference
    rows, contents = remove_registration(session, registration)
    return Erasure("draft", reference, Removed(rows, contents))


def _submission(session: Session, submission: Submission) -> Erasure:
    reference = submission.reference
    if state_of(session, submission).value not in CLOSED:
        return Erasure("submission", reference, None, "it is being decided on")
    return Erasure("submission", reference, clear(session, submission, RULE))


def _application(session: Session, application: TitleApplication) -> Erasure:
    number = str(application.id)
    if application.state not in _ENDED:
        return Erasure("application", number, None, "it has not come to its end")
    removed = remove_attachments(session, application.id)
    application.name, application.mobile, application.details, application.access_hash = "", "", "", ""
    application.id_number = ""
    # One person applies once a year and series: that rule must not take two who are gone for one.
    application.id_hash = secrets.token_hex(32)
    session.flush()
    return Erasure("application", number, Removed({**removed.rows, "title_application": 1}, removed.contents))


def _operator(session: Session, operator: EmployerOperator) -> Erasure:
    number, account = str(operator.id), session.get_one(Account, operator.account_id)
    if account.blocked_at is None:
        return Erasure("operator", number, None, "the account is in use: close it first")
    operator.name, operator.mobile, operator.id_number = "", "", ""
    operator.id_hash = secrets.token_hex(32)
    account.name = account.username
    session.flush()
    return Erasure("operator", number, Removed({"employer_operator": 1, "account": 1}, frozenset()))


def _email_address(session: Session, kept: EmailAddress) -> Erasure:
    number, account = str(kept.account_id), session.get_one(Account, kept.account_id)
    remove_address(session, account, SYSTEM)
    session.flush()
    return Erasure("email_address", number, Removed({"email_address": 1}, frozenset()))
