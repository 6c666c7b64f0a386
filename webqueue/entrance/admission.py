"""Letting somebody in who showed who they are: at once, after a code, or after a second factor was set up."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from models.accounts import Account
from models.database import reading, writing
from models.second_factors import begin_factor, has_factor, must_have_factor
from webqueue import permissions
from webqueue.entrance.local_address import is_local
from webqueue.entrance.second_step import wait_for_code, waiting
from webqueue.entrance.signed_in import Person, person_of, sign_in
from webqueue.services import services


def admit(account: Account, wish: str) -> ResponseReturnValue:
    """The next step for somebody whose password, or whose provider, spoke for them."""
    with reading(services().engine) as session:
        has_one = has_factor(session, account.id)
    if not has_one and not must_have_factor(services().settings, account):
        return let_in(account, wish)
    wait_for_code(Person(account).get_id(), wish)
    if has_one:
        return redirect(url_for("entrance.code"))
    with writing(services().engine) as session:
        begin_factor(session, account)
    return redirect(url_for("entrance.set_up"))


def let_in(account: Account, wish: str) -> ResponseReturnValue:
    """Begin the session, and go where they wanted to."""
    sign_in(account)
    return redirect(destination(account, wish))


def destination(account: Account, wish: str) -> str:
    """Where they wanted to go, or else the page they work on."""
    return wish if is_local(wish) else first_page(account)


def first_page(account: Account) -> str:
    """The page that this person works on."""
    return url_for("review.queue" if permissions.may_see_queue(account) else "submit.own")


def who_waits() -> tuple[Account, str] | None:
    """Whose password was right and who still has to show a code, and where they wanted to go."""
    kept = waiting()
    person = person_of(kept[0]) if kept is not None else None
    return (person.account, kept[1]) if kept is not None and person is not None else None
