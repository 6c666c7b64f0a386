"""Handing out the bundle, on record; the handler loads, asks permission, and acts."""

from __future__ import annotations

import io

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from models import audit
from models.database import writing
from webqueue import permissions
from webqueue.access import load_submission, require
from webqueue.cases.case import assemble_case
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.evidence.bundle import write_bundle
from webqueue.services import services


def pages() -> Blueprint:
    """The blueprint of the evidence bundle."""
    blueprint = Blueprint("evidence", __name__, url_prefix="/review/cases/<row:submission_id>")
    blueprint.post("/bundle")(bundle)
    return blueprint


def bundle(submission_id: int) -> ResponseReturnValue:
    """The bundle of this case. That it was taken is itself an event, the last one in the bundle."""
    with writing(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_take_evidence(current_account()))
        case = assemble_case(session, submission)
        audit.record(
            session,
            submission.id,
            current_actor(),
            "bundle",
            case.state.value,
            case.state.value,
            revision=submission.revision,
        )
        content = write_bundle(session, services().store, case, services().settings.time_zone)
    return send_file(
        io.BytesIO(content),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"evidence-{submission_id}-revision{submission.revision}.zip",
    )
