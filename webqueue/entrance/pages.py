"""Signing in and out, and the way to everybody's first page; the code after the password is asked for on its own."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from models.database import reading
from models.errors import PermissionDenied
from webqueue.entrance import codes, outside
from webqueue.entrance.admission import admit, first_page
from webqueue.entrance.authentication import TooManyTries
from webqueue.entrance.sign_in_form import sign_in_page
from webqueue.entrance.signed_in import current_account
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
    codes.add_to(blueprint)
    outside.add_to(blueprint)
    return blueprint


def home() -> ResponseReturnValue:
    """Send everybody to the page they work on."""
    return redirect(first_page(current_account()))


def sign_in() -> ResponseReturnValue:
    """The form."""
    if current_user.is_authenticated:
        return redirect(url_for("entrance.home"))
    return sign_in_page(request.args.get("next", ""))


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
        return sign_in_page(wish, username, message_of(error)), status
    return admit(account, wish)


def sign_out() -> ResponseReturnValue:
    """End the session."""
    end_session()
    return redirect(url_for("entrance.sign_in"))
