"""Approving many green cases at once: a preview, then a result for each; drawn ones are left for full review."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models.audit_sample import is_in_sample
from models.database import reading, writing
from models.errors import DecisionError, ZhengheError
from models.findings import Verdict
from models.holds import keep_from_others
from models.queue import QueueEntry, QueueFilter, list_cases
from models.review import CaseChanged, Outcome
from models.submissions import Submission, SubmissionState
from models.verifications import verification_of
from webqueue import permissions
from webqueue.access import load_submission, require
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.review.deciding import Proposal, take_decision
from webqueue.review.filters import filter_arguments
from webqueue.review.taking import filter_here
from webqueue.row_numbers import whole_number
from webqueue.services import services

MOST_AT_ONCE = 50


class DrawnForReview(DecisionError):
    """The case is in the audit sample."""

    code = "DRAWN_FOR_REVIEW"
    message_zh = "该申请被抽中人工全面复核，不能批量通过。请逐项查看后单独审核。"
    message_en = "This case was drawn for full review. Open it and decide on it by itself."


class NotGreen(DecisionError):
    """Not all checks passed."""

    code = "NOT_GREEN"
    message_zh = "该申请不是全部核验通过，不能批量通过。请单独审核。"
    message_en = "Not every check passed, so this case cannot be approved with others. Decide on it by itself."


@dataclass(frozen=True)
class Candidate:
    """A green case in the preview."""

    entry: QueueEntry
    drawn: bool
    """For full review."""


@dataclass(frozen=True)
class Result:
    """What became of one case."""

    submission_id: int
    name: str
    problem: str
    """Empty where it was approved."""


def add_to(blueprint: Blueprint) -> None:
    """Give the blueprint of the review queue these addresses."""
    blueprint.get("/many")(preview)
    blueprint.post("/many")(approve_many)


def preview() -> ResponseReturnValue:
    """The green cases that could be approved together."""
    require(permissions.may_review(current_account()))
    wanted = green_ones(filter_here())
    with reading(services().engine) as session:
        candidates = _candidates(session, wanted)
    return render_template(
        "review/many.html", candidates=candidates, arguments=filter_arguments(wanted), most=MOST_AT_ONCE
    )


def approve_many() -> ResponseReturnValue:
    """Approve the chosen ones, each in a transaction of its own."""
    require(permissions.may_review(current_account()))
    chosen = [_chosen(text) for text in request.form.getlist("case")[:MOST_AT_ONCE]]
    results = [_approve(submission_id, revision) for submission_id, revision in chosen if submission_id]
    return render_template(
        "review/many_done.html", results=results, arguments=filter_arguments(green_ones(filter_here()))
    )


def green_ones(wanted: QueueFilter) -> QueueFilter:
    """The same filter, of waiting cases whose every check passed."""
    return replace(wanted, state=SubmissionState.PENDING, verdict=Verdict.PASS, check="")


def _candidates(session: Session, wanted: QueueFilter) -> tuple[Candidate, ...]:
    share = services().settings.audit_share
    mine = current_account().id
    return tuple(
        Candidate(entry, is_in_sample(session, entry.submission, share))
        for entry in list_cases(session, wanted, limit=MOST_AT_ONCE)
        if not entry.deferred and (not entry.holder or entry.standing.held_by == mine)
    )


def _chosen(text: str) -> tuple[int, int]:
    submission, _, revision = text.partition(".")
    return whole_number(submission) or 0, whole_number(revision) or 0


def _approve(submission_id: int, revision: int) -> Result:
    name = str(submission_id)
    try:
        with writing(services().engine) as session:
            submission = load_submission(session, submission_id, current_account())
            name = submission.unit_name or submission.reference
            require(permissions.may_decide(current_account(), submission))
            keep_from_others(session, submission_id, current_account().id, services().settings.hold_seconds)
            _refuse_unless_green(session, submission, revision)
            approval = Proposal(Outcome.APPROVED, "", "", (), revision)
            take_decision(session, submission, approval, current_actor(), two_people=services().settings.second_person)
    except NotFound:
        return Result(submission_id, name, gettext("没有找到该申请，或不在您的权限范围内。"))
    except ZhengheError as error:
        return Result(submission_id, name, message_of(error))
    return Result(submission_id, name, "")


def _refuse_unless_green(session: Session, submission: Submission, revision: int) -> None:
    if submission.revision != revision:
        raise CaseChanged
    verification = verification_of(session, submission.id, revision)
    if verification is None or verification.verdict != Verdict.PASS:
        raise NotGreen
    if is_in_sample(session, submission, services().settings.audit_share):
        raise DrawnForReview
