"""Retention (保存期限): registrations that were never handed in are removed whole, with all that hangs on them.

What was handed in is the authority's file, and stays. The steps in the history of a removed registration stay too: they
name its number and say nothing of anybody.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from models.applications import ApplicationAttachment
from models.base import now
from models.documents import Document, Original, Page
from models.impressions import SealImpression
from models.migrations.tables import all_tables
from models.registrations import Registration
from models.verifications import Reading

NEVER_HANDED_IN = ("draft", "form_complete", "attached", "saved")
"""States of a registration that only its operator has seen."""


def abandoned_registrations(session: Session, days: int) -> tuple[Registration, ...]:
    """The registrations that nobody touched for so many days, and nobody ever handed in."""
    long_ago = now() - dt.timedelta(days=days)
    return tuple(
        session.scalars(
            select(Registration)
            .where(
                Registration.state.in_(NEVER_HANDED_IN),
                Registration.changed_at < long_ago,
                # What was returned and is worked on again was handed in once.
                Registration.snapshot_hash.is_(None),
            )
            .order_by(Registration.id)
        )
    )


def remove_registration(session: Session, registration: Registration) -> tuple[dict[str, int], frozenset[str]]:
    """Remove it with its submission; gives the rows by table, and the contents that nothing names any more."""
    tables = all_tables().tables
    submission = registration.submission_id
    contents = contents_of(session, submission) if submission is not None else frozenset()
    gone: Counter[str] = Counter()
    remove_rows(session, tables["registration"], [registration.id], gone)
    if submission is not None:
        remove_rows(session, tables["submission"], [submission], gone)
    free = frozenset(sha256 for sha256 in contents if not is_named(session, sha256))
    originals = delete(Original).where(Original.sha256.in_(free))
    session.execute(originals.execution_options(synchronize_session=False))
    session.flush()
    session.expire_all()
    return dict(gone), free


def contents_of(session: Session, submission_id: int) -> frozenset[str]:
    """The hashes of all contents that the submission's rows name."""
    documents = select(Document.id).where(Document.submission_id == submission_id)
    named = set(session.scalars(select(Document.sha256).where(Document.submission_id == submission_id)))
    named |= set(session.scalars(select(Page.sha256).where(Page.document_id.in_(documents))))
    named |= set(session.scalars(select(SealImpression.sha256).where(SealImpression.document_id.in_(documents))))
    for reading in session.scalars(select(Reading).where(Reading.document_id.in_(documents))):
        named |= {seal.unrolled for seal in reading.value.seals if seal.unrolled}
    return frozenset(named)


def is_named(session: Session, sha256: str) -> bool:
    """Whether any row names the content of that hash."""
    places = (Document.sha256, Page.sha256, SealImpression.sha256, ApplicationAttachment.sha256)
    return any(session.scalar(select(place).where(place == sha256).limit(1)) is not None for place in places)


def remove_rows(session: Session, table: Table, ids: Iterable[int], gone: Counter[str]) -> None:
    """Remove these rows, and before them every row that refers to them, and so on; `gone` counts them by table."""
    ids = list(ids)
    if not ids:
        return
    for other in all_tables().sorted_tables:
        for reference in other.foreign_keys:
            if reference.column.table is table and other is not table:
                key = next(iter(other.primary_key))
                referring = session.scalars(select(key).where(reference.parent.in_(ids))).all()
                remove_rows(session, other, referring, gone)
    key = next(iter(table.primary_key))
    session.execute(delete(table).where(key.in_(ids)))
    gone[table.name] += len(ids)
