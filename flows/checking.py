"""Checking a submission whose documents are settled, and writing its verification down: exactly once a revision."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import structlog
from sqlalchemy import and_, exists, not_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from flows.letter_copies import LikeLetter, like_letters, same_pages
from flows.logs import place_of
from flows.seal_copies import LikeSeal, confirmed, copies_by_slot, impressions_of, like_seals
from flows.workplace import Workplace
from models import audit
from models.credit_code import normalise
from models.database import reading, writing
from models.documents import Document
from models.employers import known_operators
from models.errors import StorageError
from models.findings import CheckResult, Slot, verdict_of
from models.form import Form
from models.identity_rule import Judgement, equal_fields, judge_without_password
from models.impressions import SealCopy
from models.reading_work import WorkState, works_on
from models.standing import restate
from models.submissions import (
    Submission,
    SubmissionState,
    current_documents,
    current_form,
    current_problems,
)
from models.verifications import Reading, Verification, check_row, latest_readings, verification_of
from ocr.checks import RULES, Case, check_submission

log = structlog.get_logger()

Checks = Callable[[Case], tuple[CheckResult, ...]]

_SETTLED = (WorkState.DONE.value, WorkState.FAILED.value)


@dataclass(frozen=True)
class _Gathered:
    """What the checks of one revision look at, and the rows that it came from."""

    submission_id: int
    revision: int
    case: Case
    readings: dict[Slot, Reading]
    like_seals: tuple[LikeSeal, ...] = ()
    """Seals that another unit's submission may bear too; after the comparison, those that it does."""
    like_letters: tuple[LikeLetter, ...] = ()
    """Pages that may have come with another unit's submission too."""


def unverified(session: Session) -> tuple[int, ...]:
    """The ids of all submissions whose current revision has no verification yet, oldest first."""
    current = and_(Verification.submission_id == Submission.id, Verification.revision == Submission.revision)
    return tuple(session.scalars(select(Submission.id).where(not_(exists().where(current))).order_by(Submission.id)))


def verify_settled(workplace: Workplace, submissions: Iterable[int]) -> int:
    """Check those of the submissions that are settled but not verified; gives how many.

    A run that was killed between reading and checking leaves some, and a submission without documents is one at once.
    """
    with reading(workplace.engine) as session:
        waiting = set(unverified(session))
    return sum(verify(workplace, submission_id) for submission_id in submissions if submission_id in waiting)


def verify(workplace: Workplace, submission_id: int, checks: Checks = check_submission) -> bool:
    """Check the submission if all of its documents are settled; gives whether this call verified it.

    Raises nothing: a submission that cannot be checked now stays for the next run.
    """
    try:
        with reading(workplace.engine) as session:
            gathered = _gather(session, workplace, submission_id)
        if gathered is None:
            return False
        begun = time.perf_counter()
        gathered = _with_pictures(workplace, gathered)
        results = checks(gathered.case)
        return _write(workplace, gathered, results, time.perf_counter() - begun)
    except StorageError as error:
        log.error("verification not kept", submission=submission_id, code=error.code)
    except Exception as error:  # noqa: BLE001 - one submission must never stop the others
        log.error("checks failed", submission=submission_id, error=type(error).__name__, at=place_of(error))
    return False


def _gather(session: Session, workplace: Workplace, submission_id: int) -> _Gathered | None:
    submission = session.get_one(Submission, submission_id)
    problems = current_problems(session, submission)
    # What stood in a slot before a problem came up there is no longer what was handed in.
    troubled = {problem.part for problem in problems}
    documents = {
        slot: document
        for slot, document in current_documents(session, submission).items()
        if slot.value not in troubled
    }
    on_documents = works_on(session, [document.id for document in documents.values()])
    works = {slot: on_documents[document.id] for slot, document in documents.items()}
    # Asked first: after each document but the last one, this is all there is to know.
    if any(work.state not in _SETTLED for work in works.values()):
        return None
    if verification_of(session, submission.id, submission.revision) is not None:
        return None
    of_documents = latest_readings(session, [document.id for document in documents.values()])
    readings = {
        slot: of_documents[document.id]
        for slot, document in documents.items()
        if works[slot].state == WorkState.DONE.value and document.id in of_documents
    }
    form = current_form(session, submission.id)
    case = Case(
        form=form,
        problems=tuple((problem.part, problem.code, problem.message) for problem in problems),
        documents={slot: row.value for slot, row in readings.items()},
        unusable={
            slot: (work.failure_code, work.failure_message or "")
            for slot, work in works.items()
            if work.failure_code is not None
        },
        today=workplace.today,
        letter_days=workplace.settings.letter_days,
        hashes={slot: document.sha256 for slot, document in documents.items()},
        identity=_identity(session, form),
        reused=_reused(session, submission, documents),
    )
    return _Gathered(
        submission.id,
        submission.revision,
        case,
        readings,
        like_seals(session, submission, case.documents),
        like_letters(session, submission, case.documents),
    )


