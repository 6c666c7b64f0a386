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

from flows.workplace import Workplace
from models.database import reading, writing
from models.deletion_certificates import DeletionCertificate, certificate_content, certify
from models.privacy.retention import abandoned_registrations, remove_registration
from models.registrations import Registration

FOLDER = "deletions"
"""In the home folder: one file a certificate."""
_DAY = 86_400.0


def due(workplace: Workplace) -> tuple[tuple[str, str], ...]:
    """What would be removed now: kind and number."""
    with reading(workplace.engine) as session:
        drafts = abandoned_registrations(session, workplace.settings.keep_drafts_days)
    named = [("draft", registration.reference) for registration in drafts]
    return (*named, *(("taken", folder.name) for folder in _old_folders(workplace)))


def purge(workplace: Workplace) -> tuple[DeletionCertificate, ...]:
    """Remove it; gives the certificates. Raises StorageError."""
    certificates = (*_purge_drafts(workplace), *_purge_taken(workplace))
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
