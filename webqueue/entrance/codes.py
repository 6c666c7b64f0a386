"""The pages after the password: a code is asked for, or a second factor is set up where the role needs one."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.accounts import Account
from models.database import reading, writing
from models.errors import PermissionDenied
from models.second_factors import address_of, factor_of, has_factor
from webqueue.entrance.admission import destination, let_in, who_waits
from webqueue.entrance.authentication import TooManyTries
from webqueue.entrance.qr_code import picture_of
from webqueue.entrance.signed_in import sign_in
from webqueue.language.choosing import message_of
from webqueue.services import services


def add_to(blueprint: Blueprint) -> None:
    """Give the blueprint of the entrance these addresses."""
    blueprint.get("/sign-in/code")(code)
    blueprint.post("/sign-in/code")(take_code)
    blueprint.get("/sign-in/second-factor")(set_up)
    blueprint.post("/sign-in/second-factor")(take_set_up)


def code() -> ResponseReturnValue:
    """The form for the code."""
    return _to_the_beginning() if who_waits() is None else render_template("entrance/code.html", problem="")


def take_code() -> ResponseReturnValue:
    """Check the code, and begin a session."""
    waiting = who_waits()
    if waiting is None:
        return _to_the_beginning()
    account, wish = waiting
    try:
        with writing(services().engine) as session:
            services().second_step.accept(session, account, request.form.get("code", ""))
    except PermissionDenied as error:
        return render_template("entrance/code.html", problem=message_of(error)), _status(error)
    return let_in(account, wish)


def set_up() -> ResponseReturnValue:
    """The secret of an authenticator that is to be set up."""
    waiting = who_waits()
    return _to_the_beginning() if waiting is None else _set_up_page(waiting[0])


def take_set_up() -> ResponseReturnValue:
    """Check the first code, begin a session, and show the recovery codes this once."""
    waiting = who_waits()
    if waiting is None:
        return _to_the_beginning()
    account, wish = waiting
    try:
        with writing(services().engine) as session:
            recovery = services().second_step.confirm(session, account, request.form.get("code", ""))
    except PermissionDenied as error:
        return _set_up_page(account, message_of(error), _status(error))
    sign_in(account)
    return render_template("entrance/recovery.html", codes=recovery, onwards=destination(account, wish))


def _set_up_page(account: Account, problem: str = "", status: int = 200) -> ResponseReturnValue:
    with reading(services().engine) as session:
        factor = factor_of(session, account.id)
        if factor is None or has_factor(session, account.id):
            return _to_the_beginning()
        picture, secret = picture_of(address_of(factor, account)), factor.secret
    return render_template("entrance/set_up.html", picture=picture, secret=secret, problem=problem), status


def _to_the_beginning() -> ResponseReturnValue:
    return redirect(url_for("entrance.sign_in"))


def _status(error: PermissionDenied) -> int:
    return 429 if isinstance(error, TooManyTries) else 401
