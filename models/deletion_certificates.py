"""Certificates of deletion (删除证明): what was removed, when, by which rule, and never anything of what it said."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.audit import NO_HASH, content_hash
from models.base import Base, now


class DeletionCertificate(Base):
    """One deletion; `hash` covers it and the certificate before it, so that none can be taken out unseen."""

    __tablename__ = "deletion_certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[dt.datetime] = mapped_column(default=now)
    kind: Mapped[str] = mapped_column(String(20))
    """What kind of thing was removed: `draft`, `taken`."""
    subject: Mapped[str] = mapped_column(String(255))
    """Its number; not personal."""
    rule: Mapped[str] = mapped_column(String(64))
    """The setting that asked for it, with its value."""
    removed: Mapped[dict[str, Any]]
    """Rows by table, and the hashes of the contents that are gone."""
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


def certify(session: Session, kind: str, subject: str, rule: str, removed: dict[str, Any]) -> DeletionCertificate:
    """Write a certificate, in the transaction of the deletion."""
    last = session.scalars(select(DeletionCertificate).order_by(DeletionCertificate.id.desc()).limit(1)).first()
    certificate = DeletionCertificate(
        made_at=now(),
        kind=kind,
        subject=subject,
        rule=rule,
        removed=removed,
        previous_hash=last.hash if last else NO_HASH,
    )
    certificate.hash = content_hash(certificate_content(certificate))
    session.add(certificate)
    session.flush()
    return certificate


def certificate_content(certificate: DeletionCertificate) -> dict[str, Any]:
    """The certificate as JSON values, without its own hash."""
    return {
        "made_at": certificate.made_at.astimezone(dt.UTC).isoformat(),
        "kind": certificate.kind,
        "subject": certificate.subject,
        "rule": certificate.rule,
        "removed": certificate.removed,
        "previous_hash": certificate.previous_hash,
    }


def broken_certificates(session: Session) -> tuple[int, ...]:
    """The ids of the certificates whose content or predecessor is not what their hash says."""
    broken, previous = [], NO_HASH
    for certificate in session.scalars(select(DeletionCertificate).order_by(DeletionCertificate.id)):
        right = certificate.previous_hash == previous
        if not right or certificate.hash != content_hash(certificate_content(certificate)):
            broken.append(certificate.id)
        previous = certificate.hash
    return tuple(broken)
