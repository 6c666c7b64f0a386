"""Accounts that registrations opened, as an administrator suspends (停用), resumes (恢复) and closes (注销) them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models.database import reading, writing
from models.errors import DecisionError
from models.life_cycles.registration import REGISTRATION
from models.registrations import Registration
from models.steps.settling import close, resume, suspend
from webqueue import permissions
from webqueue.access import require
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.services import services

MOST_LISTED = 500
_OPENED = ("approved", "suspended", "closed")
_WAYS = {"suspend": suspend, "resume": resume, "close": close}


def pages() -> Blueprint:
    """The blueprint of opened accounts."""
    blueprint = Blueprint("opened", __name__, url_prefix="/opened")
    blueprint.get("/")(opened)
    blueprint.post("/<row:registration_id>/<any(suspend, resume, close):way>")(change)
    return blueprint


def opened() -> ResponseReturnValue:
    """The registrations that opened an account, newest first."""
    require(permissions.may_change_opened_accounts(current_account()))
    with reading(services().engine) as database:
        return _page(database)


def change(registration_id: int, way: str) -> ResponseReturnValue:
    """Suspend, resume or close, with a reason."""
    require(permissions.may_change_opened_accounts(current_account()))
    try:
        with writing(services().engine) as database:
            registration = database.get(Registration, registration_id)
            if registration is None or registration.state not in _OPENED:
                raise NotFound
            _WAYS[way](database, registration, request.form.get("reason", ""), current_actor())
    except DecisionError as error:
        with reading(services().engine) as database:
            return _page(database, message_of(error)), 409
    flash(gettext("已保存。"))
    return redirect(url_for("opened.opened"))


def _page(database: Session, problem: str = "") -> str:
    rows = database.scalars(
        select(Registration).where(Registration.state.in_(_OPENED)).order_by(Registration.id.desc()).limit(MOST_LISTED)
    ).all()
    states = {state.value: words for state, words in REGISTRATION.states.items()}
    return render_template("registration/opened.html", rows=rows, states=states, problem=problem)
