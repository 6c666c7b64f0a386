"""Clearing (清除): what people handed in leaves when its time is over, and what was done with it stays for its own.

A cleared submission keeps its number, its unit, its verdicts, decisions and history, which tell nobody's numbers and
show no document. When the time of the record is over as well, all of it goes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table, and_, delete, exists, func, not_, or_, select, update
from sqlalchemy.orm import Session

from models.audit import SYSTEM, Event, record
from models.base import now
from models.clearings import Clearing
from models.documents import Document, Original
from models.form import Operator, form_from_json, form_to_json
from models.migrations.tables import all_tables
from models.privacy.columns import id_hash
from models.privacy.retention import contents_of, is_named, remove_rows
from models.registrations import Registration, registration_of_submission
from models.review import state_of
from models.settings import Settings
from models.standing import Standing
from models.submissions import FormVersion, Submission
from models.verifications import Check, Verification

CLOSED = ("approved", "rejected", "returned")
"""States in which nobody waits for anything of the submission."""
_NO_ACCOUNT = ("rejected", "withdrawn", "returned", "closed")
"""States of a registration under which nobody signs in."""


@dataclass(frozen=True)
class Removed:
    """What a clearing took away."""

    rows: dict[str, int]
    contents: frozenset[str]
    """Hashes of contents that nothing names any more."""


def due_for_clearing(session: Session, settings: Settings) -> tuple[tuple[Submission, str], ...]:
    """The submissions whose documents have been kept for as long as the settings say, each with its rule."""
    found: list[tuple[Submission, str]] = []
    for state in CLOSED:
        days = getattr(settings, f"keep_{state}_days")
        found += [(one, f"ZHENGHE_KEEP_{state.upper()}_DAYS={days}") for one in _closed_since(session, state, days)]
    return tuple(found)


def due_for_forgetting(session: Session, days: int) -> tuple[Submission, ...]:
    """The cleared submissions whose record has been kept for so many days after its last event."""
    last = select(func.max(Event.at)).where(Event.submission_id == Submission.id).scalar_subquery()
    cleared = exists().where(Clearing.submission_id == Submission.id)
    query = select(Submission).where(cleared, last < _days_ago(days)).order_by(Submission.id)
    # An open account stands on its registration.
    kept = exists().where(Registration.submission_id == Submission.id, Registration.state.not_in(_NO_ACCOUNT))
    return tuple(session.scalars(query.where(not_(kept))))


def clear(session: Session, submission: Submission, rule: str) -> Removed:
    """Remove its documents, what was read on them and found, and whose they are; the record of it stays."""
    contents, gone = contents_of(session, submission.id), Counter[str]()
    # One that came back after it was cleared is cleared again; its guards are open already.
    if session.get(Clearing, submission.id) is None:
        session.add(Clearing(submission_id=submission.id, rule=rule, cleared_at=now()))
        session.flush()
    _loosen(session, submission.id, gone)
    documents = session.scalars(select(Document.id).where(Document.submission_id == submission.id)).all()
    remove_rows(session, all_tables().tables["document"], documents, gone)
    _forget_person(session, submission, gone)
    state = state_of(session, submission).value
    record(session, submission.id, SYSTEM, "clear", state, state, rule=rule, rows=dict(gone))
    return Removed(dict(gone), _free(session, contents))


def forget(session: Session, submission: Submission) -> Removed:
    """Remove what is left of a cleared submission, its history included."""
    contents, gone = contents_of(session, submission.id), Counter[str]()
    registration = registration_of_submission(session, submission.id)
    if registration is not None:
        later = update(Registration).where(Registration.earlier_id == registration.id).values(earlier_id=None)
        _run(session, later)
        remove_rows(session, all_tables().tables["registration"], [registration.id], gone)
    remove_rows(session, all_tables().tables["submission"], [submission.id], gone)
    return Removed(dict(gone), _free(session, contents))


def _closed_since(session: Session, state: str, days: int) -> tuple[Submission, ...]:
    last = select(func.max(Event.at)).where(Event.submission_id == Submission.id).scalar_subquery()
    has_documents = exists().where(Document.submission_id == Submission.id)
    uncleared = or_(has_documents, not_(exists().where(Clearing.submission_id == Submission.id)))
    standing = and_(Standing.submission_id == Submission.id, Standing.state == state)
    query = select(Submission).join(Standing, standing).where(uncleared, last < _days_ago(days))
    return tuple(session.scalars(query.order_by(Submission.id)))


def _loosen(session: Session, submission_id: int, gone: Counter[str]) -> None:
    """Let the verifications point to no reading any more, and say nothing of what was expected and found."""
    mine = Verification.submission_id == submission_id
    _run(session, update(Verification).where(mine).values(certificate_reading_id=None, letter_reading_id=None))
    checks: Table = all_tables().tables[Check.__tablename__]
    found = session.scalars(
        select(checks.c.id).where(checks.c.verification_id.in_(select(Verification.id).where(mine)))
    )
    remove_rows(session, checks, found.all(), gone)


def _forget_person(session: Session, submission: Submission, gone: Counter[str]) -> None:
    for version in session.scalars(select(FormVersion).where(FormVersion.submission_id == submission.id)):
        form = form_from_json(version.form)
        version.form = form_to_json(replace(form, operator=Operator(form.operator.relation)))
        version.id_hash, version.password_hash = "", None
        gone["form_version"] += 1
    registration = registration_of_submission(session, submission.id)
    if registration is not None and registration.state in _NO_ACCOUNT:
        registration.username = registration.name = registration.mobile = registration.id_number = ""
        registration.id_hash, registration.password_hash = id_hash(""), None
        gone["registration"] += 1
    session.flush()


def _free(session: Session, contents: frozenset[str]) -> frozenset[str]:
    """Those of the contents that nothing names any more; they are no originals any more either."""
    free = frozenset(sha256 for sha256 in contents if not is_named(session, sha256))
    _run(session, delete(Original).where(Original.sha256.in_(free)))
    session.expire_all()
    return free


def _run(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))


def _days_ago(days: int) -> dt.datetime:
    return now() - dt.timedelta(days=days)
