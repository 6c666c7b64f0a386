"""Being seen: a process that takes work says so in the database every half minute."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import SQLAlchemyError

from flows.claims import worker_name
from flows.workplace import Workplace
from models.database import writing
from models.errors import StorageError
from models.operation import sign_in_process

log = structlog.get_logger()

EVERY_SECONDS = 30.0


@contextmanager
def present(workplace: Workplace, every: float = EVERY_SECONDS) -> Iterator[None]:
    """While this lasts, the process is seen to be there."""
    ended = threading.Event()
    thread = threading.Thread(target=_tell, args=(workplace, every, ended), name="presence", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _tell(workplace: Workplace, every: float, ended: threading.Event) -> None:
    name = worker_name()
    while True:
        try:
            with writing(workplace.engine) as session:
                sign_in_process(session, name, workplace.workers)
        except (StorageError, SQLAlchemyError) as error:
            # Whoever is not seen for a while still works; the next time may be better.
            log.warning("presence not noted", error=type(error).__name__)
        if ended.wait(every):
            return
