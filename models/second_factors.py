"""Second factors (双因素认证): codes of an authenticator by the clock (TOTP, RFC 6238), and codes for its loss.

The secret is encrypted as personal data is. A code counts once: what was accepted for a step of time is not accepted
for that step again, nor for an earlier one. A recovery code counts once, too.
"""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
from typing import Any, cast

import pyotp
from sqlalchemy import CursorResult, ForeignKey, String, Update, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.accounts import SUBJECT, Account
from models.audit import Actor
from models.base import Base, now
from models.errors import DecisionError, PermissionDenied
from models.histories import record_step
from models.privacy.columns import SealedText
from models.privacy.keys import keys
from models.settings import Settings

STEP_SECONDS = 30
DRIFT = 1
"""Steps by which the clock of an authenticator may be wrong, ahead or behind (RFC 6238, 5.2)."""
RECOVERY_CODES = 10
_ISSUER = "证核"
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is taken for something else in handwriting."""
_NONE, _PENDING, _IN_USE = "none", "pending", "in_use"


class WrongCode(PermissionDenied):
    """Not the code of this moment, one that was used already, or no recovery code that is left."""

    code = "SECOND_FACTOR_WRONG"
    message_zh = "验证码不正确或已使用过。请等待身份验证器显示下一个验证码后再输入，或使用一个未用过的恢复码。"
    message_en = "The code is wrong or was used already. Wait for the next one, or use a recovery code that is left."


class FactorExists(DecisionError):
    """The account has a second factor in use."""

    code = "SECOND_FACTOR_EXISTS"
    message_zh = "本账号已启用双因素认证。如需更换身份验证器，请先停用，再重新启用。"
    message_en = (
        "The account has a second factor already. To change the authenticator, remove it first, then begin anew."
    )


class FactorRequired(DecisionError):
    """The role may not be without a second factor."""

    code = "SECOND_FACTOR_REQUIRED"
    message_zh = "本角色必须使用双因素认证，不能自行停用。如需更换身份验证器，请联系系统管理员重置。"
    message_en = "Your role needs a second factor. To change the authenticator, ask the administrator to reset it."


class SecondFactor(Base):
    """The authenticator of one account; it counts once it was confirmed with a code."""

    __tablename__ = "second_factor"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(SealedText)
    made_at: Mapped[dt.datetime] = mapped_column(default=now)
    confirmed_at: Mapped[dt.datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)
    """The newest step of time for which a code was accepted."""


class RecoveryCode(Base):
    """A code that stands in once for an authenticator that was lost; kept as a keyed hash only."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[dt.datetime | None]


def must_have_factor(settings: Settings, account: Account) -> bool:
    """Whether the settings ask for a second factor of this role."""
    return account.role in settings.second_factor_roles.split()


def factor_of(session: Session, account_id: int) -> SecondFactor | None:
    """The second factor of the account, confirmed or not."""
    return session.get(SecondFactor, account_id)


def has_factor(session: Session, account_id: int) -> bool:
    """Whether a code is asked for when this account signs in."""
    factor = factor_of(session, account_id)
    return factor is not None and factor.confirmed_at is not None


def begin_factor(session: Session, account: Account) -> SecondFactor:
    """A new secret that waits to be confirmed, in the place of one that waits. Raises FactorExists."""
    factor = factor_of(session, account.id)
    if factor is not None and factor.confirmed_at is not None:
        raise FactorExists
    if factor is None:
        factor = SecondFactor(account_id=account.id)
        session.add(factor)
    factor.secret = pyotp.random_base32()
    session.flush()
    return factor


def address_of(factor: SecondFactor, account: Account) -> str:
    """What an authenticator takes in, as a QR code."""
    return pyotp.TOTP(factor.secret).provisioning_uri(name=account.username, issuer_name=_ISSUER)


def confirm_factor(session: Session, account: Account, code: str, actor: Actor) -> tuple[str, ...]:
    """Take the factor into use; gives the recovery codes, this once. Raises WrongCode."""
    factor = factor_of(session, account.id)
    if factor is None or factor.confirmed_at is not None or not _accept_step(session, factor, code):
        raise WrongCode
    factor.confirmed_at = now()
    record_step(session, SUBJECT, account.id, actor, ("confirm_factor", _PENDING, _IN_USE), {})
    return _new_recovery_codes(session, account.id)


def accept_code(session: Session, account: Account, code: str, actor: Actor) -> None:
    """Take a code of the authenticator, or a recovery code, of somebody who signs in. Raises WrongCode."""
    factor = factor_of(session, account.id)
    if factor is None or factor.confirmed_at is None:
        raise WrongCode
    if _accept_step(session, factor, code):
        return
    if not _use_recovery_code(session, account.id, code):
        raise WrongCode
    left = recovery_codes_left(session, account.id)
    record_step(session, SUBJECT, account.id, actor, ("use_recovery_code", _IN_USE, _IN_USE), {"left": left})


def remove_factor(session: Session, account: Account, actor: Actor, settings: Settings) -> None:
    """Let the account sign in without a code: its owner, unless the role needs one, or an administrator for a loss.

    Raises FactorRequired. Where there is no factor, nothing happens.
    """
    if actor.account_id == account.id and must_have_factor(settings, account):
        raise FactorRequired
    factor = factor_of(session, account.id)
    if factor is None:
        return
    before = _IN_USE if factor.confirmed_at else _PENDING
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    session.delete(factor)
    record_step(session, SUBJECT, account.id, actor, ("remove_factor", before, _NONE), {})


def recovery_codes_left(session: Session, account_id: int) -> int:
    """How many recovery codes have not been used."""
    mine = (RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(*mine)) or 0


def _accept_step(session: Session, factor: SecondFactor, code: str) -> bool:
    typed = "".join(code.split())
    clock = pyotp.TOTP(factor.secret)
    present = int(now().timestamp()) // STEP_SECONDS
    steps = [step for step in range(present - DRIFT, present + DRIFT + 1) if step > factor.last_step]
    fitting = [step for step in steps if hmac.compare_digest(clock.generate_otp(step).encode(), typed.encode())]
    if not fitting:
        return False
    # Of two that come with the same code at once, one finds the step taken.
    taken = (
        update(SecondFactor)
        .where(SecondFactor.account_id == factor.account_id, SecondFactor.last_step < fitting[-1])
        .values(last_step=fitting[-1])
    )
    return _changed(session, taken)


def _new_recovery_codes(session: Session, account_id: int) -> tuple[str, ...]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    words = ["".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(account_id=account_id, code_hash=_hash(word)) for word in words)
    session.flush()
    return tuple(f"{word[:5]}-{word[5:]}" for word in words)


def _use_recovery_code(session: Session, account_id: int, code: str) -> bool:
    used = (
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id, RecoveryCode.code_hash == _hash(code), RecoveryCode.used_at.is_(None)
        )
        .values(used_at=now())
    )
    return _changed(session, used)


def _hash(code: str) -> str:
    return keys().fingerprint("recovery " + "".join(code.casefold().replace("-", "").split()))


def _changed(session: Session, statement: Update) -> bool:
    return cast(CursorResult[Any], session.execute(statement)).rowcount == 1
