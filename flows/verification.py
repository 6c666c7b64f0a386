"""Verification (核验) as flow runs: one run for a chunk of documents, one task for each document.

Runs carry ids only. What is done and what is left stands in the application's database, never in the engine's.
"""

from __future__ import annotations

from prefect import flow, task, unmapped
from prefect.cache_policies import NO_CACHE
from prefect.futures import wait

from flows.checking import unverified, verify
from flows.desk import open_desk
from flows.engine_events import spare_lost_servers
from flows.one_document import Desk, read_one
from flows.run_records import recorded, what_holds_back
from flows.work import documents_of, take_stock
from flows.workplace import Workplace, open_for_run
from models import reading_work
from models.database import reading
from models.errors import ZhengheError
from models.reading_work import MOST_TRIES


class SubmissionUnfinished(ZhengheError):
    """A run ended and its submission has no verification yet; a later run takes it up."""

    code = "SUBMISSION_UNFINISHED"
    message_zh = "该申请的核验尚未完成，系统将在下次运行时继续。如长时间未完成，请联系系统管理员查看日志。"
    message_en = "The submission is not verified yet; the next run goes on with it. If it stays so, look at the logs."


@task(name="read-document", persist_result=False, cache_policy=NO_CACHE)
def read_document(document_id: int, desk: Desk) -> None:
    """Read one document, and check its submission when it was the last one of it."""
    submission_id = read_one(desk, document_id)
    if submission_id is not None:
        verify(desk.workplace, submission_id)


def read_all(desk: Desk, document_ids: list[int]) -> None:
    """Read what is unfinished among the documents, again where a try failed, as often as one may be tried."""
    spare_lost_servers()
    for _ in range(MOST_TRIES):
        with reading(desk.workplace.engine) as session:
            left = reading_work.unfinished(session, document_ids)
        if not left:
            break
        wait(read_document.map(left, unmapped(desk)))


@flow(name="verify-batch", persist_result=False, validate_parameters=False)
def verify_batch(document_ids: list[int]) -> None:
    """Read these documents, and check every submission that is complete by then."""
    workplace = open_for_run()
    with recorded(workplace, "verify-batch") as counts:
        if (reason := what_holds_back(workplace)) is not None:
            raise reason
        counts["documents"] = len(document_ids)
        take_stock(workplace)
        with open_desk(workplace) as desk:
            read_all(desk, document_ids)


@flow(name="verify-submission", persist_result=False, validate_parameters=False)
def verify_submission(submission_id: int) -> None:
    """Read what is unfinished of one submission, and check it."""
    workplace = open_for_run()
    with recorded(workplace, "verify-submission"):
        if (reason := what_holds_back(workplace)) is not None:
            raise reason
        _verify_submission(workplace, submission_id)


def _verify_submission(workplace: Workplace, submission_id: int) -> None:
    take_stock(workplace)
    with reading(workplace.engine) as session:
        left = reading_work.unfinished(session, documents_of(session, [submission_id]))
    if left:
        with open_desk(workplace) as desk:
            read_all(desk, list(left))
    verify(workplace, submission_id)
    with reading(workplace.engine) as session:
        if submission_id in unverified(session):
            raise SubmissionUnfinished
