"""All the rooms in one process: the inbox is taken in, documents are read as they always are, and pages are served."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.checking import verify
from flows.desk import open_desk
from flows.intake import take_in_inbox
from flows.one_document import Desk, read_one
from flows.work import documents_of
from flows.workplace import Workplace
from models import reading_work
from models.database import reading
from tests.factories import new_workplace
from tests.serving import served
from webqueue.application import create_application


@dataclass(frozen=True)
class Workshop:
    """A running application."""

    workplace: Workplace
    desk: Desk
    address: str
    inbox: Path

    def take_in(self) -> None:
        """Take in what lies in the inbox, and read it."""
        for taken in take_in_inbox(self.workplace, self.inbox).taken:
            read_submission(self.desk, taken.submission_id)


def read_submission(desk: Desk, submission_id: int) -> None:
    """Read what is unfinished of the submission, and check it."""
    with reading(desk.workplace.engine) as session:
        left = reading_work.unfinished(session, documents_of(session, [submission_id]))
    for document_id in left:
        read_one(desk, document_id)
    verify(desk.workplace, submission_id)


@contextmanager
def open_workshop(home: Path) -> Iterator[Workshop]:
    """A workshop in an empty folder; at its end nothing of it runs."""
    workplace = new_workplace(home, document_seconds=120.0)
    with open_desk(workplace) as desk, ThreadPoolExecutor(1) as reader:

        def start(submission_id: int) -> bool:
            reader.submit(read_submission, desk, submission_id)
            return True

        with served(create_application(workplace.settings, start_verification=start)) as address:
            yield Workshop(workplace, desk, address, home / "inbox")
