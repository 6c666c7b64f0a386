"""What a reviewer does with a case besides deciding: put it aside, ask, note; each handler loads, asks, acts."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from models.holds import defer, keep_from_others
from models.remarks import RemarkKind, write_remark
from models.submissions import Submission
from webqueue import permissions
from webqueue.access import load_submission, require
from webqueue.api.changing import change
from webqueue.api.description import Section, documented_change
from webqueue.api.shapes.cases import Deferral, Said, SubmissionAnswer
from webqueue.api.showing import submission_answer
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.review.handling import HOURS_FOR_AN_ANSWER
from webqueue.services import services


def add_to(blueprint: Blueprint) -> None:
    """Give the API these addresses."""
    one = "/cases/<row:submission_id>"
    blueprint.post(f"{one}/deferral")(defer_case)
    blueprint.post(f"{one}/question")(ask_operator)
    blueprint.post(f"{one}/note")(write_note)


@documented_change(Section.REVIEW, SubmissionAnswer)
def defer_case(submission_id: int, json: Deferral) -> Response:
    """Put the case aside (暂缓) for some hours, with an internal note where one is given."""

    def act(session: Session, submission: Submission) -> None:
        if json.note.strip():
            write_remark(session, submission, RemarkKind.NOTE, json.note, current_actor())
        defer(session, submission, json.hours, current_actor())

    return _in_hand(submission_id, act)


@documented_change(Section.REVIEW, SubmissionAnswer)
def ask_operator(submission_id: int, json: Said) -> Response:
    """Ask the operator a question; the case waits for the answer."""

    def act(session: Session, submission: Submission) -> None:
        write_remark(session, submission, RemarkKind.QUESTION, json.text, current_actor())
        defer(session, submission, HOURS_FOR_AN_ANSWER, current_actor())

    return _in_hand(submission_id, act)


@documented_change(Section.REVIEW, SubmissionAnswer)
def write_note(submission_id: int, json: Said) -> Response:
    """Write an internal note, which no operator ever sees."""

    def act(session: Session, submission: Submission) -> None:
        write_remark(session, submission, RemarkKind.NOTE, json.text, current_actor())

    return _in_hand(submission_id, act)


def _in_hand(submission_id: int, act: Callable[[Session, Submission], None]) -> Response:
    def acted(session: Session) -> SubmissionAnswer:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_decide(current_account(), submission))
        keep_from_others(session, submission_id, current_account().id, services().settings.hold_seconds)
        act(session, submission)
        return submission_answer(session, submission)

    return change(acted)
