"""Taking cases in hand: the next one, this one, and letting go; each handler loads, asks permission, and acts."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from models.database import writing
from models.errors import DecisionError
from models.holds import held_by, holder_of, release, take, take_first, take_over
from models.queue import QueueFilter, candidates, place_of, searched
from models.review import state_of
from models.submissions import Submission
from webqueue import permissions
from webqueue.access import load_submission, require
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.review.filters import filter_arguments
from webqueue.review.reading_queue import filter_for
from webqueue.row_numbers import whole_number
from webqueue.services import services


def add_to(blueprint: Blueprint) -> None:
    """Give the blueprint of the review queue these addresses."""
    blueprint.post("/next")(next_in_queue)
    blueprint.post("/cases/<row:submission_id>/hold")(hold)
    blueprint.post("/cases/<row:submission_id>/release")(let_go)
    blueprint.post("/cases/<row:submission_id>/take-over")(take_case_over)


def next_in_queue() -> ResponseReturnValue:
    """Take the next case of the filtered list; with `after`, leave that one and take what follows it."""
    require(permissions.may_review(current_account()))
    return go_to_next(filter_here(), whole_number(request.form.get("after", "")))


def go_to_next(wanted: QueueFilter, after: int | None) -> ResponseReturnValue:
    """The way to the next case, which is in this reviewer's hands from then on; to the list where there is none."""
    with writing(services().engine) as session:
        submission_id = take_next(session, wanted, after)
    if submission_id is None:
        flash(gettext("当前筛选条件下没有更多待处理的申请。"))
        return redirect(url_for("review.queue", **filter_arguments(wanted)), 303)
    return redirect(url_for("review.case", submission_id=submission_id, **filter_arguments(wanted)), 303)


def hold(submission_id: int) -> ResponseReturnValue:
    """Take this case, or keep it: the page asks for it while it is open. Says who has it in hand."""
    with writing(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_decide(current_account(), submission))
        if permissions.may_hold(session, current_account(), submission):
            take(session, submission_id, current_account().id, services().settings.hold_seconds)
        return _hold_piece(session, submission)


def let_go(submission_id: int) -> ResponseReturnValue:
    """Let go of the case: the page was left."""
    with writing(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_decide(current_account(), submission))
        release(session, submission.id, current_account().id)
    return "", 204


def take_case_over(submission_id: int) -> ResponseReturnValue:
    """Take the case out of another reviewer's hands."""
    try:
        with writing(services().engine) as session:
            submission = load_submission(session, submission_id, current_account())
            require(permissions.may_take_over(current_account(), submission))
            take_over(session, submission.id, current_actor(), services().settings.hold_seconds)
    except DecisionError as error:
        flash(message_of(error))
    return redirect(url_for("review.case", submission_id=submission_id, **filter_arguments(filter_here())), 303)


def filter_here() -> QueueFilter:
    """The filter that this request carries, as far as its sender may look."""
    arguments = request.form if request.method == "POST" else request.args
    return filter_for(current_account(), arguments, services().settings.review_hours)


def _hold_piece(session: Session, submission: Submission) -> str:
    return render_template(
        "review/hold.html",
        submission=submission,
        state=state_of(session, submission),
        holder=holder_of(session, submission.id),
        seconds=services().settings.hold_seconds,
        renewed=True,
    )


def take_next(session: Session, wanted: QueueFilter, after: int | None) -> int | None:
    """The next case of the list, in this reviewer's hands from now on; the one that is there already comes first."""
    reviewer = current_account().id
    place = None
    if after is not None:
        release(session, after, reviewer)
        place = place_of(session, after, wanted)
    in_hand = held_by(session, reviewer)
    if in_hand is not None and in_hand != after:
        return in_hand
    ready = candidates(searched(session, replace(wanted, not_approved_by=reviewer)), place)
    return take_first(session, ready, reviewer, services().settings.hold_seconds)
