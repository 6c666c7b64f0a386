"""People who sign in (账号): operators, reviewers and those above and beside them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now

SUBJECT = "account"
"""Of the steps in the history that are about an account."""
_hasher = PasswordHasher()


class Role(StrEnum):
    """What a person does here."""

    REVIEWER = "reviewer"  # 审核人
    OPERATOR = "operator"  # 经办人
    SUPERVISOR = "supervisor"  # 审核主管
    ADMINISTRATOR = "administrator"  # 系统管理员
    AUDITOR = "auditor"  # 审计员


class Account(Base):
    """A person's account; its password is kept as a salted argon2id hash only."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "role in ('reviewer', 'operator', 'supervisor', 'administrator', 'auditor')", name="role_known"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    """Without capital letters, so that any letter case finds it by the index."""
    name: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    blocked_at: Mapped[dt.datetime | None]
    areas: Mapped[list[Any]] = mapped_column(default=list)
    """The pooling areas (统筹区) that a reviewer is responsible for; empty for all of them."""


def hash_password(password: str) -> str:
    """A salted argon2id hash of `password`."""
    return _hasher.hash(password)


def password_matches(password_hash: str, password: str) -> bool:
    """Whether `password` is the one that `password_hash` was made of."""
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def create_account(session: Session, username: str, name: str, role: Role, password: str) -> Account:
    """A new account; raises sqlalchemy.exc.IntegrityError where the username is taken."""
    account = Account(username=username.casefold(), name=name, role=role.value, password_hash=hash_password(password))
    session.add(account)
    session.flush()
    return account


def find_account(session: Session, username: str) -> Account | None:
    """The account of `username`, in any letter case."""
    return session.scalar(select(Account).where(Account.username == username.casefold()))
