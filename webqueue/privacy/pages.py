"""The privacy notice, for everybody; and the full numbers of one case's operator, shown once to whoever says why."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from models.database import reading, writing
from models.errors import DecisionError
from models.privacy.disclosure import LONGEST_REASON, disclose
from models.privacy.notice import NOTICE_VERSION
from webqueue import permissions
from webqueue.access import load_submission, require
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.services import services


def pages() -> Blueprint:
    """The blueprint of personal data."""
    blueprint = Blueprint("privacy", __name__)
    blueprint.get("/privacy")(notice)
    blueprint.get("/review/cases/<row:submission_id>/personal")(ask)
    blueprint.post("/review/cases/<row:submission_id>/personal")(show)
    return blueprint


def notice() -> ResponseReturnValue:
    """What is kept of whom, why, and for how long."""
    return render_template("privacy/notice.html", version=NOTICE_VERSION, settings=services().settings)


def ask(submission_id: int) -> ResponseReturnValue:
    """The page that asks for the reason."""
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_see_full_numbers(current_account()))
        return render_template("privacy/personal.html", submission=submission, longest=LONGEST_REASON)


def show(submission_id: int) -> ResponseReturnValue:
    """The numbers, in the answer to this one request and nowhere else."""
    reason = request.form.get("reason", "")
    with writing(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_see_full_numbers(current_account()))
        try:
            operator = disclose(session, submission, reason, current_actor())
        except DecisionError as error:
            problem = message_of(error)
            asked = {"submission": submission, "longest": LONGEST_REASON, "reason": reason, "problem": problem}
            return render_template("privacy/personal.html", **asked), 422
    return render_template("privacy/personal.html", submission=submission, longest=LONGEST_REASON, operator=operator)
