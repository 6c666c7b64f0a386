"""E-mail addresses (电子邮箱): where somebody wants to be told of the own cases; nobody has to enter one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.accounts import SUBJECT, Account
from models.audit import Actor
from models.base import Base, now
from models.errors import DecisionError
from models.histories import record_step
from models.privacy.columns import SealedText

LONGEST_ADDRESS = 254
"""Characters (RFC 5321, 4.5.3.1.3: a path of 256, of which two are its brackets)."""
_NONE, _ENTERED = "", "entered"


class EmailAddressUnusable(DecisionError):
    """Nothing can be sent to what was typed."""

    code = "EMAIL_ADDRESS"
    message_zh = "邮箱地址不正确。请填写一个完整的地址，例如 name@example.com，再保存。"
    message_en = "This is not an e-mail address. Enter one whole address, such as name@example.com, and save again."


class EmailAddress(Base):
    """The address of one account, encrypted like every personal number."""

    __tablename__ = "email_address"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    address: Mapped[str] = mapped_column(SealedText)
    entered_at: Mapped[dt.datetime] = mapped_column(default=now)


def address_of(session: Session, account_id: int) -> str:
    """The address of the account; empty where none was entered."""
    kept = session.get(EmailAddress, account_id)
    return kept.address if kept else ""


def enter_address(session: Session, account: Account, text: str, actor: Actor) -> None:
    """From now on the account's person is told there. Raises EmailAddressUnusable."""
    address = text.strip()
    if not is_usable(address):
        raise EmailAddressUnusable
    kept = session.get(EmailAddress, account.id)
    before = _ENTERED if kept else _NONE
    kept = kept or EmailAddress(account_id=account.id)
    kept.address, kept.entered_at = address, now()
    session.add(kept)
    # What the address is stays out of the record, which outlives it.
    record_step(session, SUBJECT, account.id, actor, ("enter_email_address", before, _ENTERED), {})


def remove_address(session: Session, account: Account, actor: Actor) -> bool:
    """Tell the account's person nothing by e-mail any more; gives whether there was an address."""
    kept = session.get(EmailAddress, account.id)
    if kept is None:
        return False
    session.delete(kept)
    record_step(session, SUBJECT, account.id, actor, ("remove_email_address", _ENTERED, _NONE), {})
    return True


def is_usable(address: str) -> bool:
    """Whether it is one whole address, as what sends the mail understands it, and nothing else beside it."""
    if not address.isascii() or len(address) > LONGEST_ADDRESS:
        return False
    # Takes half a second to import, and most processes are never given an address.
    from apprise.utils.parse import is_email  # noqa: PLC0415

    parsed: Any = is_email(address)
    # Of several addresses, or one with a name before it, it gives a part.
    return bool(parsed) and parsed["full_email"] == address