def _with_pictures(workplace: Workplace, gathered: _Gathered) -> _Gathered:
    """`gathered` with the pictures of its seals, and they and its letter compared with what other units handed in."""
    impressions = impressions_of(workplace.store, gathered.case.documents)
    copied = confirmed(workplace.store, gathered.like_seals, impressions)
    same = same_pages(workplace.store, gathered.like_letters)
    case = replace(gathered.case, impressions=impressions, copies=copies_by_slot(copied), same_pages=same)
    return replace(gathered, case=case, like_seals=copied)


def _identity(session: Session, form: Form) -> Judgement:
    """How the operator stands to the unit's accounts; the password is known to nobody here."""
    known = known_operators(session, normalise(form.credit_code))
    return judge_without_password(
        form.operator.relation,
        [equal_fields(form.operator, "", account, lambda _hash, _password: False) for account in known],
    )


def _reused(
    session: Session, submission: Submission, documents: Mapping[Slot, Document]
) -> dict[Slot, tuple[str, ...]]:
    """The references of other units' submissions that came with the very same file, by slot."""
    found = session.execute(
        select(Document.sha256, Submission.reference)
        .join(Submission, Document.submission_id == Submission.id)
        .where(
            Document.sha256.in_([document.sha256 for document in documents.values()]),
            Submission.id != submission.id,
            Submission.credit_code != submission.credit_code,
        )
        .distinct()
        .order_by(Submission.reference)
    ).all()
    return {
        slot: tuple(reference for sha256, reference in found if sha256 == document.sha256)
        for slot, document in documents.items()
    }


def _write(workplace: Workplace, gathered: _Gathered, results: tuple[CheckResult, ...], seconds: float) -> bool:
    certificate, letter = (gathered.readings.get(slot) for slot in (Slot.CERTIFICATE, Slot.LETTER))
    verification = Verification(
        submission_id=gathered.submission_id,
        revision=gathered.revision,
        verdict=verdict_of(results).value,
        seconds=seconds + sum(row.seconds for row in gathered.readings.values()),
        rules=RULES,
        certificate_reading_id=certificate.id if certificate else None,
        letter_reading_id=letter.id if letter else None,
        checks=[check_row(result) for result in results],
    )
    try:
        with writing(workplace.engine) as session:
            session.add(verification)
            session.flush()
            session.add_all(_copies(verification, gathered.like_seals))
            _record(session, verification)
    except IntegrityError:
        with reading(workplace.engine) as session:
            if verification_of(session, gathered.submission_id, gathered.revision) is None:
                raise
        return False
    return True


def _copies(verification: Verification, copied: tuple[LikeSeal, ...]) -> list[SealCopy]:
    places = dict.fromkeys((each.slot.value, each.other.document_id) for each in copied)
    return [
        SealCopy(verification_id=verification.id, slot=slot, document_id=document_id) for slot, document_id in places
    ]


def _record(session: Session, verification: Verification) -> None:
    audit.record(
        session,
        verification.submission_id,
        audit.SYSTEM,
        "verify",
        before=SubmissionState.READING.value,
        after=SubmissionState.PENDING.value,
        revision=verification.revision,
        verification=verification.id,
        verdict=verification.verdict,
        rules=verification.rules,
    )
    # The documents may have changed while the checks ran: then this is not what the case waits for.
    submission = session.get_one(Submission, verification.submission_id)
    if submission.revision == verification.revision:
        restate(session, submission, SubmissionState.PENDING)
