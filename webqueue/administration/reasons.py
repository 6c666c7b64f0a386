"""The catalogue of reasons: what reviewers can choose from; each handler loads, asks permission, and acts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from models.database import reading, writing
from models.errors import DecisionError
from models.reasons import Reason, add_reason, all_reasons, retire_reason
from webqueue import permissions
from webqueue.access import require
from webqueue.entrance.signed_in import current_account
from webqueue.language.choosing import message_of
from webqueue.services import services
from webqueue.words import CHECKS


def add_to(blueprint: Blueprint) -> None:
    """Give the blueprint of administration these addresses."""
    blueprint.get("/reasons")(reasons)
    blueprint.post("/reasons")(add)
    blueprint.post("/reasons/<row:reason_id>/retire")(retire)


def reasons() -> ResponseReturnValue:
    """The catalogue."""
    require(permissions.may_see_administration(current_account()))
    return _page()


def add() -> ResponseReturnValue:
    """Put a reason into the catalogue."""
    require(permissions.may_administer(current_account()))
    form = request.form
    try:
        with writing(services().engine) as session:
            add_reason(
                session,
                form.get("outcome", ""),
                form.get("title", ""),
                form.get("sentence", ""),
                form.get("check", ""),
            )
    except DecisionError as error:
        return _page(problem=message_of(error)), 422
    flash(gettext("意见已加入目录。"))
    return redirect(url_for("administration.reasons"), 303)


def retire(reason_id: int) -> ResponseReturnValue:
    """Take a reason out of use."""
    require(permissions.may_administer(current_account()))
    with writing(services().engine) as session:
        reason = session.get(Reason, reason_id)
        if reason is None:
            raise NotFound
        retire_reason(session, reason)
    flash(gettext("意见已停用；用过它的决定不受影响。"))
    return redirect(url_for("administration.reasons"), 303)


def _page(problem: str = "") -> str:
    with reading(services().engine) as session:
        catalogue = all_reasons(session)
    return render_template(
        "administration/reasons.html",
        catalogue=catalogue,
        checks=CHECKS,
        problem=problem,
        typed=request.form if problem else {},
    )
