"""The second step of a sign-in: a code after the password, asked for slowly of those who guess."""

from __future__ import annotations

import time
from typing import Any

from flask import session as cookie
from sqlalchemy.orm import Session

from models.accounts import Account
from models.audit import Actor
from models.second_factors import WrongCode, accept_code, confirm_factor
from webqueue.entrance.authentication import LOCKED_SECONDS, MOST_FROM_ANYWHERE, Locked, TooManyTries
from webqueue.entrance.throttle import Throttle

WAIT_SECONDS = 300.0
"""For so long a right password waits for its code."""
_KEY = "second_step"


class SecondStep:
    """Checks codes: five failures of an account within a minute, twenty within a quarter of an hour, from anywhere."""

    def __init__(self, throttle: Throttle | None = None, lock: Throttle | None = None) -> None:
        """Count the failures of an account in both."""
        self._throttle = throttle or Throttle()
        self._lock = lock or Throttle(most=MOST_FROM_ANYWHERE, seconds=LOCKED_SECONDS)

    def accept(self, session: Session, account: Account, code: str) -> None:
        """Take the code of somebody who signs in. Raises WrongCode, TooManyTries, Locked."""
        self._ask(account)
        try:
            accept_code(session, account, code, actor_of(account))
        except WrongCode:
            self._fail(account)
            raise
        self._throttle.forget(_key(account))

    def confirm(self, session: Session, account: Account, code: str) -> tuple[str, ...]:
        """Take the factor into use; gives the recovery codes. Raises WrongCode, TooManyTries, Locked."""
        self._ask(account)
        try:
            return confirm_factor(session, account, code, actor_of(account))
        except WrongCode:
            self._fail(account)
            raise

    def _ask(self, account: Account) -> None:
        if self._throttle.is_closed(_key(account)):
            raise TooManyTries
        if self._lock.is_closed(_key(account)):
            raise Locked

    def _fail(self, account: Account) -> None:
        self._throttle.fail(_key(account))
        # A right password does not open this lock again: whoever has it could go on guessing codes for ever.
        self._lock.fail(_key(account))


def wait_for_code(identity: str, wish: str) -> None:
    """Keep in mind, in the cookie, that the password of this identity was right."""
    cookie.clear()
    cookie[_KEY] = {"identity": identity, "until": time.time() + WAIT_SECONDS, "wish": wish}


def waiting() -> tuple[str, str] | None:
    """Whose password was right within the last minutes, and where they wanted to go; None where nobody's was."""
    kept: dict[str, Any] = cookie.get(_KEY, {})
    return (kept["identity"], kept["wish"]) if kept.get("until", 0.0) > time.time() else None


def actor_of(account: Account) -> Actor:
    """The person as history names them, before they are signed in."""
    return Actor(name=account.username, role=account.role, account_id=account.id)


def _key(account: Account) -> str:
    return str(account.id)
