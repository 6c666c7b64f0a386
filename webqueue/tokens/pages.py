"""The pages of tokens; each handler loads, asks permission, and acts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models.accounts import Account
from models.api_tokens import LONGEST_NAME, ApiToken, make_token, revoke_token, tokens_of
from models.base import now
from models.database import reading, writing
from models.errors import DecisionError
from webqueue import permissions
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.row_numbers import whole_number
from webqueue.services import services

DAYS = (30, 90, 365)
"""For how long a token can be made."""


def pages() -> Blueprint:
    """The blueprint of tokens."""
    blueprint = Blueprint("tokens", __name__, url_prefix="/tokens")
    blueprint.get("/")(own)
    blueprint.get("/of/<row:account_id>")(tokens)
    blueprint.post("/of/<row:account_id>")(create)
    blueprint.post("/<row:token_id>/revocation")(revoke)
    return blueprint


def own() -> ResponseReturnValue:
    """The way to one's own tokens."""
    return redirect(url_for("tokens.tokens", account_id=current_account().id))


def tokens(account_id: int) -> ResponseReturnValue:
    """The tokens of one account."""
    with reading(services().engine) as session:
        return _page(session, _load_account(session, account_id))


def create(account_id: int) -> ResponseReturnValue:
    """Make a token, and show it this once."""
    days = whole_number(request.form.get("days", "")) or 0, services().settings.token_days
    try:
        with writing(services().engine) as session:
            owner = _load_account(session, account_id)
            _, secret = make_token(session, owner, request.form.get("name", ""), days, current_actor())
            return _page(session, owner, shown=secret)
    except DecisionError as error:
        with reading(services().engine) as session:
            return _page(session, _load_account(session, account_id), problem=message_of(error)), 422


def revoke(token_id: int) -> ResponseReturnValue:
    """撤销."""
    try:
        with writing(services().engine) as session:
            token = session.get(ApiToken, token_id)
            if token is None:
                raise NotFound
            owner_id = _load_account(session, token.account_id).id
            revoke_token(session, token, current_actor())
    except DecisionError as error:
        flash(message_of(error))
    else:
        flash(gettext("令牌已撤销，使用它的程序不能再访问。"))
    return redirect(url_for("tokens.tokens", account_id=owner_id), 303)


def _load_account(session: Session, account_id: int) -> Account:
    """An account whose tokens this person may keep; everybody else's is not found."""
    owner = session.get(Account, account_id)
    if owner is None or not permissions.may_keep_tokens(current_account(), owner):
        raise NotFound
    return owner


def _page(session: Session, owner: Account, problem: str = "", shown: str = "") -> str:
    return render_template(
        "tokens/tokens.html",
        owner=owner,
        tokens=tokens_of(session, owner.id),
        moment=now(),
        days=[days for days in DAYS if days <= services().settings.token_days],
        longest=LONGEST_NAME,
        problem=problem,
        shown=shown,
        typed=request.form if problem else {},
    )
