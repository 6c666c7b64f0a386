"""Keeping accounts (账号管理): making, blocking, new passwords, areas; each act on record with who did it.

A password that is made here is given back once, to be handed over, and kept nowhere but as a hash.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.accounts import SUBJECT, Account, Role, create_account, find_account, hash_password
from models.adoption import adopt_submissions
from models.areas import areas as known_areas
from models.audit import Actor
from models.base import now
from models.email_addresses import remove_address
from models.errors import DecisionError
from models.histories import record_step

LONGEST_NAME = 64
_IN_USE, _BLOCKED = "in_use", "blocked"


class AccountIncomplete(DecisionError):
    """An account without a usable username, name or role."""

    code = "ACCOUNT_INCOMPLETE"
    message_zh = "用户名须以字母开头，由2至64位字母、数字或下划线组成，并填写姓名和角色。请更正后再保存。"
    message_en = (
        "A username begins with a letter and has 2 to 64 letters, digits or underscores; name and role are needed too. "
        "Correct it and save again."
    )


class UsernameTaken(DecisionError):
    """The username belongs to another account."""

    code = "USERNAME_TAKEN"
    message_zh = "该用户名已被使用。请换一个用户名后再保存。"
    message_en = "The username is taken. Choose another one and save again."


class OwnAccount(DecisionError):
    """An administrator would lock the own account."""

    code = "OWN_ACCOUNT"
    message_zh = "不能停用自己的账号。请由另一位系统管理员操作。"
    message_en = "You cannot block your own account. Ask another administrator."


def make_account(session: Session, username: str, name: str, role: str, actor: Actor) -> tuple[Account, str]:
    """A new account and its password. Raises AccountIncomplete or UsernameTaken."""
    username, name = username.strip(), name.strip()
    usable = username.isascii() and username.replace("_", "").isalnum() and username[:1].isalpha()
    if (
        not usable
        or not 2 <= len(username) <= LONGEST_NAME
        or not 0 < len(name) <= LONGEST_NAME
        or role not in set(Role)
    ):
        raise AccountIncomplete
    if find_account(session, username) is not None:
        raise UsernameTaken
    password = secrets.token_urlsafe(12)
    try:
        account = create_account(session, username, name, Role(role), password)
    except IntegrityError as error:
        raise UsernameTaken from error
    adopt_submissions(session, account)
    record_step(session, SUBJECT, account.id, actor, ("create", "", _IN_USE), {"role": role})
    return account, password


def renew_password(session: Session, account: Account, actor: Actor) -> str:
    """A new password for the account; every sign-in with the old one ends."""
    password = secrets.token_urlsafe(12)
    account.password_hash = hash_password(password)
    record_step(session, SUBJECT, account.id, actor, ("renew_password", _state(account), _state(account)), {})
    return password


def block_account(session: Session, account: Account, actor: Actor) -> None:
    """Let the account sign in no more; its person can no longer remove the e-mail address. Raises OwnAccount."""
    if account.id == actor.account_id:
        raise OwnAccount
    before = _state(account)
    account.blocked_at = account.blocked_at or now()
    record_step(session, SUBJECT, account.id, actor, ("block", before, _BLOCKED), {})
    remove_address(session, account, actor)


def unblock_account(session: Session, account: Account, actor: Actor) -> None:
    """Let the account sign in again."""
    before = _state(account)
    account.blocked_at = None
    record_step(session, SUBJECT, account.id, actor, ("unblock", before, _IN_USE), {})


def give_areas(session: Session, account: Account, areas: Iterable[str], actor: Actor) -> None:
    """Make the account responsible for these pooling areas (统筹区); for none of them means for all."""
    chosen = sorted({area.name for area in known_areas()} & set(areas))
    before, account.areas = list(account.areas), chosen
    step = ("give_areas", _state(account), _state(account))
    record_step(session, SUBJECT, account.id, actor, step, {"before": before, "after": chosen})


def _state(account: Account) -> str:
    return _BLOCKED if account.blocked_at else _IN_USE
