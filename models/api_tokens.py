"""API tokens (接口令牌): what a program shows instead of a password.

A token is shown once and kept as a hash alone; it is long and random, so that a plain hash is enough. It speaks for
its account in the role that the account had when it was made, until it expires or is revoked. Nothing but its last
use and its revocation ever changes, and no row is removed (the migration's triggers).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any, cast

from sqlalchemy import CheckConstraint, CursorResult, ForeignKey, Index, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.accounts import Account
from models.audit import Actor
from models.base import Base, now
from models.errors import DecisionError
from models.histories import record_step

SUBJECT = "api_token"
PREFIX = "zh_"
"""Tells a token from other secrets, for people and for programs that look for secrets in files."""
SHOWN = 8
"""Characters of a token by which its owner knows it again."""
LONGEST_NAME = 64
_SECRET_BYTES = 32
_USE_NOTED_EVERY = dt.timedelta(minutes=1)
_IN_USE, _REVOKED = "in_use", "revoked"


class TokenIncomplete(DecisionError):
    """A token without a usable name or time."""

    code = "TOKEN_INCOMPLETE"
    message_zh = "请填写令牌用途（不超过64字），有效期为1至{longest}天。请更正后再创建。"
    message_en = (
        "A token needs a name of at most 64 characters and lives 1 to {longest} days. Correct it and try again."
    )


class TokenRevoked(DecisionError):
    """The token was revoked before."""

    code = "TOKEN_REVOKED"
    message_zh = "该令牌已被撤销。请刷新页面查看最新状态。"
    message_en = "The token was revoked already. Reload the page to see where it stands."


class ApiToken(Base):
    """One token of one account."""

    __tablename__ = "api_token"
    __table_args__ = (
        CheckConstraint("(revoked_at is null) = (revoked_by is null)", name="revoked_by_somebody"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        CheckConstraint("length(trim(name)) > 0", name="has_a_name"),
        Index(None, "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(20))
    """Of the account when the token was made; the token is dead once the account has another one."""
    name: Mapped[str] = mapped_column(String(64))
    """What it is for, in its owner's words."""
    beginning: Mapped[str] = mapped_column(String(12))
    """Its first characters, by which its owner knows it again."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256."""
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[dt.datetime]
    last_used_at: Mapped[dt.datetime | None]
    """To the minute."""
    revoked_at: Mapped[dt.datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    def is_open(self, moment: dt.datetime) -> bool:
        """Whether it is neither revoked nor expired."""
        return self.revoked_at is None and moment < self.expires_at


def make_token(
    session: Session, account: Account, name: str, days: tuple[int, int], actor: Actor
) -> tuple[ApiToken, str]:
    """A new token of the account, and the token itself, which is shown this once.

    `days`: for how long, and for how long at the most. Raises TokenIncomplete.
    """
    wanted, longest = days
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or not 1 <= wanted <= longest or actor.account_id is None:
        raise TokenIncomplete(longest=longest)
    secret = PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    moment = now()
    token = ApiToken(
        account_id=account.id,
        role=account.role,
        name=name,
        beginning=secret[:SHOWN],
        token_hash=token_hash(secret),
        created_at=moment,
        created_by=actor.account_id,
        expires_at=moment + dt.timedelta(days=wanted),
    )
    session.add(token)
    session.flush()
    told = {"account": account.id, "role": account.role, "days": wanted}
    record_step(session, SUBJECT, token.id, actor, ("create", "", _IN_USE), told)
    return token, secret


def revoke_token(session: Session, token: ApiToken, actor: Actor) -> None:
    """Let the token speak for nobody any more (撤销). Raises TokenRevoked where it is revoked already."""
    changed = session.execute(
        update(ApiToken)
        .where(ApiToken.id == token.id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=now(), revoked_by=actor.account_id)
        .execution_options(synchronize_session=False)
    )
    if cast(CursorResult[Any], changed).rowcount != 1:
        raise TokenRevoked
    session.refresh(token)
    record_step(session, SUBJECT, token.id, actor, ("revoke", _IN_USE, _REVOKED), {"account": token.account_id})


def token_hash(secret: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def tokens_of(session: Session, account_id: int) -> tuple[ApiToken, ...]:
    """The account's tokens, newest first."""
    return tuple(
        session.scalars(select(ApiToken).where(ApiToken.account_id == account_id).order_by(ApiToken.id.desc()))
    )


def speaker(session: Session, secret: str) -> tuple[ApiToken, Account] | None:
    """The token and the account that it speaks for; None for a token that speaks for nobody (any more)."""
    found = session.execute(
        select(ApiToken, Account)
        .join(Account, Account.id == ApiToken.account_id)
        .where(ApiToken.token_hash == token_hash(secret), Account.blocked_at.is_(None), Account.role == ApiToken.role)
    ).first()
    if found is None or not found.ApiToken.is_open(now()):
        return None
    return found.ApiToken, found.Account


def is_use_to_be_noted(token: ApiToken) -> bool:
    """Whether the last use that is on record is older than a minute: not every request needs to write."""
    return token.last_used_at is None or token.last_used_at < now() - _USE_NOTED_EVERY


def note_use(session: Session, token_id: int) -> None:
    """Put down that the token was used now; of several at once, one does."""
    moment = now()
    session.execute(
        update(ApiToken)
        .where(
            ApiToken.id == token_id,
            or_(ApiToken.last_used_at.is_(None), ApiToken.last_used_at < moment - _USE_NOTED_EVERY),
        )
        .values(last_used_at=moment)
        .execution_options(synchronize_session=False)
    )
