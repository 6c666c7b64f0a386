"""The operator's submissions: hand in, look, correct, answer; each handler loads, asks permission, and acts."""

from __future__ import annotations

import secrets
from typing import ClassVar

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from models.database import reading
from models.errors import SubmissionError
from models.form import read_form
from models.holds import resume
from models.intake import replace_documents, take_in
from models.queue import QueueFilter
from models.remarks import RemarkKind, write_remark
from models.review import state_of
from models.standing import restate
from models.submissions import Submission
from webqueue import clock, permissions
from webqueue.access import load_submission, require
from webqueue.api.changing import change
from webqueue.api.description import Section, documented, documented_change, reply
from webqueue.api.listing import list_answer
from webqueue.api.shapes.cases import (
    DocumentsUpload,
    ListAnswer,
    ListQuery,
    OwnSubmissionAnswer,
    Said,
    SubmissionAnswer,
    SubmissionUpload,
)
from webqueue.api.showing import own_answer, submission_answer
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.services import services
from webqueue.submit.replacing import keep, refuse_same
from webqueue.submit.uploads import read_uploads


class FormFaulty(SubmissionError):
    """The form has faults."""

    code: ClassVar[str] = "FORM_INVALID"
    message_zh = "申请表有误：{problems}"
    message_en = "The form has faults; each is named in Chinese: {problems} Correct them and send it again."


def add_to(blueprint: Blueprint) -> None:
    """Give the API these addresses."""
    one = "/submissions/<row:submission_id>"
    blueprint.get("/submissions")(list_submissions)
    blueprint.post("/submissions")(submit)
    blueprint.get(one)(show_submission)
    blueprint.post(f"{one}/documents")(replace)
    blueprint.post(f"{one}/answer")(answer_question)


@documented(Section.SUBMISSIONS, ListAnswer)
def list_submissions(query: ListQuery) -> Response:
    """The caller's own submissions.

    Only for operators.
    """
    require(permissions.may_see_own_submissions(current_account()))
    with reading(services().engine) as session:
        own = QueueFilter(state=None, operator_id=current_account().id)
        return reply(list_answer(session, own, query, for_operator=True))


@documented_change(Section.SUBMISSIONS, SubmissionAnswer, status=201)
def submit(form: SubmissionUpload) -> Response:
    """Hand in a submission: what was typed, and both documents.

    Only for operators; it becomes the caller's own, and is read at once.
    """
    require(permissions.may_submit(current_account()))
    typed = read_form(form.form.encode())
    if typed.problems:
        raise FormFaulty(problems="".join(problem.message for problem in typed.problems))
    files = keep(services().store, read_uploads(request.files, services().settings.largest_file_megabytes))

    def act(session: Session) -> SubmissionAnswer:
        submission, _ = take_in(session, _new_reference(), typed, files, actor=current_actor())
        submission.operator_id = current_account().id
        restate(session, submission, state_of(session, submission))
        return submission_answer(session, submission)

    return change(act, 201, lambda done: _start(done.id))


@documented(Section.SUBMISSIONS, OwnSubmissionAnswer)
def show_submission(submission_id: int) -> Response:
    """Where a submission of the caller's stands, what was decided, and what to mend."""
    with reading(services().engine) as session:
        found = load_submission(session, submission_id, current_account())
        require(permissions.may_resubmit(current_account(), found))
        return reply(own_answer(session, found))


@documented_change(Section.SUBMISSIONS, SubmissionAnswer)
def replace(submission_id: int, form: DocumentsUpload) -> Response:
    """Put corrected documents in the place of returned ones; they are read at once."""
    with reading(services().engine) as session:
        found = load_submission(session, submission_id, current_account())
        require(permissions.may_resubmit(current_account(), found))
        uploads = read_uploads(request.files, services().settings.largest_file_megabytes)
    files = keep(services().store, uploads)

    def act(session: Session) -> SubmissionAnswer:
        submission = session.get_one(Submission, submission_id)
        refuse_same(session, submission, uploads)
        replace_documents(session, submission, form.revision, files, current_actor())
        return submission_answer(session, submission)

    return change(act, 200, lambda done: _start(done.id))


@documented_change(Section.SUBMISSIONS, SubmissionAnswer)
def answer_question(submission_id: int, json: Said) -> Response:
    """Answer the reviewer's question; the case goes back to its place in the queue."""

    def act(session: Session) -> SubmissionAnswer:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_resubmit(current_account(), submission))
        write_remark(session, submission, RemarkKind.ANSWER, json.text, current_actor())
        resume(session, submission_id)
        return submission_answer(session, submission)

    return change(act)


def _new_reference() -> str:
    return f"JK{clock.today():%Y%m%d}-{secrets.token_hex(4).upper()}"


def _start(submission_id: int) -> None:
    services().start_verification(submission_id)
