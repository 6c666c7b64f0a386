"""The blueprint of administration."""

from __future__ import annotations

from flask import Blueprint

from webqueue.administration import accounts, reasons, webhooks, years


def pages() -> Blueprint:
    """The blueprint of the administrator's pages."""
    blueprint = Blueprint("administration", __name__, url_prefix="/administration")
    accounts.add_to(blueprint)
    reasons.add_to(blueprint)
    years.add_to(blueprint)
    webhooks.add_to(blueprint)
    return blueprint
