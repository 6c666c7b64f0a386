"""The reviewer's pages; each handler loads, asks permission, and acts."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from models.audit_sample import is_in_sample
from models.database import reading, writing
from models.errors import DecisionError
from models.findings import Verdict
from models.first_approvals import FirstApproval
from models.holds import holder_of, keep_from_others
from models.operation import what_holds_back
from models.queue import QueueFilter
from models.reasons import reasons_in_force
from models.review import Decision, Outcome
from models.saved_filters import LONGEST_NAME
from models.submissions import Submission
from webqueue import permissions
from webqueue.access import load_submission, require
from webqueue.cases.case import assemble_background, assemble_case
from webqueue.cases.changes import document_pairs, earlier_checks, reasons_of, verdict_changes
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.language.sentences import translated
from webqueue.review import correcting, handling, many, saved, taking
from webqueue.review.deciding import Proposal, read_proposal, take_decision
from webqueue.review.filters import filter_arguments, read_filter, read_place
from webqueue.review.listing import list_page
from webqueue.review.opinion import offered_reasons, suggested_opinion
from webqueue.review.taking import filter_here, go_to_next
from webqueue.services import services
from webqueue.words import OUTCOMES

UNDOABLE = "undoable:"
"""The category of a message that offers to undo what it tells of; the submission's number follows."""


def pages() -> Blueprint:
    """The blueprint of the review queue."""
    blueprint = Blueprint("review", __name__, url_prefix="/review")
    blueprint.get("/")(queue)
    blueprint.get("/cases/<row:submission_id>")(case)
    blueprint.get("/cases/<row:submission_id>/versions")(versions)
    blueprint.get("/cases/<row:submission_id>/progress")(progress)
    blueprint.post("/cases/<row:submission_id>/decision")(decision)
    taking.add_to(blueprint)
    handling.add_to(blueprint)
    many.add_to(blueprint)
    saved.add_to(blueprint)
    correcting.add_to(blueprint)
    return blueprint


def queue() -> ResponseReturnValue:
    """The list of cases."""
    require(permissions.may_see_queue(current_account()))
    with reading(services().engine) as session:
        asked = saved.saved_filters(session, current_account())
        page = list_page(session, filter_here(), read_place(request.args.get("from", "")), asked)
        held_back = what_holds_back(session, services().settings)
    filters = [saved.shown(current_account(), each, wanted, page.by_saved[each]) for each, wanted in asked.items()]
    return render_template("review/queue.html", page=page, held_back=held_back, filters=filters, longest=LONGEST_NAME)


def case(submission_id: int) -> ResponseReturnValue:
    """One case: pages, checks, and the decision."""
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_see_queue(current_account()))
        return _case_page(session, submission, read_filter(request.args))


def versions(submission_id: int) -> ResponseReturnValue:
    """Old and new versions of the documents side by side, with the earlier reasons."""
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_see_queue(current_account()))
        return _versions_page(session, submission)


def progress(submission_id: int) -> ResponseReturnValue:
    """How far the reading is: a piece of the case's page that asks for itself anew until all is read."""
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_see_queue(current_account()))
        return render_template("review/progress.html", case=assemble_case(session, submission))


def decision(submission_id: int) -> ResponseReturnValue:
    """Take a decision and go to the next case; the page again, with every typed word, where that cannot be."""
    wanted = read_filter(request.form)
    proposal = read_proposal(request.form)
    try:
        with writing(services().engine) as session:
            submission = load_submission(session, submission_id, current_account())
            require(permissions.may_decide(current_account(), submission))
            keep_from_others(session, submission.id, current_account().id, services().settings.hold_seconds)
            taken = take_decision(
                session, submission, proposal, current_actor(), two_people=services().settings.second_person
            )
    except DecisionError as error:
        return _case_again(submission_id, wanted, proposal, error), 409
    flash(_said_of(submission, taken), f"{UNDOABLE}{submission_id}")
    return go_to_next(wanted, after=submission_id)


def _said_of(submission: Submission, taken: Decision | FirstApproval) -> str:
    name = submission.unit_name or submission.reference
    if isinstance(taken, FirstApproval):
        return str(gettext("%(name)s：已登记您的同意，等待另一人复核。", name=name))
    outcome = translated(OUTCOMES[Outcome(taken.outcome)])
    return str(gettext("%(name)s：%(outcome)s，已保存。", name=name, outcome=outcome))


def _case_again(submission_id: int, wanted: QueueFilter, proposal: Proposal, error: DecisionError) -> str:
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        return _case_page(session, submission, wanted, proposal, message_of(error))


def _case_page(
    session: Session, submission: Submission, wanted: QueueFilter, proposal: Proposal | None = None, problem: str = ""
) -> str:
    shown = assemble_case(session, submission)
    return render_template(
        "review/case.html",
        case=shown,
        holder=holder_of(session, submission.id),
        seconds=services().settings.hold_seconds,
        background=assemble_background(session, submission),
        arguments=filter_arguments(wanted),
        proposal=proposal,
        problem=problem,
        suggestion=suggested_opinion(shown.checks, shown.problems),
        offered=offered_reasons(reasons_in_force(session), shown.checks, proposal),
        drawn=shown.verdict is Verdict.PASS and is_in_sample(session, submission, services().settings.audit_share),
        may_undo=(shown.decision or shown.first) and permissions.may_undo(session, current_account(), submission),
        two_people=services().settings.second_person,
    )


def _versions_page(session: Session, submission: Submission) -> str:
    shown = assemble_case(session, submission)
    earlier = shown.earlier_decision
    revision = earlier.decision.revision if earlier else submission.revision
    old_checks = earlier_checks(session, shown, revision)
    return render_template(
        "review/versions.html",
        case=shown,
        arguments=filter_arguments(read_filter(request.args)),
        earlier=earlier,
        earlier_reasons=reasons_of(earlier.decision.opinion) if earlier else (),
        pairs=document_pairs(shown, revision),
        old_checks=old_checks,
        changes=verdict_changes(old_checks, shown.checks),
    )
