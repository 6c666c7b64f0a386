"""Identities elsewhere (统一身份认证): which account is meant when a house's own sign-in names a subject.

An account is never made from what a provider says: it is there already, and somebody put the two together.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.accounts import SUBJECT, Account
from models.audit import Actor
from models.base import Base, now
from models.errors import DecisionError
from models.histories import record_step

LONGEST_SUBJECT = 255
"""Characters (OpenID Connect Core 1.0, 2: sub)."""


class SubjectTaken(DecisionError):
    """The subject is another account's, or cannot be one."""

    code = "SUBJECT_TAKEN"
    message_zh = "该统一身份标识为空、过长或已对应其他账号。请核对后重试。"
    message_en = "The subject is empty, too long, or another account's. Check it and try again."


class OutsideIdentity(Base):
    """The subject by which a provider knows the person of an account."""

    __tablename__ = "outside_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    linked_at: Mapped[dt.datetime] = mapped_column(default=now)


def link_identity(session: Session, account: Account, issuer: str, subject: str, actor: Actor) -> None:
    """From now on the account is the one that the provider means. Raises SubjectTaken."""
    known = account_of(session, issuer, subject)
    if not 0 < len(subject) <= LONGEST_SUBJECT or (known is not None and known.id != account.id):
        raise SubjectTaken
    identity = session.get(OutsideIdentity, account.id) or OutsideIdentity(account_id=account.id)
    identity.issuer, identity.subject, identity.linked_at = issuer, subject, now()
    session.add(identity)
    record_step(session, SUBJECT, account.id, actor, ("link_identity", "", "linked"), {"issuer": issuer})


def unlink_identity(session: Session, account: Account, actor: Actor) -> bool:
    """The provider means this account no more; gives whether it ever did."""
    identity = session.get(OutsideIdentity, account.id)
    if identity is None:
        return False
    session.delete(identity)
    record_step(session, SUBJECT, account.id, actor, ("unlink_identity", "linked", ""), {})
    return True


def account_of(session: Session, issuer: str, subject: str) -> Account | None:
    """The account that the provider means; None where nobody put the two together."""
    meant = (OutsideIdentity.issuer == issuer, OutsideIdentity.subject == subject)
    return session.scalar(select(Account).join(OutsideIdentity).where(*meant))
