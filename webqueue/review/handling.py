"""What a reviewer does with a case besides deciding: put it aside, ask, note, undo; each handler loads, asks, acts."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from models.database import writing
from models.errors import DecisionError
from models.first_approvals import first_approval_on
from models.holds import defer, keep_from_others, take
from models.remarks import RemarkKind, write_remark
from models.review import undo
from models.second_person import withdraw_first
from models.steps.settling import reconsider
from models.submissions import Submission
from webqueue import permissions
from webqueue.access import load_submission, require
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.review.filters import filter_arguments
from webqueue.review.taking import filter_here, go_to_next
from webqueue.services import services

HOURS = {"1": 1.0, "24": 24.0, "72": 72.0}
"""For how long a case can be put aside."""
HOURS_FOR_AN_ANSWER = 72.0
"""A case with an open question waits that long for its answer before it comes back by itself."""

Act = Callable[[Session, Submission], None]


def add_to(blueprint: Blueprint) -> None:
    """Give the blueprint of the review queue these addresses."""
    blueprint.post("/cases/<row:submission_id>/defer")(put_aside)
    blueprint.post("/cases/<row:submission_id>/question")(ask)
    blueprint.post("/cases/<row:submission_id>/note")(note)
    blueprint.post("/cases/<row:submission_id>/undo")(take_back)


def put_aside(submission_id: int) -> ResponseReturnValue:
    """Put the case aside, with a note where one was written, and go to the next one."""
    hours = HOURS.get(request.form.get("hours", ""), HOURS["24"])

    def act(session: Session, submission: Submission) -> None:
        if _words():
            write_remark(session, submission, RemarkKind.NOTE, _words(), current_actor())
        defer(session, submission, hours, current_actor())

    return in_hand(submission_id, act, gettext("已暂缓，到时自动回到队列。"), leaves=True)


def ask(submission_id: int) -> ResponseReturnValue:
    """Ask the operator a question; the case waits for the answer."""

    def act(session: Session, submission: Submission) -> None:
        write_remark(session, submission, RemarkKind.QUESTION, _words(), current_actor())
        defer(session, submission, HOURS_FOR_AN_ANSWER, current_actor())

    return in_hand(submission_id, act, gettext("已向经办人提问，答复后自动回到队列。"), leaves=True)


def note(submission_id: int) -> ResponseReturnValue:
    """Write an internal note, which no operator ever sees."""

    def act(session: Session, submission: Submission) -> None:
        write_remark(session, submission, RemarkKind.NOTE, _words(), current_actor())

    return in_hand(submission_id, act, gettext("备注已保存，仅内部可见。"), leaves=False)


def take_back(submission_id: int) -> ResponseReturnValue:
    """Undo the decision, or withdraw one's approval, and take the case in hand again."""
    done = ""
    try:
        with writing(services().engine) as session:
            submission = load_submission(session, submission_id, current_account())
            require(permissions.may_decide(current_account(), submission))
            require(permissions.may_undo(session, current_account(), submission))
            done = undo_newest(session, submission)
            take(session, submission_id, current_account().id, services().settings.hold_seconds)
    except DecisionError as error:
        flash(message_of(error))
    else:
        flash(done)
    return _back(submission_id)


def undo_newest(session: Session, submission: Submission) -> str:
    """Withdraw the first approval that waits for a second person, or undo the decision; gives what was done."""
    if first_approval_on(session, submission.id, submission.revision) is not None:
        withdraw_first(session, submission, current_actor())
        return str(gettext("同意已撤回，该申请回到待审核。"))
    undo(session, submission, current_actor())
    reconsider(session, submission, current_actor())
    return str(gettext("决定已撤回，该申请回到待审核。"))


def in_hand(submission_id: int, act: Act, done: str, *, leaves: bool) -> ResponseReturnValue:
    """Do `act` on a case that this reviewer has in hand, or takes now; goes to the next case, or back to this one."""
    try:
        with writing(services().engine) as session:
            submission = load_submission(session, submission_id, current_account())
            require(permissions.may_decide(current_account(), submission))
            keep_from_others(session, submission_id, current_account().id, services().settings.hold_seconds)
            act(session, submission)
    except DecisionError as error:
        # What was typed is still in the window's draft.
        flash(message_of(error))
        return _back(submission_id)
    flash(done)
    return go_to_next(filter_here(), after=submission_id) if leaves else _back(submission_id)


def _words() -> str:
    return request.form.get("text", "").strip()


def _back(submission_id: int) -> ResponseReturnValue:
    return redirect(url_for("review.case", submission_id=submission_id, **filter_arguments(filter_here())), 303)
