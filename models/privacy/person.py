"""One person's data (个人信息主体): all that is held under an identity number, for the person to see (查阅、复制)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.accounts import Account
from models.applications import TitleApplication, attachments_of
from models.corrections import ReadingCorrection
from models.email_addresses import EmailAddress
from models.employers import Employer, EmployerOperator
from models.privacy.columns import id_hash
from models.registrations import Registration
from models.review import Decision, decisions_of
from models.submissions import FormVersion, Submission, current_documents

_APPLICATION = ("name", "id_number", "mobile", "year", "series", "speciality", "level", "details", "state")
_REGISTRATION = ("reference", "state", "unit_name", "username", "name", "id_number", "mobile")


def data_of(session: Session, id_number: str) -> dict[str, Any]:
    """All that is held of the person, as JSON values: what was typed, where it stands, and which files there are.

    Passwords are not held, so that none is in it. Findings on documents are not repeated: the documents are the
    person's own.
    """
    mark = id_hash(id_number)
    return {
        "registrations": [_registration(row) for row in session.scalars(_of(Registration, mark))],
        "submissions": [_submission(session, row) for row in session.scalars(_of(FormVersion, mark))],
        "operator_of": [_operator(session, row) for row in session.scalars(_of(EmployerOperator, mark))],
        "applications": [_application(session, row) for row in session.scalars(_of(TitleApplication, mark))],
        "email_addresses": [_email_address(session, row) for row in email_addresses_of(session, mark)],
    }


def email_addresses_of(session: Session, mark: str) -> tuple[EmailAddress, ...]:
    """The e-mail addresses of the accounts that are the person's: as an operator, or by what was typed with them."""
    operator = select(EmployerOperator.account_id).where(EmployerOperator.id_hash == mark)
    # A program may hand in what others typed: their account is the one that the form names.
    named = func.lower(FormVersion.form["operator"]["username"].as_string()) == Account.username
    handed_in = (
        select(Account.id)
        .join(Submission, Submission.operator_id == Account.id)
        .join(FormVersion, FormVersion.submission_id == Submission.id)
        .where(FormVersion.id_hash == mark, named)
    )
    accounts = or_(EmailAddress.account_id.in_(operator), EmailAddress.account_id.in_(handed_in))
    rows = select(EmailAddress).where(accounts).order_by(EmailAddress.account_id)
    return tuple(session.scalars(rows)) if mark else ()


def _of(kind: Any, mark: str) -> Any:
    # The empty mark is that of everybody who has typed nothing yet.
    return select(kind).where(kind.id_hash == mark, kind.id_hash != "").order_by(kind.id)


def _registration(row: Registration) -> dict[str, Any]:
    return {"begun_at": row.created_at.isoformat(), **{name: getattr(row, name) for name in _REGISTRATION}}


def _submission(session: Session, row: FormVersion) -> dict[str, Any]:
    submission = session.get_one(Submission, row.submission_id)
    documents = current_documents(session, submission)
    return {
        "reference": submission.reference,
        "revision": row.revision,
        "received_at": submission.received_at.isoformat(),
        "form": row.form,
        "decisions": [_decision(one) for one in decisions_of(session, submission.id) if one.revision == row.revision],
        "corrections": [_correction(one) for one in _corrections(session, row)],
        "documents": {slot.value: _file(one.file_name, one.sha256) for slot, one in documents.items()},
    }


def _decision(row: Decision) -> dict[str, Any]:
    return {"outcome": row.outcome, "opinion": row.opinion, "decided_at": row.decided_at.isoformat()}


def _corrections(session: Session, row: FormVersion) -> Iterator[ReadingCorrection]:
    """What reviewers corrected by hand of what was read on the person's documents."""
    mine = (ReadingCorrection.submission_id == row.submission_id, ReadingCorrection.revision == row.revision)
    yield from session.scalars(select(ReadingCorrection).where(*mine).order_by(ReadingCorrection.id))


def _correction(row: ReadingCorrection) -> dict[str, Any]:
    at = row.corrected_at.isoformat()
    return {"part": row.part, "read": row.old_value, "corrected": row.new_value, "corrected_at": at}


def _operator(session: Session, row: EmployerOperator) -> dict[str, Any]:
    employer = session.get_one(Employer, row.employer_id)
    return {"unit": employer.name, "name": row.name, "id_number": row.id_number, "mobile": row.mobile}


def _email_address(session: Session, row: EmailAddress) -> dict[str, Any]:
    account = session.get_one(Account, row.account_id)
    return {"username": account.username, "address": row.address, "entered_at": row.entered_at.isoformat()}


def _application(session: Session, row: TitleApplication) -> dict[str, Any]:
    files = [_file(one.file_name, one.sha256) for one in attachments_of(session, row.id)]
    return {**{name: getattr(row, name) for name in _APPLICATION}, "attachments": files}


def _file(name: str, sha256: str) -> dict[str, str]:
    return {"name": name, "sha256": sha256}
