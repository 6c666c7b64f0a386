"""Handing out the bundle, on record; the handler loads, asks permission, and acts."""

from __future__ import annotations

import io

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from models.database import writing
from webqueue import permissions
from webqueue.access import load_submission, require
from webqueue.entrance.signed_in import current_account
from webqueue.evidence.handing_out import bundle_name, hand_out
from webqueue.services import services


def pages() -> Blueprint:
    """The blueprint of the evidence bundle."""
    blueprint = Blueprint("evidence", __name__, url_prefix="/review/cases/<row:submission_id>")
    blueprint.post("/bundle")(bundle)
    return blueprint


def bundle(submission_id: int) -> ResponseReturnValue:
    """The bundle of this case."""
    with writing(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_take_evidence(current_account()))
        content = hand_out(session, submission)
    return send_file(
        io.BytesIO(content),
        mimetype="application/zip",
        as_attachment=True,
        download_name=bundle_name(submission),
    )
