"""Setting up a desk: reading processes that fit the settings, and claims under this process's name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flows.claims import worker_name
from flows.means import means_of
from flows.one_document import Desk
from flows.reading_pool import ReadingPool
from flows.reading_process import Equipment
from flows.workplace import Workplace
from models import reading_work
from models.database import writing
from models.settings import Settings

READING_FUNCTIONS = "flows.ocr_reading"
_TIMES_ITS_ROOM = 4
"""How much more memory than it is given room for a reading process may take before it is refused any more."""


def equipment_of(settings: Settings) -> Equipment:
    """What reading processes work with under these settings."""
    return Equipment(
        functions=READING_FUNCTIONS,
        engine=settings.engine.value,
        backend=settings.backend,
        store=settings.store,
        most_bytes=settings.largest_file_megabytes * 1024 * 1024,
        most_pages=settings.most_pages,
        most_megabytes=_TIMES_ITS_ROOM * settings.worker_megabytes,
        log_level=settings.log_level,
        log_format=settings.log_format,
    )


@contextmanager
def open_desk(workplace: Workplace) -> Iterator[Desk]:
    """A desk with running reading processes; at its end they are gone and none of its claims is left."""
    worker, equipment = worker_name(), equipment_of(workplace.settings)
    with ReadingPool(equipment, workplace.workers, workplace.settings.document_seconds) as pool:
        try:
            yield Desk(workplace, pool, worker, means_of(equipment))
        finally:
            with writing(workplace.engine) as session:
                reading_work.release_claims_of(session, worker)
