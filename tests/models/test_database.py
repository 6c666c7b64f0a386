"""The database: writers take turns, and whatever keeps one from writing is told as such."""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from models import database
from models.database import connect, reading, writing
from models.documents import Document
from models.errors import StorageError
from models.submissions import Submission
from tests.models.at_once import add_submissions


def submissions(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Submission)) or 0


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """While it lasts, no file grows beyond `size` bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def with_pragma(url: str, pragma: str) -> Engine:
    """An engine each of whose connections has this set."""
    engine = connect(url)
    event.listen(engine, "connect", lambda connection, _: connection.execute(f"PRAGMA {pragma}").close())
    return engine


def test_what_was_written_is_there_afterwards(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Submission(reference="2026-1"))
    assert submissions(engine) == 1


def test_an_exception_undoes_the_whole_transaction(engine: Engine) -> None:
    def write_and_fail() -> None:
        with writing(engine) as session:
            session.add(Submission(reference="2026-1"))
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        write_and_fail()
    assert submissions(engine) == 0


def test_a_session_for_looking_keeps_nothing(engine: Engine) -> None:
    with reading(engine) as session:
        session.add(Submission(reference="2026-1"))
        session.flush()
    assert submissions(engine) == 0


def test_a_row_that_names_nothing_is_refused(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(Document(submission_id=7, slot="letter", revision=1, sha256="0" * 64, file_name="letter.jpg"))


def test_errors_do_not_show_the_values_of_a_statement(engine: Engine) -> None:
    with pytest.raises(IntegrityError) as refused, writing(engine) as session:
        session.execute(text("insert into submission (reference) values (:number)"), {"number": "430602199001010013"})
    assert "parameters hidden" in str(refused.value)


def test_two_processes_that_write_at_once_both_succeed(engine: Engine, two_processes: ProcessPoolExecutor) -> None:
    url = engine.url.render_as_string(hide_password=False)
    begin = time.time() + 0.3
    futures = [two_processes.submit(add_submissions, url, begin, f"{number}-", 20) for number in range(2)]
    assert [future.result(timeout=60) for future in futures] == [20, 20]
    assert submissions(engine) == 40


def test_sqlite_runs_in_write_ahead_mode_and_waits_for_the_disk(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        settings = [
            connection.scalar(text(f"pragma {name}")) for name in ("journal_mode", "foreign_keys", "synchronous")
        ]
    assert settings == ["wal", 1, 2]


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/deep/er/zhenghe.db")
    with engine.connect() as connection:
        assert connection.scalar(text("select 1")) == 1
    engine.dispose()


def test_a_database_in_memory_needs_no_folder() -> None:
    engine = connect("sqlite://")
    with writing(engine) as session:
        assert session.scalar(text("select 1")) == 1
    engine.dispose()


def test_a_writer_holds_the_lock_from_its_beginning(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    other = connect(str(sqlite.url))

    def write_too() -> None:
        with writing(other):
            pytest.fail("two writers at once")

    with writing(sqlite), pytest.raises(StorageError):
        write_too()
    other.dispose()


def test_a_writer_waits_for_the_one_before(sqlite: Engine) -> None:
    second = Future[float]()

    def write_second() -> None:
        with writing(sqlite) as session:
            second.set_result(time.monotonic())
            session.add(Submission(reference="2026-2"))

    thread = threading.Thread(target=write_second)
    with writing(sqlite) as session:
        session.add(Submission(reference="2026-1"))
        thread.start()
        time.sleep(0.1)
        ended = time.monotonic()
    thread.join(timeout=30)
    assert second.result() > ended
    assert submissions(sqlite) == 2


def test_looking_does_not_wait_for_a_writer(sqlite: Engine) -> None:
    with writing(sqlite) as session:
        session.add(Submission(reference="2026-1"))
        session.flush()
        assert submissions(sqlite) == 0


def test_a_reader_sees_one_moment_while_others_write(sqlite: Engine) -> None:
    with reading(sqlite) as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 0
        with writing(sqlite) as other:
            other.add(Submission(reference="2026-1"))
        assert session.scalar(select(func.count()).select_from(Submission)) == 0


@pytest.mark.parametrize("pragma", ["query_only=ON", "max_page_count=1"], ids=["read-only", "full"])
def test_a_database_that_takes_nothing_more_is_a_storage_error(sqlite: Engine, pragma: str) -> None:
    engine = with_pragma(str(sqlite.url), pragma)

    def write_much() -> None:
        with writing(engine) as session:
            session.add_all(Submission(reference=f"{number:0200}") for number in range(500))

    with pytest.raises(StorageError):
        write_much()
    assert submissions(engine) == 0
    engine.dispose()


def test_a_full_disk_is_a_storage_error_and_leaves_what_was_there(sqlite: Engine) -> None:
    with writing(sqlite) as session:
        session.add(Submission(reference="2026-1"))

    def write_much() -> None:
        with writing(sqlite) as session:
            session.add_all(Submission(reference=f"{number:0200}") for number in range(5000))

    with files_of_at_most(64 * 1024), pytest.raises(StorageError):
        write_much()
    assert submissions(sqlite) == 1
    write_much()
    assert submissions(sqlite) == 5001


def test_a_damaged_database_file_can_not_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "zhenghe.db").write_bytes(b"not a database" * 100)
    engine = connect(f"sqlite:///{tmp_path}/zhenghe.db")
    with pytest.raises(Exception, match="not a database"), engine.connect():
        pass
    engine.dispose()


def test_a_connection_that_was_lost_while_it_rested_is_replaced(
    postgresql: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "RESTED_SECONDS", 0.0)
    engine = connect(postgresql.url.render_as_string(hide_password=False))
    with reading(engine) as session:
        number = session.scalar(text("select pg_backend_pid()"))
    with reading(postgresql) as session:
        assert session.scalar(text("select pg_terminate_backend(:number, 60000)"), {"number": number})
    with writing(engine) as session:
        assert session.scalar(text("select pg_backend_pid()")) != number
    engine.dispose()


def test_a_server_that_is_away_is_a_storage_error(tmp_path: Path) -> None:
    engine = connect(f"postgresql+psycopg://zhenghe@/postgres?host={tmp_path}")
    with pytest.raises(StorageError) as away, writing(engine):
        pytest.fail("nobody is there")
    assert isinstance(away.value.__cause__, OperationalError)
    assert str(tmp_path) not in str(away.value)
    engine.dispose()
