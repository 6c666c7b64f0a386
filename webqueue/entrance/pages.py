"""Signing in and out, and the way to everybody's first page."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from models.accounts import Account
from models.database import reading
from models.errors import PermissionDenied
from webqueue import permissions
from webqueue.entrance.authentication import TooManyTries
from webqueue.entrance.local_address import is_local
from webqueue.entrance.signed_in import current_account
from webqueue.entrance.signed_in import sign_in as begin_session
from webqueue.entrance.signed_in import sign_out as end_session
from webqueue.language.choosing import message_of
from webqueue.services import services


def pages() -> Blueprint:
    """The blueprint of the entrance."""
    blueprint = Blueprint("entrance", __name__)
    blueprint.get("/")(home)
    blueprint.get("/sign-in")(sign_in)
    blueprint.post("/sign-in")(take_sign_in)
    blueprint.post("/sign-out")(sign_out)
    return blueprint


def home() -> ResponseReturnValue:
    """Send everybody to the page they work on."""
    return redirect(_first_page(current_account()))


def sign_in() -> ResponseReturnValue:
    """The form."""
    if current_user.is_authenticated:
        return redirect(url_for("entrance.home"))
    return render_template("sign_in.html", next=request.args.get("next", ""), username="", problem="")


def take_sign_in() -> ResponseReturnValue:
    """Check name and password, and begin a session."""
    username = request.form.get("username", "").strip()
    wish = request.form.get("next", "")
    try:
        with reading(services().engine) as session:
            account = services().authentication.authenticate(
                session, username, request.form.get("password", ""), request.remote_addr or ""
            )
    except PermissionDenied as error:
        status = 429 if isinstance(error, TooManyTries) else 401
        return render_template("sign_in.html", next=wish, username=username, problem=message_of(error)), status
    begin_session(account)
    return redirect(wish if is_local(wish) else _first_page(account))


def sign_out() -> ResponseReturnValue:
    """End the session."""
    end_session()
    return redirect(url_for("entrance.sign_in"))


def _first_page(account: Account) -> str:
    if permissions.may_see_queue(account):
        return url_for("review.queue")
    return url_for("submit.own")
