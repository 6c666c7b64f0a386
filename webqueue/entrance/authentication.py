"""Whether somebody is who they say."""

from __future__ import annotations

import secrets
from typing import ClassVar

from sqlalchemy.orm import Session

from models.accounts import Account, find_account, hash_password, password_matches
from models.errors import PermissionDenied
from webqueue.entrance.throttle import Throttle

MOST_FROM_ANYWHERE = 20
LOCKED_SECONDS = 900.0
LONGEST_PASSWORD = 256
"""Characters; hashing a longer one would only keep the machine busy."""


class WrongPassword(PermissionDenied):
    """No such account, a wrong password, or a blocked account: which of them is not told."""

    code: ClassVar[str] = "SIGN_IN_FAILED"
    message_zh = "用户名或密码不正确，或账号已停用。请核对后重试；如忘记密码，请联系系统管理员。"
    message_en = "Wrong username or password, or the account is blocked. Try again, or ask the administrator."


class TooManyTries(PermissionDenied):
    """Too many failures within a minute."""

    code: ClassVar[str] = "SIGN_IN_THROTTLED"
    message_zh = "登录失败次数过多。请等待一分钟后再试。"
    message_en = "Too many failed sign-ins. Wait a minute and try again."


class Locked(TooManyTries):
    """Too many failures for one name, from wherever; told for names that nobody has, too."""

    code: ClassVar[str] = "SIGN_IN_LOCKED"
    message_zh = "该用户名登录失败次数过多，已暂时锁定。请十五分钟后再试；如非本人操作，请告知系统管理员。"
    message_en = (
        "Too many failed sign-ins under this name: it is locked for a while. "
        "Try again in a quarter of an hour; if it was not you, tell the administrator."
    )


class Authentication:
    """Checks passwords, slowly for those who guess."""

    def __init__(self, throttle: Throttle | None = None, lock: Throttle | None = None) -> None:
        """Count the failures of a name from one address in `throttle`, from wherever they come in `lock`."""
        self._throttle = throttle or Throttle()
        self._lock = lock or Throttle(most=MOST_FROM_ANYWHERE, seconds=LOCKED_SECONDS)
        # Checked where there is no such account, so that the time of the answer does not tell.
        self._decoy = hash_password(secrets.token_hex())

    def authenticate(self, session: Session, username: str, password: str, address: str) -> Account:
        """The account of that name and password. Raises WrongPassword, TooManyTries, Locked."""
        name = username.casefold()
        key = f"{name} {address}"
        if self._throttle.is_closed(key):
            raise TooManyTries
        if self._lock.is_closed(name):
            raise Locked
        account = find_account(session, username)
        password_hash = account.password_hash if account else self._decoy
        right = len(password) <= LONGEST_PASSWORD and password_matches(password_hash, password)
        if account is None or not right or account.blocked_at is not None:
            self._throttle.fail(key)
            self._lock.fail(name)
            raise WrongPassword
        self._throttle.forget(key)
        self._lock.forget(name)
        return account
