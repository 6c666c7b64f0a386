"""The pages of figures and of lists to take along; each handler loads, asks permission, and acts."""

from __future__ import annotations

import datetime as dt
import io
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from models.base import now
from models.database import reading, writing
from models.figures import figures
from webqueue import permissions
from webqueue.access import require
from webqueue.entrance.signed_in import current_account
from webqueue.figures import charts
from webqueue.figures.taking import MIME_TYPES, ListKind, take_along
from webqueue.review.taking import filter_here
from webqueue.row_numbers import whole_number
from webqueue.services import services

PERIODS = (7, 30, 90)
"""Days to look back."""


def pages() -> Blueprint:
    """The blueprint of figures."""
    blueprint = Blueprint("figures", __name__, url_prefix="/figures")
    blueprint.get("/")(show)
    blueprint.post("/list.<kind>")(take_list)
    return blueprint


def show() -> ResponseReturnValue:
    """The figures of the last days."""
    require(permissions.may_see_figures(current_account()))
    asked = whole_number(request.args.get("days", ""))
    days = asked if asked in PERIODS else 30
    zone = ZoneInfo(services().settings.time_zone)
    with reading(services().engine) as session:
        shown = figures(session, now() - dt.timedelta(days=days), now(), zone, services().settings.audit_share)
    return render_template("figures/figures.html", figures=shown, charts=charts, days=days, periods=PERIODS)


def take_list(kind: str) -> ResponseReturnValue:
    """The filtered list as a file."""
    require(permissions.may_take_lists(current_account()))
    if kind not in set(ListKind):
        raise NotFound
    with writing(services().engine) as session:
        content = take_along(session, filter_here(), ListKind(kind))
    mimetype = MIME_TYPES[ListKind(kind)]
    return send_file(io.BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=f"queue.{kind}")
