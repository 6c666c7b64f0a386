"""The page of one's own e-mail address; each handler acts on the account that is signed in, and on no other."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.database import reading, writing
from models.email_addresses import LONGEST_ADDRESS, EmailAddressUnusable, address_of, enter_address, remove_address
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.services import services


def pages() -> Blueprint:
    """The blueprint of e-mail addresses."""
    blueprint = Blueprint("email_address", __name__, url_prefix="/email")
    blueprint.get("/")(show)
    blueprint.post("/")(enter)
    blueprint.post("/removal")(remove)
    return blueprint


def show() -> ResponseReturnValue:
    """Where one is told of the own cases."""
    with reading(services().engine) as session:
        return _page(address_of(session, current_account().id))


def enter() -> ResponseReturnValue:
    """Be told there from now on."""
    typed = request.form.get("address", "")
    try:
        with writing(services().engine) as session:
            enter_address(session, current_account(), typed, current_actor())
    except EmailAddressUnusable as error:
        with reading(services().engine) as session:
            return _page(address_of(session, current_account().id), typed, message_of(error)), 422
    flash(gettext("邮箱已保存。"))
    return redirect(url_for("email_address.show"), 303)


def remove() -> ResponseReturnValue:
    """Be told nothing by e-mail any more."""
    with writing(services().engine) as session:
        removed = remove_address(session, current_account(), current_actor())
    if removed:
        flash(gettext("邮箱已删除，不再发送邮件。"))
    return redirect(url_for("email_address.show"), 303)


def _page(kept: str, typed: str = "", problem: str = "") -> str:
    return render_template(
        "email_address/email_address.html",
        kept=kept,
        typed=typed or kept,
        longest=LONGEST_ADDRESS,
        sends_mail=services().settings.sends_mail,
        problem=problem,
    )
