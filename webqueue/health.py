"""Whether the queue lives, is ready, and its measurements: for the programs that watch over it."""

from __future__ import annotations

import hmac

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from models.database import reading
from models.migrations import is_current
from models.space import is_full
from webqueue.services import services
from webqueue.system.metrics import registry_of

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


def health() -> Blueprint:
    """The blueprint of the pages for programs."""
    blueprint = Blueprint("health", __name__)
    blueprint.get("/health")(show)
    blueprint.get("/ready")(ready)
    blueprint.get("/metrics")(metrics)
    return blueprint


def show() -> ResponseReturnValue:
    """200 while the database answers, 503 otherwise; says nothing else, since it is public."""
    try:
        with reading(services().engine) as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="unavailable"), 503
    return jsonify(status="ok")


def ready() -> ResponseReturnValue:
    """200 while people can work here: database of this version, store that answers, space left; 503 otherwise."""
    try:
        works = is_current(services().engine) and services().store.answers() and not is_full(services().settings)
    except SQLAlchemyError:
        works = False
    return (jsonify(status="ok"), 200) if works else (jsonify(status="unavailable"), 503)


def metrics() -> ResponseReturnValue:
    """The measurements, for whoever may read them; for everybody else there is no such page."""
    if not _may_read_metrics():
        raise NotFound
    return Response(generate_latest(registry_of(current_app)), content_type=CONTENT_TYPE_LATEST)


def _may_read_metrics() -> bool:
    token = services().settings.metrics_token.get_secret_value()
    if token:
        return hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
    # What a proxy on this machine passes on comes from anywhere.
    return request.remote_addr in _LOOPBACK and not any(name in request.headers for name in _FORWARDED)
