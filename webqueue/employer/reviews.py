"""The initial review in the pages: 审核状态, 审核意见, and sending back what has to go the way again."""

from __future__ import annotations

from typing import ClassVar

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.applications import attachments_of
from models.database import reading, writing
from models.errors import DecisionError
from models.review_reasons import opinion_of
from models.steps import reviewing
from models.steps.reviewing import Opinion, ReviewOutcome
from webqueue.employer.applicants import SEEN, application_page
from webqueue.employer.loading import current_duties, load_application
from webqueue.language.choosing import message_of
from webqueue.language.sentences import translated
from webqueue.row_numbers import whole_number
from webqueue.services import services
from webqueue.words import INITIAL_REVIEWS

_AGAIN = {"reopen": reviewing.reopen, "correct": reviewing.correct, "turn_back": reviewing.turn_back}


class OutcomeMissing(DecisionError):
    """No 审核状态 was chosen."""

    code: ClassVar[str] = "OUTCOME_MISSING"
    message_zh = "还没有选择审核状态。请选择“审核通过”“退回”或“审核不通过”后再保存。"
    message_en = "No outcome was chosen. Choose passed, returned or rejected, then save."


def review(application_id: int) -> ResponseReturnValue:
    """Keep the review (保存)."""
    words = request.form.get("opinion", "").replace("\r\n", "\n")
    text = opinion_of(request.form.get("outcome", ""), request.form.getlist("reason"), words)
    try:
        with writing(services().engine) as database:
            application = load_application(database, application_id)
            duties = current_duties(database)
            files = {one.id for one in attachments_of(database, application.id)}
            opinion = Opinion(_outcome(), text, saw_details=True, saw_attachments=files <= set(session.get(SEEN, [])))
            seen = whole_number(request.form.get("revision", "")) or 0
            reviewing.review(database, application, seen, opinion, duties)
    except DecisionError as error:
        return _again(application_id, message_of(error), words), 409
    outcome = translated(INITIAL_REVIEWS[opinion.outcome])
    flash(gettext("%(name)s：%(outcome)s，保存成功。", name=application.name, outcome=outcome))
    return redirect(url_for("employer.applicants", state="pending"))


def send_back(application_id: int, way: str) -> ResponseReturnValue:
    """Reopen a review, or return what failed its publicity or came back from above."""
    reason = request.form.get("reason", "")
    try:
        with writing(services().engine) as database:
            application = load_application(database, application_id)
            _AGAIN[way](database, application, reason, current_duties(database))
    except DecisionError as error:
        return _again(application_id, message_of(error), reason), 409
    flash(gettext("已保存。"))
    return redirect(url_for("employer.applicant", application_id=application_id))


def _outcome() -> ReviewOutcome:
    chosen = request.form.get("outcome", "")
    if chosen not in set(ReviewOutcome):
        raise OutcomeMissing
    return ReviewOutcome(chosen)


def _again(application_id: int, problem: str, opinion: str) -> str:
    with reading(services().engine) as database:
        return application_page(database, load_application(database, application_id), problem, opinion)
