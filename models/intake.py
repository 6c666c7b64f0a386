"""Taking documents in: a new submission, a changed one from the inbox, or a replaced document from its operator.

Contents are put into the store before the rows that name them are written, so that a crash leaves at most a content
that nobody names, never a row without its content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from models import audit
from models.accounts import Role, find_account, hash_password
from models.documents import Document, Original
from models.errors import DecisionError
from models.findings import Slot
from models.form import FormReading, form_to_json
from models.reading_work import ReadingWork
from models.review import CaseChanged, state_of
from models.standing import restate
from models.store import Store
from models.submissions import (
    FormVersion,
    IntakeProblem,
    Submission,
    SubmissionState,
    current_documents,
    current_problems,
)


@dataclass(frozen=True)
class StoredFile:
    """A file that is in the store already."""

    sha256: str
    size: int
    name: str
    """As it came, for people."""


@dataclass(frozen=True)
class Problem:
    """Something that keeps a part (`form`, `certificate`, `letter`) from being taken in."""

    part: str
    code: str
    message: str


class SubmissionFrozen(DecisionError):
    """A document was replaced while the submission was not returned."""

    code = "FROZEN"
    message_zh = "该申请当前不在“退回”状态，不能更换附件。如需更改，请联系审核单位退回后再上传。"
    message_en = (
        "Documents can be replaced only while the submission is returned. Ask the reviewing unit to return it first."
    )


def keep_file(store: Store, content: bytes, name: str) -> StoredFile:
    """Put `content` into the store. Raises StorageError where it cannot be kept."""
    shown = "".join(character if character.isprintable() else "_" for character in name)
    return StoredFile(store.put(content), len(content), shown[-255:])


def take_in(  # noqa: PLR0913 - what comes in, and in whose name
    session: Session,
    reference: str,
    form: FormReading,
    files: Mapping[Slot, StoredFile],
    problems: Sequence[Problem] = (),
    actor: audit.Actor = audit.SYSTEM,
    *,
    is_draft: bool = False,
) -> tuple[Submission, bool]:
    """The submission under `reference` with this content, and whether anything was new about it.

    A new one is a draft where `is_draft` says so: it stands nowhere, and nobody is told of it.

    Unknown references begin a submission; a known one with other content gets a new revision, whatever was decided
    on the one before stays in history.
    """
    problems = [*problems, *(Problem("form", problem.code, problem.message) for problem in form.problems)]
    submission = session.scalars(select(Submission).where(Submission.reference == reference)).first()
    if submission is None:
        submission = Submission(reference=reference, revision=1, is_draft=is_draft)
        session.add(submission)
        session.flush()
        before = ""
    elif _unchanged(session, submission, form, files, problems):
        return submission, False
    else:
        before = state_of(session, submission).value
        _next_revision(session, submission, submission.revision)
    changed_form = _add_form(session, submission, form)
    if changed_form:
        # Documents are read against what was typed, so a changed form has all of them read again.
        files = {**_current_files(session, submission), **files}
    _add_documents(session, submission, files, again=changed_form)
    _add_problems(session, submission, problems)
    audit.record(
        session,
        submission.id,
        actor,
        "take_in",
        before=before,
        after=SubmissionState.READING.value,
        revision=submission.revision,
        documents={slot.value: file.sha256 for slot, file in files.items()},
        problems=[problem.code for problem in problems],
    )
    restate(session, submission, SubmissionState.READING)
    return submission, True


def replace_documents(
    session: Session,
    submission: Submission,
    seen_revision: int,
    files: Mapping[Slot, StoredFile],
    actor: audit.Actor,
) -> None:
    """Begin a new revision in which `files` stand in their slots; the old versions and decisions stay in history.

    Raises SubmissionFrozen unless the submission is returned, CaseChanged where it changed since it was seen.
    """
    if state_of(session, submission) is not SubmissionState.RETURNED:
        raise SubmissionFrozen
    _next_revision(session, submission, seen_revision)
    _add_documents(session, submission, files)
    audit.record(
        session,
        submission.id,
        actor,
        "resubmit",
        before=SubmissionState.RETURNED.value,
        after=SubmissionState.READING.value,
        revision=submission.revision,
        documents={slot.value: file.sha256 for slot, file in files.items()},
    )
    restate(session, submission, SubmissionState.READING)


def read_again(session: Session, submission: Submission, actor: audit.Actor = audit.SYSTEM) -> None:
    """Begin a new revision of the same documents, read anew: what was decided on stays decided, this waits."""
    before = state_of(session, submission).value
    files = _current_files(session, submission)
    _next_revision(session, submission, submission.revision)
    _add_documents(session, submission, files, again=True)
    audit.record(
        session,
        submission.id,
        actor,
        "resubmit",
        before=before,
        after=SubmissionState.READING.value,
        revision=submission.revision,
        documents={slot.value: file.sha256 for slot, file in files.items()},
    )
    restate(session, submission, SubmissionState.READING)


def _unchanged(
    session: Session,
    submission: Submission,
    form: FormReading,
    files: Mapping[Slot, StoredFile],
    problems: Sequence[Problem],
) -> bool:
    documents = {slot: document.sha256 for slot, document in current_documents(session, submission).items()}
    known = {(problem.part, problem.code) for problem in current_problems(session, submission)}
    newest = _newest_form(session, submission)
    return (
        all(documents.get(slot) == file.sha256 for slot, file in files.items())
        and newest is not None
        and newest.form == form_to_json(form.form)
        and {(problem.part, problem.code) for problem in problems} == known
    )


def _faulty_parts(session: Session, submission: Submission) -> set[str]:
    return {problem.part for problem in current_problems(session, submission)}


def _next_revision(session: Session, submission: Submission, seen: int) -> None:
    changed = cast(
        CursorResult[Any],
        session.execute(
            update(Submission)
            .where(Submission.id == submission.id, Submission.revision == seen)
            .values(revision=seen + 1)
            .execution_options(synchronize_session=False)
        ),
    )
    if changed.rowcount != 1:
        raise CaseChanged
    session.refresh(submission)


def _current_files(session: Session, submission: Submission) -> dict[Slot, StoredFile]:
    return {
        slot: StoredFile(document.sha256, session.get_one(Original, document.sha256).size, document.file_name)
        for slot, document in current_documents(session, submission).items()
    }


def _newest_form(session: Session, submission: Submission) -> FormVersion | None:
    return session.scalars(
        select(FormVersion)
        .where(FormVersion.submission_id == submission.id)
        .order_by(FormVersion.revision.desc())
        .limit(1)
    ).first()


def _add_form(session: Session, submission: Submission, reading: FormReading) -> bool:
    form = reading.form
    newest = _newest_form(session, submission)
    same = newest is not None and newest.form == form_to_json(form)
    if same and not reading.problems and "form" not in _faulty_parts(session, submission):
        return False
    submission.credit_code, submission.unit_name = form.credit_code, form.unit_name
    submission.pooling_area = form.pooling_area
    account = find_account(session, form.operator.username)
    if account is not None and account.role == Role.OPERATOR.value:
        submission.operator_id = account.id
    session.add(
        FormVersion(
            submission_id=submission.id,
            revision=submission.revision,
            form=form_to_json(form),
            password_hash=hash_password(reading.password) if reading.password else None,
        )
    )
    session.flush()
    return newest is not None and not same


def _add_documents(
    session: Session, submission: Submission, files: Mapping[Slot, StoredFile], *, again: bool = False
) -> None:
    known = {slot: document.sha256 for slot, document in current_documents(session, submission).items()}
    faulty = _faulty_parts(session, submission)
    for slot, file in files.items():
        if known.get(slot) == file.sha256 and slot.value not in faulty and not again:
            continue
        if session.get(Original, file.sha256) is None:
            session.add(Original(sha256=file.sha256, size=file.size))
            session.flush()
        document = Document(
            submission_id=submission.id,
            slot=slot.value,
            revision=submission.revision,
            sha256=file.sha256,
            file_name=file.name,
        )
        session.add(document)
        session.flush()
        session.add(ReadingWork(document_id=document.id))
    session.flush()


def _add_problems(session: Session, submission: Submission, problems: Sequence[Problem]) -> None:
    session.add_all(
        IntakeProblem(
            submission_id=submission.id,
            revision=submission.revision,
            part=problem.part,
            code=problem.code,
            message=problem.message,
        )
        for problem in problems
    )
    session.flush()
