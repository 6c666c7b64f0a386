"""What two processes do at the same moment; each call opens the database anew, as a process of its own would."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from sqlalchemy import Engine, select

from models import audit, holds, reading_work
from models.accounts import Account
from models.database import connect, writing
from models.errors import DecisionError
from models.queue import QueueFilter, candidates
from models.review import Outcome, decide
from models.store import Store
from models.submissions import Submission


@contextmanager
def _from_the_moment(begin: float, url: str, connections: int = 15) -> Iterator[Engine]:
    engine = connect(url, connections)
    engine.connect().close()
    time.sleep(max(0.0, begin - time.time()))
    yield engine
    engine.dispose()


def add_submissions(url: str, begin: float, prefix: str, count: int) -> int:
    """Write `count` submissions, each in a transaction of its own; gives how many were written."""
    with _from_the_moment(begin, url) as engine:
        for number in range(count):
            with writing(engine) as session:
                session.add(Submission(reference=f"{prefix}{number}"))
    return count


def claim_all(url: str, begin: float, worker: str) -> list[int]:
    """Claim every document that can be had; gives their ids."""
    claimed = []
    with _from_the_moment(begin, url) as engine:
        with writing(engine) as session:
            documents = reading_work.unfinished(session)
        for document in documents:
            with writing(engine) as session:
                if reading_work.claim(session, document, worker, seconds=60):
                    claimed.append(document)
    return claimed


def second_all(url: str, begin: float, username: str) -> list[str]:
    """Be the second person on every submission; gives what became of each."""
    return decide_all(url, begin, username, two_people=True)


def decide_all(url: str, begin: float, username: str, *, two_people: bool = False) -> list[str]:
    """Decide on every submission as the reviewer `username`; gives what became of each."""
    results = []
    with _from_the_moment(begin, url) as engine:
        with writing(engine) as session:
            account = session.scalars(select(Account).where(Account.username == username)).one()
            reviewer = audit.Actor(account.username, account.role, account.id)
            ids = session.scalars(select(Submission.id).order_by(Submission.id)).all()
        for submission_id in ids:
            try:
                with writing(engine) as session:
                    submission = session.get_one(Submission, submission_id)
                    decide(session, submission, 1, Outcome.APPROVED, "", reviewer, two_people=two_people)
                results.append("decided")
            except DecisionError as error:
                results.append(error.code)
    return results


def take_next(url: str, begin: float, reviewers: list[int]) -> list[int | None]:
    """Have each of the reviewers take the next case at the same moment; gives what each got."""
    with (
        _from_the_moment(begin, url, connections=len(reviewers)) as engine,
        ThreadPoolExecutor(len(reviewers)) as threads,
    ):
        return list(threads.map(lambda reviewer: _take_one(engine, reviewer), reviewers))


def _take_one(engine: Engine, reviewer: int) -> int | None:
    with writing(engine) as session:
        return holds.take_first(session, candidates(QueueFilter()), reviewer, seconds=60)


def put_all(place: str, begin: float, contents: list[bytes]) -> list[str]:
    """Put every content into the store; gives their hashes."""
    store = Store(place)
    time.sleep(max(0.0, begin - time.time()))
    return [store.put(content) for content in contents]
