"""Verifying an inbox from the command line: the same flow as by night, and a line of results for each submission."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from flows.checking import unverified, verify_settled
from flows.intake import IntakeReport, Taken
from flows.progress import watching
from flows.results import result_of
from flows.work import chunks, documents_of, take_stock
from flows.workplace import Workplace
from models import reading_work
from models.database import reading
from models.reading_work import ReadingWork, WorkState
from models.submissions import Submission


@dataclass(frozen=True)
class InboxOutcome:
    """What came of an inbox."""

    results: tuple[dict[str, Any], ...]
    """One for each submission that has a verdict, by reference."""
    unfinished: tuple[str, ...]
    """The references of all others."""


def verify_inbox(workplace: Workplace, intake: IntakeReport, verify_batch: Callable[[list[int]], None]) -> InboxOutcome:
    """Read and check what is unfinished of the submissions that were taken in.

    `verify_batch` is the flow, which reads a chunk of documents.
    """
    submissions = [taken.submission_id for taken in intake.taken]
    take_stock(workplace)
    verify_settled(workplace, submissions)
    left = _documents_left(workplace, submissions)
    if left:
        with watching("核验 Verify", len(left), lambda: _count_settled(workplace, left)):
            for chunk in chunks(left):
                verify_batch(chunk)
        verify_settled(workplace, submissions)
    return _outcome(workplace, intake)


def _documents_left(workplace: Workplace, submissions: Sequence[int]) -> tuple[int, ...]:
    with reading(workplace.engine) as session:
        waiting = set(unverified(session))
        documents = documents_of(session, [submission for submission in submissions if submission in waiting])
        return tuple(document for chunk in chunks(documents) for document in reading_work.unfinished(session, chunk))


def _count_settled(workplace: Workplace, documents: Sequence[int]) -> int:
    settled = (WorkState.DONE.value, WorkState.FAILED.value)
    with reading(workplace.engine) as session:
        return sum(
            session.scalar(
                select(func.count())
                .select_from(ReadingWork)
                .where(ReadingWork.document_id.in_(chunk), ReadingWork.state.in_(settled))
            )
            or 0
            for chunk in chunks(documents)
        )


def _outcome(workplace: Workplace, intake: IntakeReport) -> InboxOutcome:
    results, unfinished = [], [deferred.reference for deferred in intake.deferred]
    with reading(workplace.engine) as session:
        for taken in sorted(intake.taken, key=_by_reference):
            result = result_of(session, session.get_one(Submission, taken.submission_id))
            if result is None:
                unfinished.append(taken.reference)
            else:
                results.append(result)
    return InboxOutcome(tuple(results), tuple(sorted(unfinished)))


def _by_reference(taken: Taken) -> str:
    return taken.reference
