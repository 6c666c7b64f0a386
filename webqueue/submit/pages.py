"""The operator's pages; each handler loads, asks permission, and acts."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from models.database import reading, writing
from models.errors import DecisionError, DocumentError, StorageError
from models.holds import resume
from models.intake import replace_documents
from models.queue import QueueFilter, list_cases
from models.remarks import RemarkKind, with_open_questions, write_remark
from models.submissions import Submission
from webqueue import permissions
from webqueue.access import load_submission, require
from webqueue.cases.advice import HOW_TO_MEND
from webqueue.cases.case import assemble_case
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.language.choosing import message_of
from webqueue.row_numbers import whole_number
from webqueue.services import services
from webqueue.submit.guidance import slots_concerned
from webqueue.submit.replacing import keep, refuse_same
from webqueue.submit.uploads import read_uploads

MOST_LISTED = 200


def pages() -> Blueprint:
    """The blueprint of the operator's pages."""
    blueprint = Blueprint("submit", __name__, url_prefix="/submissions")
    blueprint.get("/")(own)
    blueprint.get("/<row:submission_id>")(submission)
    blueprint.get("/<row:submission_id>/progress")(progress)
    blueprint.post("/<row:submission_id>/documents")(replace_files)
    blueprint.post("/<row:submission_id>/answer")(answer)
    return blueprint


def own() -> ResponseReturnValue:
    """The operator's own submissions."""
    require(permissions.may_see_own_submissions(current_account()))
    with reading(services().engine) as session:
        entries = list_cases(session, QueueFilter(state=None, operator_id=current_account().id), limit=MOST_LISTED)
        asked = with_open_questions(session, [entry.submission for entry in entries])
    return render_template("submit/own.html", entries=entries, asked=asked)


def submission(submission_id: int) -> ResponseReturnValue:
    """One submission: where it stands, what is wrong, how to mend it."""
    with reading(services().engine) as session:
        found = load_submission(session, submission_id, current_account())
        require(permissions.may_resubmit(current_account(), found))
        return _submission_page(session, found)


def progress(submission_id: int) -> ResponseReturnValue:
    """How far the reading is: a piece of the page that asks for itself anew until all is read."""
    with reading(services().engine) as session:
        found = load_submission(session, submission_id, current_account())
        require(permissions.may_resubmit(current_account(), found))
        case = assemble_case(session, found)
        page = render_template("submit/progress.html", case=case)
    # Once all is read, the whole page has something new to say.
    return Response(page, headers={"HX-Refresh": "true"} if case.verification else {})


def replace_files(submission_id: int) -> ResponseReturnValue:
    """Take corrected documents, and have them read at once."""
    try:
        with reading(services().engine) as session:
            found = load_submission(session, submission_id, current_account())
            require(permissions.may_resubmit(current_account(), found))
            _replace(session, found)
    except (DocumentError, DecisionError, StorageError) as error:
        return _submission_again(submission_id, message_of(error))
    if services().start_verification(submission_id):
        flash(gettext("资料已提交，系统正在核验新上传的文件。"))
    else:
        flash(gettext("资料已保存。系统暂时繁忙，将在下一次核验时读取您的文件，无需重新上传。"))
    return redirect(url_for("submit.submission", submission_id=submission_id))


def answer(submission_id: int) -> ResponseReturnValue:
    """Take the answer to the reviewer's question; the case goes back to its place in the queue."""
    try:
        with writing(services().engine) as session:
            found = load_submission(session, submission_id, current_account())
            require(permissions.may_resubmit(current_account(), found))
            write_remark(session, found, RemarkKind.ANSWER, request.form.get("text", ""), current_actor())
            resume(session, submission_id)
    except DecisionError as error:
        return _submission_again(submission_id, message_of(error))
    flash(gettext("答复已提交，审核人会继续审核。"))
    return redirect(url_for("submit.submission", submission_id=submission_id))


def _replace(session: Session, seen: Submission) -> None:
    uploads = read_uploads(request.files, services().settings.largest_file_megabytes)
    refuse_same(session, seen, uploads)
    # Kept before the transaction: nobody else waits for the disk, and a row never names what is not there.
    files = keep(services().store, uploads)
    seen_revision = whole_number(request.form.get("revision", "")) or 0
    with writing(services().engine) as changing:
        replace_documents(changing, changing.get_one(Submission, seen.id), seen_revision, files, current_actor())


def _submission_again(submission_id: int, problem: str) -> ResponseReturnValue:
    # Read anew: what stood in the way may be that somebody has changed it.
    with reading(services().engine) as session:
        found = load_submission(session, submission_id, current_account())
        return _submission_page(session, found, problem), 422


def _submission_page(session: Session, found: Submission, problem: str = "") -> str:
    case = assemble_case(session, found)
    return render_template(
        "submit/submission.html",
        case=case,
        problem=problem,
        typed=request.form.get("text", ""),
        how_to_mend=HOW_TO_MEND,
        concerned=slots_concerned(case),
        megabytes=services().settings.largest_file_megabytes,
    )
