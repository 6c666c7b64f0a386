"""Purging (到期清除): what has been kept as long as the settings say is removed, and a certificate says so.

The certificate is a row, written in the transaction of the deletion, and a file of JSON beside the database. Contents
leave the store after the rows that named them: what a crash leaves behind, `zhenghe doctor --repair` removes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from flows.workplace import Workplace
from models.database import reading, writing
from models.deletion_certificates import DeletionCertificate, certificate_content, certify
from models.privacy.attachment_retention import due_attachments, remove_attachments
from models.privacy.clearing import Removed, clear, due_for_clearing, due_for_forgetting, forget
from models.privacy.erasure import RULE, Erasure, erase_person
from models.privacy.retention import abandoned_registrations, remove_registration
from models.registrations import Registration
from models.submissions import Submission

FOLDER = "deletions"
"""In the home folder: one file a certificate."""
_DAY = 86_400.0


def due(workplace: Workplace) -> tuple[tuple[str, str], ...]:
    """What would be removed now: kind and number."""
    with reading(workplace.engine) as session:
        drafts = abandoned_registrations(session, workplace.settings.keep_drafts_days)
        named = [("draft", registration.reference) for registration in drafts]
        named += [("submission", one.reference) for one, _ in due_for_clearing(session, workplace.settings)]
        named += [("record", one.reference) for one in due_for_forgetting(session, workplace.settings.keep_record_days)]
        named += [("attachments", str(one)) for one in due_attachments(session, workplace.settings)]
    return (*named, *(("taken", folder.name) for folder in _old_folders(workplace)))


def purge(workplace: Workplace) -> tuple[DeletionCertificate, ...]:
    """Remove it; gives the certificates. Raises StorageError."""
    certificates = (
        *_purge_drafts(workplace),
        *_purge_submissions(workplace),
        *_purge_records(workplace),
        *_purge_attachments(workplace),
        *_purge_taken(workplace),
    )
    for certificate in certificates:
        _write(workplace.settings.home / FOLDER, certificate)
    return certificates


def _purge_drafts(workplace: Workplace) -> list[DeletionCertificate]:
    days = workplace.settings.keep_drafts_days
    with reading(workplace.engine) as session:
        ids = [registration.id for registration in abandoned_registrations(session, days)]
    certificates = []
    for identity in ids:
        with writing(workplace.engine) as session:
            registration = session.get_one(Registration, identity)
            if registration not in abandoned_registrations(session, days):
                continue
            reference = registration.reference
            rows, contents = remove_registration(session, registration)
            removed = {"rows": rows, "contents": sorted(contents)}
            certificates.append(certify(session, "draft", reference, f"ZHENGHE_KEEP_DRAFTS_DAYS={days}", removed))
        for sha256 in contents:
            workplace.store.remove_content(sha256)
    return certificates


def _purge_submissions(workplace: Workplace) -> list[DeletionCertificate]:
    with reading(workplace.engine) as session:
        ids = [one.id for one, _ in due_for_clearing(session, workplace.settings)]
    certificates = []
    for identity in ids:
        with writing(workplace.engine) as session:
            # Looked at again: it may have come back meanwhile.
            due = {one.id: rule for one, rule in due_for_clearing(session, workplace.settings)}
            if identity in due:
                submission = session.get_one(Submission, identity)
                certificates.append(clear_with_certificate(session, submission, due[identity]))
    return _without_contents(workplace, certificates)


def _purge_records(workplace: Workplace) -> list[DeletionCertificate]:
    days, certificates = workplace.settings.keep_record_days, []
    with reading(workplace.engine) as session:
        ids = [one.id for one in due_for_forgetting(session, days)]
    for identity in ids:
        with writing(workplace.engine) as session:
            submission = session.get_one(Submission, identity)
            reference, rule = submission.reference, f"ZHENGHE_KEEP_RECORD_DAYS={days}"
            certificates.append(_certify(session, "record", reference, rule, forget(session, submission)))
    return _without_contents(workplace, certificates)


def _purge_attachments(workplace: Workplace) -> list[DeletionCertificate]:
    rule = f"ZHENGHE_KEEP_ATTACHMENTS_DAYS={workplace.settings.keep_attachments_days}"
    with reading(workplace.engine) as session:
        ids = due_attachments(session, workplace.settings)
    certificates = []
    for identity in ids:
        with writing(workplace.engine) as session:
            certificates.append(
                _certify(session, "attachments", str(identity), rule, remove_attachments(session, identity))
            )
    return _without_contents(workplace, certificates)


def erase(workplace: Workplace, id_number: str) -> tuple[Erasure, ...]:
    """Remove what may go of a person, on the person's wish, with a certificate each; gives what came of each thing."""
    with writing(workplace.engine) as session:
        done = erase_person(session, id_number)
        certificates = [_certify(session, one.kind, one.subject, RULE, one.removed) for one in done if one.removed]
    for certificate in _without_contents(workplace, certificates):
        _write(workplace.settings.home / FOLDER, certificate)
    return done


def clear_with_certificate(session: Session, submission: Submission, rule: str) -> DeletionCertificate:
    """Clear the submission in the caller's transaction; its contents are still to be taken out of the store."""
    return _certify(session, "submission", submission.reference, rule, clear(session, submission, rule))


def _certify(session: Session, kind: str, subject: str, rule: str, removed: Removed) -> DeletionCertificate:
    told = {"rows": removed.rows, "contents": sorted(removed.contents)}
    return certify(session, kind, subject, rule, told)


def _without_contents(workplace: Workplace, certificates: list[DeletionCertificate]) -> list[DeletionCertificate]:
    """The certificates, after what they name has left the store."""
    for certificate in certificates:
        for sha256 in certificate.removed["contents"]:
            workplace.store.remove_content(sha256)
    return certificates


def _purge_taken(workplace: Workplace) -> list[DeletionCertificate]:
    rule = f"ZHENGHE_KEEP_TAKEN_DAYS={workplace.settings.keep_taken_days}"
    certificates = []
    for folder in _old_folders(workplace):
        removed = {"contents": sorted(_hash_of(file) for file in folder.rglob("*") if file.is_file())}
        shutil.rmtree(folder)
        with writing(workplace.engine) as session:
            certificates.append(certify(session, "taken", folder.name[:255], rule, removed))
    return certificates


def _old_folders(workplace: Workplace) -> Iterator[Path]:
    """Folders of what was taken in, whose time is over; no link is followed."""
    inbox = workplace.settings.inbox_folder
    taken = inbox.with_name(f"{inbox.name}-taken")
    before = time.time() - workplace.settings.keep_taken_days * _DAY
    for folder in sorted(taken.iterdir()) if taken.is_dir() else []:
        if folder.is_dir() and not folder.is_symlink() and folder.stat().st_ctime < before:
            yield folder


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(folder: Path, certificate: DeletionCertificate) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    content = {**certificate_content(certificate), "hash": certificate.hash}
    path = folder / f"{certificate.id:06}-{certificate.kind}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
