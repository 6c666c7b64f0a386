"""The public pages of a publicity; they show what was kept when it was published, and nothing else."""

from __future__ import annotations

import io

from flask import Blueprint, render_template, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from models.database import reading
from models.papers.printing import notice
from models.publicities import PublicityBatch, batch_of_token
from webqueue import clock
from webqueue.services import services

_SHOWN = ("active", "expired", "result_saved")


def pages() -> Blueprint:
    """The blueprint of the notices."""
    blueprint = Blueprint("notices", __name__, url_prefix="/notices")
    blueprint.get("/<token>")(show)
    blueprint.get("/<token>/notice.pdf")(print_out)
    return blueprint


def show(token: str) -> ResponseReturnValue:
    """The notice."""
    batch = _load(token)
    return render_template("notices/show.html", batch=batch, notice=batch.notice, today=clock.today())


def print_out(token: str) -> ResponseReturnValue:
    """The notice as PDF, to be printed, stamped and put up."""
    batch = _load(token)
    content = io.BytesIO(notice(batch.notice or {}, batch.notice_hash or ""))
    return send_file(content, mimetype="application/pdf", as_attachment=True, download_name="职称申报公示.pdf")


def _load(token: str) -> PublicityBatch:
    """A publicity that is shown: a draft or a cancelled one is found by nobody."""
    with reading(services().engine) as database:
        batch = batch_of_token(database, token)
    if batch is None or batch.state not in _SHOWN:
        raise NotFound
    return batch
