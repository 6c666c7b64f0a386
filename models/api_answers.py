"""Answers kept for repeated requests (幂等): what a program was answered under its own key, for a while.

The answer is written in the transaction of the change that it tells of, so that there is one exactly where something
was changed, and a request that comes twice at once changes nothing twice: the second one waits for the first.
It is encrypted with what only the program knows, its token and its key, since it may hold a code that is shown once.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Any, cast

from cryptography.fernet import Fernet
from sqlalchemy import CursorResult, Index, String, Text, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now
from models.errors import DecisionError


class KeyUsedOtherwise(DecisionError):
    """The key came with another request before."""

    code = "IDEMPOTENCY_KEY_REUSED"
    message_zh = "该 Idempotency-Key 已用于另一个请求。请为新的请求换用新的键值。"
    message_en = "This Idempotency-Key was used for another request. Use a new key for a new request."


class ApiAnswer(Base):
    """One answer, until its time is up."""

    __tablename__ = "api_answer"
    __table_args__ = (Index(None, "expires_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of who asked and of their key."""
    request_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of what was asked."""
    status: Mapped[int] = mapped_column(default=0)
    """Of HTTP; 0 within the transaction that is working on it, which nobody else sees."""
    sealed: Mapped[str] = mapped_column(Text, default="")
    """The answer's body, encrypted."""
    made_at: Mapped[dt.datetime] = mapped_column(default=now)
    expires_at: Mapped[dt.datetime]


@dataclass(frozen=True)
class Repeatable:
    """A request that may come again."""

    caller: str = field(repr=False)
    """What the program shows of itself: its token, or where it has none, its address."""
    key: str = field(repr=False)
    """The Idempotency-Key that it sent."""
    request_hash: str

    @property
    def key_hash(self) -> str:
        """By which its answer is found."""
        return hashlib.sha256(self._secret("found by")).hexdigest()

    @property
    def cipher(self) -> Fernet:
        """What its answer is encrypted with."""
        return Fernet(base64.urlsafe_b64encode(hashlib.sha256(self._secret("sealed with")).digest()))

    def _secret(self, purpose: str) -> bytes:
        return f"{purpose}\n{self.caller}\n{self.key}".encode()


@dataclass(frozen=True)
class KeptAnswer:
    """What was answered the first time."""

    status: int
    body: bytes


def first_answer(session: Session, request: Repeatable, hours: float) -> KeptAnswer | None:
    """What was answered to this request before; None for the first time, and then its place is taken.

    Belongs at the beginning of the transaction that changes something. Raises KeyUsedOtherwise.
    """
    session.execute(delete(ApiAnswer).where(ApiAnswer.key_hash == request.key_hash, ApiAnswer.expires_at <= now()))
    kept = _find(session, request)
    if kept is None:
        try:
            with session.begin_nested():
                session.add(_place(request, hours))
                session.flush()
        except IntegrityError:
            # Another request with this key came first, and has been done by now.
            kept = _find(session, request)
    if kept is None:
        return None
    if kept.request_hash != request.request_hash:
        raise KeyUsedOtherwise
    return KeptAnswer(kept.status, request.cipher.decrypt(kept.sealed))


def keep_answer(session: Session, request: Repeatable, status: int, body: bytes) -> None:
    """Keep the answer in the place that `first_answer` took."""
    kept = session.scalars(select(ApiAnswer).where(ApiAnswer.key_hash == request.key_hash)).one()
    kept.status, kept.sealed = status, request.cipher.encrypt(body).decode("ascii")
    session.flush()


def forget_old_answers(session: Session) -> int:
    """Remove the answers whose time is up; gives how many."""
    gone = session.execute(delete(ApiAnswer).where(ApiAnswer.expires_at <= now()))
    return cast(CursorResult[Any], gone).rowcount


def _place(request: Repeatable, hours: float) -> ApiAnswer:
    return ApiAnswer(
        key_hash=request.key_hash,
        request_hash=request.request_hash,
        expires_at=now() + dt.timedelta(hours=hours),
    )


def _find(session: Session, request: Repeatable) -> ApiAnswer | None:
    return session.scalars(select(ApiAnswer).where(ApiAnswer.key_hash == request.key_hash)).first()
