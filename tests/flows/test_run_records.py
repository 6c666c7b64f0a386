"""Every run is recorded with its end, and nothing is read during a pause or on a full disk."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import socket
from pathlib import Path

import pytest
from prefect.exceptions import TerminationSignal
from sqlalchemy import update

from flows.one_document import Desk, read_one
from flows.reading_pool import ReadingPool
from flows.run_records import recorded, what_holds_back
from flows.upkeep import RUN_DAYS, keep_house
from flows.workplace import Workplace
from models import reading_work
from models.base import now
from models.database import reading, writing
from models.errors import StorageError
from models.operation import DiskFull, WorkPaused, pause, processes_seen, resume, sign_in_process
from models.runs import Run, begin_run, failed_runs, last_run, newest_runs
from models.settings import Settings
from models.space import free_megabytes
from tests.factories import new_account, new_submission, stored_files

DEAD = f"{socket.gethostname()}:{2**22 + 1}:0.00"
"""A process of this machine that cannot be there."""


def test_a_run_is_recorded_with_its_numbers(workplace: Workplace) -> None:
    with recorded(workplace, "intake") as counts:
        counts["documents"] = 4
        with reading(workplace.engine) as session:
            (going_on,) = newest_runs(session, 5)
            assert (going_on.ended_at, going_on.seconds) == (None, None)
    with reading(workplace.engine) as session:
        run = last_run(session, "intake", succeeded=True)
        assert run is not None
        assert run.counts == {"documents": 4}
        assert run.seconds is not None


def test_a_run_that_fails_is_recorded_with_the_way_out_and_without_the_engines_words(workplace: Workplace) -> None:
    with pytest.raises(StorageError), recorded(workplace, "nightly"):
        raise StorageError
    with pytest.raises(ValueError, match="430602"), recorded(workplace, "nightly"):
        raise ValueError("430602199001010013 /var/lib")
    with reading(workplace.engine) as session:
        unexpected, storage = failed_runs(session, now() - dt.timedelta(hours=1), 5)
        assert (storage.failure_code, unexpected.failure_code) == ("STORAGE_FAILED", "UNEXPECTED")
        assert "请" in (storage.failure_message or "")
        assert "430602" not in (unexpected.failure_message or "")
        assert last_run(session, "nightly", succeeded=True) is None


def test_a_run_that_is_cancelled_says_so(workplace: Workplace) -> None:
    with pytest.raises(TerminationSignal), recorded(workplace, "nightly"):
        raise TerminationSignal(signal.SIGTERM)
    with reading(workplace.engine) as session:
        (run,) = newest_runs(session, 5)
        assert run.failure_code == "RUN_CANCELLED"


def test_a_run_whose_process_died_is_found_by_the_next_one(workplace: Workplace) -> None:
    with writing(workplace.engine) as session:
        begin_run(session, "nightly", DEAD)
        begin_run(session, "nightly", f"elsewhere:{os.getpid()}:0.00")
    with recorded(workplace, "nightly"):
        pass
    with reading(workplace.engine) as session:
        assert [run.failure_code for run in newest_runs(session, 5)] == [None, None, "RUN_LOST"]
        assert newest_runs(session, 5)[1].ended_at is None


def test_house_is_kept_old_records_go_and_newer_ones_stay(workplace: Workplace) -> None:
    with recorded(workplace, "old"), recorded(workplace, "new"):
        pass
    long_ago = now() - dt.timedelta(days=RUN_DAYS + 1)
    with writing(workplace.engine) as session:
        session.execute(update(Run).where(Run.name == "old").values(begun_at=long_ago, ended_at=long_ago))
        begin_run(session, "nightly", DEAD)
        sign_in_process(session, "here:1:0.00", 2)
    counts = keep_house(workplace)
    assert (counts["lost"], counts["forgotten"]) == (1, 1)
    assert counts["free_megabytes"] > 0
    with reading(workplace.engine) as session:
        assert {run.name for run in newest_runs(session, 5)} == {"new", "nightly"}
        assert [process.host for process in processes_seen(session, now() - dt.timedelta(minutes=1))] == ["here"]


def test_a_pause_holds_back_until_it_is_resumed(workplace: Workplace) -> None:
    assert what_holds_back(workplace) is None
    with writing(workplace.engine) as session:
        administrator = new_account(session).id
        pause(session, "更换磁盘", administrator)
    assert isinstance(what_holds_back(workplace), WorkPaused)
    with writing(workplace.engine) as session:
        resume(session, administrator)
    assert what_holds_back(workplace) is None


def test_a_full_disk_holds_back(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 499 * 1024 * 1024

    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage)
    assert isinstance(what_holds_back(workplace), DiskFull)
    Usage.free = 500 * 1024 * 1024
    assert what_holds_back(workplace) is None


def test_a_pause_in_the_middle_of_a_run_holds_from_the_next_document_on(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(workplace.engine) as session:
        new_submission(session, stored_files(workplace.store))
        pause(session, "检查", new_account(session).id)
        document, *_ = reading_work.unfinished(session)
    monkeypatch.setattr(ReadingPool, "read", lambda *_: pytest.fail("read during a pause"))
    assert not read_one(Desk(workplace, ReadingPool.__new__(ReadingPool), "worker"), document)
    with reading(workplace.engine) as session:
        assert document in reading_work.unfinished(session)


def test_places_that_are_not_made_yet_are_measured_where_they_will_be(tmp_path: Path) -> None:
    settings = Settings.model_validate({"home": tmp_path / "a" / "b", "store_url": str(tmp_path / "c" / "d")})
    assert free_megabytes(settings) > 0
    elsewhere = settings.model_copy(update={"store_url": "s3://bucket/zhenghe"})
    assert free_megabytes(elsewhere) > 0
