"""The pages of one's own second factor; each handler loads, asks permission, and acts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.database import reading, writing
from models.errors import DecisionError, PermissionDenied
from models.second_factors import (
    address_of,
    begin_factor,
    factor_of,
    must_have_factor,
    recovery_codes_left,
    remove_factor,
)
from webqueue.entrance.authentication import TooManyTries
from webqueue.entrance.qr_code import picture_of
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.services import services


def pages() -> Blueprint:
    """The blueprint of second factors."""
    blueprint = Blueprint("second_factor", __name__, url_prefix="/second-factor")
    blueprint.get("/")(show)
    blueprint.post("/")(begin)
    blueprint.post("/confirmation")(confirm)
    blueprint.post("/removal")(remove)
    return blueprint


def show() -> ResponseReturnValue:
    """How it stands with one's own second factor."""
    return _page()


def begin() -> ResponseReturnValue:
    """Make a secret, which is shown until it is confirmed."""
    try:
        with writing(services().engine) as session:
            begin_factor(session, current_account())
    except DecisionError as error:
        flash(message_of(error))
    return redirect(url_for("second_factor.show"), 303)


def confirm() -> ResponseReturnValue:
    """Take it into use with a first code, and show the recovery codes this once."""
    try:
        with writing(services().engine) as session:
            codes = services().second_step.confirm(session, current_account(), request.form.get("code", ""))
    except PermissionDenied as error:
        return _page(message_of(error)), _status(error)
    return render_template("entrance/recovery.html", codes=codes, onwards=url_for("second_factor.show"))


def remove() -> ResponseReturnValue:
    """Remove it, for a code: an open session alone is not enough."""
    try:
        with writing(services().engine) as session:
            services().second_step.accept(session, current_account(), request.form.get("code", ""))
            remove_factor(session, current_account(), current_actor(), services().settings)
    except PermissionDenied as error:
        return _page(message_of(error)), _status(error)
    except DecisionError as error:
        return _page(message_of(error)), 422
    flash(gettext("双因素认证已停用。"))
    return redirect(url_for("second_factor.show"), 303)


def _page(problem: str = "") -> str:
    account = current_account()
    with reading(services().engine) as session:
        factor = factor_of(session, account.id)
        waits = factor is not None and factor.confirmed_at is None
        return render_template(
            "entrance/second_factor.html",
            factor=factor,
            picture=picture_of(address_of(factor, account)) if factor is not None and waits else "",
            left=recovery_codes_left(session, account.id),
            required=must_have_factor(services().settings, account),
            problem=problem,
        )


def _status(error: PermissionDenied) -> int:
    return 429 if isinstance(error, TooManyTries) else 401
