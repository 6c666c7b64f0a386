"""Reading one document, from the claim to the rows: the step that every run is made of."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from flows.reading_outcomes import NotNow, Outcome, Read, TryFailed, Unusable
from flows.reading_pool import START_SECONDS, ReadingPool
from flows.reading_process import Order
from flows.workplace import Workplace
from models import impressions, page_prints, reading_work
from models.database import writing
from models.documents import Document, Page
from models.earlier_readings import earlier_reading
from models.errors import DocumentError, StorageError
from models.findings import DocumentReading, to_json
from models.operation import pause_in_force
from models.reading_work import MOST_TRIES, ReadingWork
from models.submissions import current_form
from models.verifications import Reading

log = structlog.get_logger()


class ClaimLost(Exception):
    """Another worker holds the document by now; nothing of this reading may be kept."""


@dataclass(frozen=True)
class Desk:
    """Where documents are read: the places, the reading processes, and the name under which documents are claimed."""

    workplace: Workplace
    pool: ReadingPool
    worker: str
    means: str = ""
    """A hash of what documents are read with here."""

    @property
    def lease_seconds(self) -> float:
        """How long a claim holds: as long as a reading can take at most, and a while for writing it down."""
        return self.workplace.settings.document_seconds + 2 * START_SECONDS


@dataclass(frozen=True)
class _Claimed:
    """A document that is this desk's to read."""

    submission_id: int
    order: Order
    known: Reading | None
    """What was read on the same file already, held against the same form by the same means."""


def read_one(desk: Desk, document_id: int) -> int | None:
    """Claim the document, read it and write down what came of it; gives its submission where it is settled now.

    None where another worker has it, where it is to be tried again, where nothing could be kept, or during a pause.
    """
    engine = desk.workplace.engine
    try:
        with writing(engine) as session:
            claimed = _claim(session, desk, document_id)
        if claimed is None:
            return None
        outcome = Read(claimed.known.value, 0.0) if claimed.known is not None else desk.pool.read(claimed.order)
        with writing(engine) as session:
            return claimed.submission_id if _write(session, desk, document_id, outcome) else None
    except ClaimLost:
        log.warning("claim lost", document=document_id)
    except StorageError as error:
        # The claim stands until this run ends or its lease does; the document is tried again after that.
        log.error("reading not kept", document=document_id, code=error.code)
    return None


def _claim(session: Session, desk: Desk, document_id: int) -> _Claimed | None:
    # Asked before each document, so that a pause holds from the next one on.
    if pause_in_force(session) is not None:
        return None
    if not reading_work.claim(session, document_id, desk.worker, desk.lease_seconds):
        return None
    document = session.get_one(Document, document_id)
    known = earlier_reading(session, document, desk.means) if desk.means else None
    return _Claimed(
        document.submission_id, Order(document.sha256, current_form(session, document.submission_id)), known
    )


def _write(session: Session, desk: Desk, document_id: int, outcome: Outcome) -> bool:
    worker = desk.worker
    match outcome:
        case Read(findings, seconds):
            session.add(
                Reading(
                    document_id=document_id, seconds=seconds, findings=to_json(findings), made_with=desk.means or None
                )
            )
            _add_pages(session, document_id, findings)
            held = settled = reading_work.finish(session, document_id, worker)
        case Unusable(code, message):
            held = settled = reading_work.give_up(session, document_id, worker, code, message)
        case TryFailed(reason):
            held, settled = _try_again(session, worker, document_id, reason)
        case NotNow(code):
            log.info("cannot read at present", code=code)
            held, settled = reading_work.release(session, document_id, worker, count_try=False), False
    if not held:
        raise ClaimLost
    return settled


def _add_pages(session: Session, document_id: int, findings: DocumentReading) -> None:
    session.add_all(
        Page(document_id=document_id, number=page.number, sha256=page.sha256, width=page.width, height=page.height)
        for page in findings.pages
    )
    session.flush()
    impressions.keep(session, document_id, findings)
    page_prints.keep(session, document_id, findings)


def _try_again(session: Session, worker: str, document_id: int, reason: type[DocumentError]) -> tuple[bool, bool]:
    """Put the document back, or end it when its tries are used up; gives whether it was held, and whether it ended."""
    if session.get_one(ReadingWork, document_id).tries < MOST_TRIES:
        return reading_work.release(session, document_id, worker), False
    error = reason()
    return reading_work.give_up(session, document_id, worker, error.code, error.chinese), True
