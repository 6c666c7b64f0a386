"""The queue and its cases, for reviewers; each handler loads, asks permission, and acts."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from models.database import reading
from models.holds import holder_of, keep_from_others, release, take, take_over
from models.queue import QueueFilter
from models.reasons import reasons_in_force
from models.submissions import Submission
from webqueue import permissions
from webqueue.access import load_submission, require
from webqueue.api.changing import change
from webqueue.api.description import Section, documented, documented_change, reply
from webqueue.api.listing import list_answer
from webqueue.api.shapes.cases import (
    CaseAnswer,
    CaseQuery,
    DecisionBody,
    ExportQuery,
    HoldAnswer,
    ListAnswer,
    NextCase,
    ReasonsAnswer,
    SubmissionAnswer,
    TakenAnswer,
    hold_answer,
    reason_answer,
)
from webqueue.api.showing import case_answer, submission_answer
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.review.deciding import Proposal, take_decision
from webqueue.review.handling import undo_newest
from webqueue.review.reading_queue import filter_for
from webqueue.review.taking import take_next
from webqueue.services import services


def add_to(blueprint: Blueprint) -> None:
    """Give the API these addresses."""
    one = "/cases/<row:submission_id>"
    blueprint.get("/reasons")(list_reasons)
    blueprint.get("/cases")(list_cases)
    blueprint.post("/cases/next")(take_next_case)
    blueprint.get(one)(show_case)
    blueprint.post(f"{one}/hold")(hold_case)
    blueprint.post(f"{one}/release")(release_case)
    blueprint.post(f"{one}/take-over")(take_case_over)
    blueprint.post(f"{one}/decision")(decide_case)
    blueprint.post(f"{one}/undo")(undo_decision)


@documented(Section.REVIEW, ReasonsAnswer)
def list_reasons() -> Response:
    """The catalogue of reasons that can be given with a decision."""
    require(permissions.may_see_queue(current_account()))
    with reading(services().engine) as session:
        items = [reason_answer(reason) for reason in reasons_in_force(session)]
    return reply(ReasonsAnswer(items=items))


@documented(Section.REVIEW, ListAnswer)
def list_cases(query: CaseQuery) -> Response:
    """The queue, filtered as its page is, in its order."""
    require(permissions.may_see_queue(current_account()))
    with reading(services().engine) as session:
        return reply(list_answer(session, queue_filter(query), query, for_operator=False))


@documented_change(Section.REVIEW, TakenAnswer)
def take_next_case(json: NextCase) -> Response:
    """Take the next case in hand: nobody else gets it until the hold runs out or is let go."""
    require(permissions.may_review(current_account()))
    return change(lambda session: TakenAnswer(id=take_next(session, queue_filter(json), None)))


@documented(Section.REVIEW, CaseAnswer)
def show_case(submission_id: int) -> Response:
    """One case: its documents, what was typed, what each check concluded, decisions and history."""
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_see_queue(current_account()))
        return reply(case_answer(session, submission))


@documented_change(Section.REVIEW, HoldAnswer)
def hold_case(submission_id: int) -> Response:
    """Take this case in hand, or keep it for as long again; says who has it."""

    def act(session: Session) -> HoldAnswer:
        _load_to_decide(session, submission_id)
        take(session, submission_id, current_account().id, services().settings.hold_seconds)
        return hold_answer(submission_id, holder_of(session, submission_id))

    return change(act)


@documented_change(Section.REVIEW, HoldAnswer)
def release_case(submission_id: int) -> Response:
    """Let go of the case."""

    def act(session: Session) -> HoldAnswer:
        _load_to_decide(session, submission_id)
        release(session, submission_id, current_account().id)
        return hold_answer(submission_id, holder_of(session, submission_id))

    return change(act)


@documented_change(Section.REVIEW, HoldAnswer)
def take_case_over(submission_id: int) -> Response:
    """Take the case out of another reviewer's hands, on record; for supervisors."""

    def act(session: Session) -> HoldAnswer:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_take_over(current_account(), submission))
        take_over(session, submission_id, current_actor(), services().settings.hold_seconds)
        return hold_answer(submission_id, holder_of(session, submission_id))

    return change(act)


@documented_change(Section.REVIEW, SubmissionAnswer)
def decide_case(submission_id: int, json: DecisionBody) -> Response:
    """Approve (审核通过), return (退回) or reject (审核不通过) the revision that was seen.

    A case that nobody holds is taken in hand first; one in another's hands is refused. Where the setting asks for four
    eyes, the first approval against a failed check leaves the case pending, for a second person.
    """

    def act(session: Session) -> SubmissionAnswer:
        submission = _load_to_decide(session, submission_id)
        keep_from_others(session, submission_id, current_account().id, services().settings.hold_seconds)
        two_people = services().settings.second_person
        take_decision(session, submission, _proposal(json), current_actor(), two_people=two_people)
        return submission_answer(session, submission)

    return change(act)


@documented_change(Section.REVIEW, SubmissionAnswer)
def undo_decision(submission_id: int) -> Response:
    """Take back the decision, or one's first approval (撤回); the case is in the caller's hands again."""

    def act(session: Session) -> SubmissionAnswer:
        submission = _load_to_decide(session, submission_id)
        require(permissions.may_undo(session, current_account(), submission))
        undo_newest(session, submission)
        take(session, submission_id, current_account().id, services().settings.hold_seconds)
        return submission_answer(session, submission)

    return change(act)


def _load_to_decide(session: Session, submission_id: int) -> Submission:
    submission = load_submission(session, submission_id, current_account())
    require(permissions.may_decide(current_account(), submission))
    return submission


def queue_filter(query: CaseQuery | NextCase | ExportQuery) -> QueueFilter:
    """The filter that is asked for, as far as the caller may look."""
    wanted = query.model_dump(mode="json", include={"state", "verdict", "check", "area", "search"}, exclude_none=True)
    return filter_for(current_account(), wanted, services().settings.review_hours)


def _proposal(decision: DecisionBody) -> Proposal:
    return Proposal(
        outcome=decision.outcome,
        opinion=decision.opinion,
        remark=decision.opinion,
        reasons=tuple(decision.reasons),
        seen_revision=decision.revision,
    )
