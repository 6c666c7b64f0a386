"""Who is signed in, from one request to the next."""

from __future__ import annotations

import hashlib
from typing import cast

from flask import Flask, session
from flask_login import LoginManager, current_user, login_user, logout_user

from models.accounts import Account
from models.audit import Actor
from models.database import reading
from webqueue.services import services


class Person:
    """A signed-in person, as the sign-in library wants it."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, account: Account) -> None:
        """Stand for `account`."""
        self.account = account

    def get_id(self) -> str:
        """Account and password hash together: a changed password ends every older sign-in."""
        mark = hashlib.sha256(self.account.password_hash.encode()).hexdigest()[:16]
        return f"{self.account.id}.{mark}"


def install(application: Flask) -> None:
    """Let the application remember who is signed in."""
    manager = LoginManager(application)
    manager.session_protection = "basic"
    manager.user_loader(person_of)


def sign_in(account: Account) -> None:
    """Begin a session for `account`; whatever an earlier one held is gone."""
    session.clear()
    session.permanent = True
    login_user(Person(account))


def sign_out() -> None:
    """End the session."""
    logout_user()
    session.clear()


def current_account() -> Account:
    """The account that is signed in; the gate has let nobody else in."""
    return cast(Account, current_user.account)


def current_actor() -> Actor:
    """The signed-in person as history names them."""
    account = current_account()
    return Actor(name=account.username, role=account.role, account_id=account.id)


def person_of(identity: str) -> Person | None:
    """Whose identity this is; None where the account is blocked or has another password by now."""
    number, _, _ = identity.partition(".")
    if not number.isdecimal():
        return None
    with reading(services().engine) as database:
        account = database.get(Account, int(number))
    if account is None or account.blocked_at is not None:
        return None
    person = Person(account)
    return person if person.get_id() == identity else None
