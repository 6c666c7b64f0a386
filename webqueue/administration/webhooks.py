"""Webhooks (状态推送): which programs elsewhere are told of changes; each handler loads, asks permission, and acts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models import webhooks as kept
from models.database import reading, writing
from models.errors import DecisionError
from models.webhooks import LONGEST_URL, Webhook, WebhookDelivery, open_webhook
from webqueue import permissions
from webqueue.access import require
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.services import services


def add_to(blueprint: Blueprint) -> None:
    """Give the blueprint of administration these addresses."""
    blueprint.get("/webhooks")(webhooks)
    blueprint.post("/webhooks")(add_webhook)
    blueprint.post("/webhooks/<row:webhook_id>/close")(close_webhook)


def webhooks() -> ResponseReturnValue:
    """Who is told, and how it goes."""
    require(permissions.may_see_administration(current_account()))
    with reading(services().engine) as session:
        return _page(session)


def add_webhook() -> ResponseReturnValue:
    """Add an address, and show the secret that signs what it is told, this once."""
    require(permissions.may_administer(current_account()))
    hosts = services().settings.webhook_host_names
    try:
        with writing(services().engine) as session:
            _, secret = open_webhook(session, request.form.get("url", ""), hosts, current_actor())
            return _page(session, shown=secret)
    except DecisionError as error:
        with reading(services().engine) as session:
            return _page(session, problem=message_of(error)), 422


def close_webhook(webhook_id: int) -> ResponseReturnValue:
    """Tell it nothing any more."""
    require(permissions.may_administer(current_account()))
    with writing(services().engine) as session:
        webhook = session.get(Webhook, webhook_id)
        if webhook is None:
            raise NotFound
        kept.close_webhook(session, webhook, current_actor())
    flash(gettext("推送已停止，尚未送达的不再发送。"))
    return redirect(url_for("administration.webhooks"), 303)


def _page(session: Session, problem: str = "", shown: str = "") -> str:
    return render_template(
        "administration/webhooks.html",
        webhooks=session.scalars(select(Webhook).order_by(Webhook.id.desc())).all(),
        numbers=_numbers(session),
        longest=LONGEST_URL,
        problem=problem,
        shown=shown,
        typed=request.form if problem else {},
    )


def _numbers(session: Session) -> dict[int, tuple[int, int, int]]:
    """By webhook: how many deliveries there were, how many arrived, and how many were given up."""
    rows = session.execute(
        select(
            WebhookDelivery.webhook_id,
            func.count(),
            func.count(WebhookDelivery.delivered_at),
            func.count(WebhookDelivery.given_up_at),
        ).group_by(WebhookDelivery.webhook_id)
    )
    return {webhook: (everything, arrived, given_up) for webhook, everything, arrived, given_up in rows}
