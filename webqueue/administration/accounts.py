"""Accounts: who may sign in, and as what; each handler loads, asks permission, and acts."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models.account_keeping import block_account, give_areas, make_account, renew_password, unblock_account
from models.accounts import Account, Role
from models.areas import areas
from models.database import reading, writing
from models.errors import DecisionError
from models.second_factors import SecondFactor, remove_factor
from webqueue import permissions
from webqueue.access import require
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.services import services


def add_to(blueprint: Blueprint) -> None:
    """Give the blueprint of administration these addresses."""
    blueprint.get("/accounts")(accounts)
    blueprint.post("/accounts")(add_account)
    blueprint.post("/accounts/<row:account_id>/block")(block)
    blueprint.post("/accounts/<row:account_id>/unblock")(unblock)
    blueprint.post("/accounts/<row:account_id>/password")(new_password)
    blueprint.post("/accounts/<row:account_id>/areas")(change_areas)
    blueprint.post("/accounts/<row:account_id>/second-factor")(reset_factor)


def accounts() -> ResponseReturnValue:
    """Everybody who has an account."""
    require(permissions.may_see_administration(current_account()))
    return _page()


def add_account() -> ResponseReturnValue:
    """Make an account, and show its password this once."""
    require(permissions.may_administer(current_account()))
    form = request.form
    try:
        with writing(services().engine) as session:
            account, password = make_account(
                session, form.get("username", ""), form.get("name", ""), form.get("role", ""), current_actor()
            )
    except DecisionError as error:
        return _page(problem=message_of(error)), 422
    return _page(shown=(account.username, password))


def new_password(account_id: int) -> ResponseReturnValue:
    """Give the account a new password, and show it this once."""
    require(permissions.may_administer(current_account()))
    with writing(services().engine) as session:
        account = _load(session, account_id)
        password = renew_password(session, account, current_actor())
    return _page(shown=(account.username, password))


def block(account_id: int) -> ResponseReturnValue:
    """Let the account sign in no more."""
    return _change(account_id, lambda session, account: block_account(session, account, current_actor()))


def unblock(account_id: int) -> ResponseReturnValue:
    """Let the account sign in again."""
    return _change(account_id, lambda session, account: unblock_account(session, account, current_actor()))


def change_areas(account_id: int) -> ResponseReturnValue:
    """Say which pooling areas a reviewer is responsible for."""
    chosen = request.form.getlist("area")
    return _change(account_id, lambda session, account: give_areas(session, account, chosen, current_actor()))


def reset_factor(account_id: int) -> ResponseReturnValue:
    """Take away the second factor of somebody who lost it."""
    return _change(
        account_id, lambda session, account: remove_factor(session, account, current_actor(), services().settings)
    )


def _change(account_id: int, act: Callable[[Session, Account], None]) -> ResponseReturnValue:
    require(permissions.may_administer(current_account()))
    try:
        with writing(services().engine) as session:
            act(session, _load(session, account_id))
    except DecisionError as error:
        flash(message_of(error))
    else:
        flash(gettext("账号已更新。"))
    return redirect(url_for("administration.accounts"), 303)


def _load(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound
    return account


def _page(problem: str = "", shown: tuple[str, str] | None = None) -> str:
    with reading(services().engine) as session:
        people = session.scalars(select(Account).order_by(Account.role, Account.username)).all()
        with_factor = frozenset(session.scalars(select(SecondFactor.account_id)))
    return render_template(
        "administration/accounts.html",
        people=people,
        with_factor=with_factor,
        roles=tuple(Role),
        areas=[area.name for area in areas()],
        problem=problem,
        shown=shown,
        typed=request.form if problem else {},
    )
