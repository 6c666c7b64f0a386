"""Claims: one worker at a time, and the dead hold nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from sqlalchemy import update

from flows.claims import is_dead, release_dead_claims, worker_name
from flows.work import take_stock
from flows.workplace import Workplace
from models import reading_work
from models.base import now
from models.database import reading, writing
from models.reading_work import MOST_TRIES, ReadingWork, WorkState
from tests.factories import new_submission, stored_files


@pytest.fixture
def document(workplace: Workplace) -> int:
    """A document that is to be read."""
    with writing(workplace.engine) as session:
        new_submission(session, stored_files(workplace.store))
        return reading_work.unfinished(session)[0]


def claim(workplace: Workplace, document: int, worker: str, seconds: float = 60) -> bool:
    with writing(workplace.engine) as session:
        return reading_work.claim(session, document, worker, seconds)


def work(workplace: Workplace, document: int) -> ReadingWork:
    with reading(workplace.engine) as session:
        return session.get_one(ReadingWork, document)


def dead_worker() -> str:
    """The name of a process that has ended."""
    tell = "from flows.claims import worker_name; print(worker_name())"
    return subprocess.run([sys.executable, "-c", tell], capture_output=True, check=True, text=True).stdout.strip()


def test_of_many_workers_at_once_exactly_one_gets_the_document(workplace: Workplace, document: int) -> None:
    with ThreadPoolExecutor(8) as workers:
        won = list(workers.map(lambda number: claim(workplace, document, f"worker {number}"), range(8)))
    assert won.count(True) == 1


def test_a_claim_whose_lease_ran_out_can_be_taken_over(workplace: Workplace, document: int) -> None:
    assert claim(workplace, document, "slow", seconds=0.01)
    time.sleep(0.02)
    assert claim(workplace, document, "next")
    with writing(workplace.engine) as session:
        assert not reading_work.finish(session, document, "slow")
        assert reading_work.finish(session, document, "next")


def test_this_process_is_alive_under_its_name() -> None:
    assert not is_dead(worker_name())


def test_a_process_that_ended_is_dead() -> None:
    assert is_dead(dead_worker())


def test_a_process_with_the_number_of_a_dead_one_is_not_taken_for_it() -> None:
    host, number, moment = worker_name().rsplit(":", 2)
    boot, started = moment.split("-")
    assert is_dead(f"{host}:{number}:{boot}-{float(started) - 1:.2f}")
    assert is_dead(f"{host}:{number}:000000000000-{started}")


@pytest.mark.parametrize("jump", [-3600.0, 86_400.0])
def test_a_clock_that_is_set_makes_nobody_dead(jump: float, monkeypatch: pytest.MonkeyPatch) -> None:
    name, up = worker_name(), psutil.boot_time()
    # When a machine came up is told by its clock, and moves with it.
    monkeypatch.setattr("psutil._psplatform.boot_time", lambda: up + jump)
    assert psutil.Process().create_time() != pytest.approx(time.time(), abs=abs(jump) / 2)
    assert not is_dead(name)


@pytest.mark.parametrize("worker", ["another-host:1:00-1.0", "no name at all", "an-older:1:1.0"])
def test_who_cannot_be_known_from_here_is_not_dead(worker: str) -> None:
    assert not is_dead(worker)


def test_what_a_dead_process_held_is_free_at_once(workplace: Workplace, document: int) -> None:
    assert claim(workplace, document, dead_worker(), seconds=3600)
    assert release_dead_claims(workplace.engine) == 1
    assert claim(workplace, document, "next")


def test_what_living_processes_and_other_hosts_hold_stays_theirs(workplace: Workplace, document: int) -> None:
    for worker in (worker_name(), "another-host:1:00-1.0"):
        assert claim(workplace, document, worker)
        assert release_dead_claims(workplace.engine) == 0
        with writing(workplace.engine) as session:
            assert reading_work.release(session, document, worker, count_try=False)


def test_a_document_that_outlived_every_try_ends_with_a_reason(workplace: Workplace, document: int) -> None:
    for _ in range(MOST_TRIES):
        assert claim(workplace, document, dead_worker())
        take_stock(workplace)
    found = work(workplace, document)
    assert (found.state, found.failure_code) == (WorkState.FAILED.value, "READING_CRASHED")
    assert not claim(workplace, document, "next")


def test_a_last_try_that_still_runs_is_left_to_end(workplace: Workplace, document: int) -> None:
    with writing(workplace.engine) as session:
        session.execute(update(ReadingWork).values(tries=MOST_TRIES - 1))
    assert claim(workplace, document, worker_name())
    take_stock(workplace)
    found = work(workplace, document)
    assert found.state == WorkState.CLAIMED.value
    assert found.claimed_until is not None
    assert found.claimed_until > now()


def test_a_name_of_an_older_release_is_dead_only_where_nobody_has_its_number() -> None:
    host = socket.gethostname()
    assert not is_dead(f"{host}:{os.getpid()}:0.00")
    assert is_dead(f"{host}:{2**22 + 1}:0.00")
