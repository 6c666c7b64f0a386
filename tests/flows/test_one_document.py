"""Reading one document in a process of its own: whatever happens to it, the document's row says what came of it."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from sqlalchemy import select

from flows import desk as desks
from flows.desk import equipment_of, open_desk
from flows.means import means_of
from flows.one_document import Desk, read_one
from flows.reading_outcomes import Outcome
from flows.reading_process import Order
from flows.work import documents_of
from flows.workplace import Workplace
from models import reading_work
from models.database import reading, writing
from models.documents import Document, Page
from models.errors import StorageError
from models.intake import read_again, take_in
from models.reading_work import MOST_TRIES, ReadingWork, WorkState
from models.settings import Settings
from models.submissions import Submission
from models.verifications import Reading, latest_reading
from tests.factories import form_reading, new_submission, new_workplace, stored_files


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with one reading process, which reads by the stand-in."""
    workplace = new_workplace(tmp_path_factory.mktemp("desk"), document_seconds=1.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desks, "READING_FUNCTIONS", "tests.flows.stand_in")
        with open_desk(workplace) as desk:
            yield desk


def to_read(desk: Desk, content: bytes) -> int:
    """A new document with that content."""
    with writing(desk.workplace.engine) as session:
        reference = f"{content.decode()} {time.monotonic_ns()}"
        new_submission(session, stored_files(desk.workplace.store, certificate=content), reference)
        return reading_work.unfinished(session)[-2]


def work(desk: Desk, document: int) -> ReadingWork:
    with reading(desk.workplace.engine) as session:
        return session.get_one(ReadingWork, document)


def read_until_settled(desk: Desk, document: int) -> ReadingWork:
    """The document's row after as many tries as one may have; none of them may settle it early without a reason."""
    for _ in range(MOST_TRIES):
        if read_one(desk, document):
            break
    return work(desk, document)


def test_what_was_read_its_pages_and_its_end_are_written_together(shared_desk: Desk) -> None:
    document = to_read(shared_desk, b"fine")
    assert read_one(shared_desk, document)
    with reading(shared_desk.workplace.engine) as session:
        found = latest_reading(session, document)
        (page,) = session.scalars(select(Page).where(Page.document_id == document))
    assert found is not None
    assert found.value.pages[0].sha256 == page.sha256
    assert found.seconds > 0
    assert shared_desk.workplace.store.get(page.sha256) == b"picture of fine"
    assert work(shared_desk, document).state == WorkState.DONE.value


@pytest.mark.parametrize("content", [b"hoard", b"call AF_INET", b"call AF_INET6"])
def test_a_decoder_that_wants_more_than_it_may_have_is_refused(shared_desk: Desk, content: bytes) -> None:
    settled = read_until_settled(shared_desk, to_read(shared_desk, content))
    assert settled.failure_code == "READING_FAILED"
    assert read_one(shared_desk, to_read(shared_desk, b"call AF_UNIX"))


@pytest.fixture
def read(shared_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes of the documents that are really read."""
    hashes: list[str] = []
    really = shared_desk.pool.read

    def note(order: Order) -> Outcome:
        hashes.append(order.sha256)
        return really(order)

    monkeypatch.setattr(shared_desk.pool, "read", note)
    return hashes


def again(desk: Desk, document: int, **form: str) -> int:
    """The same document in a new revision of its submission, with a form that may be another; gives its number."""
    with writing(desk.workplace.engine) as session:
        submission = session.get_one(Submission, session.get_one(Document, document).submission_id)
        if form:
            take_in(session, submission.reference, form_reading(**form), {})
        read_again(session, submission)
        return reading_work.unfinished(session, documents_of(session, [submission.id]))[-2]


def test_the_same_document_is_not_read_again_by_the_same_means(shared_desk: Desk, read: list[str]) -> None:
    document = to_read(shared_desk, b"unchanged")
    assert read_one(shared_desk, document)
    newer = again(shared_desk, document)
    assert read_one(shared_desk, newer)
    assert len(read) == 1
    with reading(shared_desk.workplace.engine) as session:
        first, second = latest_reading(session, document), latest_reading(session, newer)
        pages = session.scalars(select(Page.sha256).where(Page.document_id == newer)).all()
    assert first is not None
    assert second is not None
    assert second.value == first.value
    assert pages == [page.sha256 for page in first.value.pages]
    assert work(shared_desk, newer).state == WorkState.DONE.value


def test_another_form_and_other_means_are_reasons_to_read_again(shared_desk: Desk, read: list[str]) -> None:
    document = to_read(shared_desk, b"held against another form")
    assert read_one(shared_desk, document)
    assert read_one(shared_desk, again(shared_desk, document, unit_name="岳阳市另一示例公司"))
    assert len(read) == 2
    newer = replace(shared_desk, means=means_of(replace(equipment_of(shared_desk.workplace.settings), most_pages=3)))
    assert read_one(newer, again(shared_desk, document))
    assert len(read) == 3


def test_the_means_are_the_same_wherever_the_store_is_and_other_with_another_engine() -> None:
    equipment = equipment_of(Settings.model_validate({}))
    assert means_of(equipment) == means_of(replace(equipment, store="elsewhere", log_level="DEBUG"))
    assert means_of(equipment) != means_of(replace(equipment, engine="tesseract"))


def test_a_document_that_is_settled_is_not_read_again(shared_desk: Desk) -> None:
    document = to_read(shared_desk, b"once")
    assert read_one(shared_desk, document)
    assert not read_one(shared_desk, document)


def test_a_document_that_cannot_be_used_is_given_up_at_once_with_its_reason(shared_desk: Desk) -> None:
    document = to_read(shared_desk, b"unusable")
    assert read_one(shared_desk, document)
    found = work(shared_desk, document)
    assert (found.state, found.failure_code, found.tries) == (WorkState.FAILED.value, "STAND_IN_UNUSABLE", 1)
    assert found.failure_message == "样张无法使用。请重新上传。"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"sleep 60", "READING_TIMED_OUT"),
        (b"die", "READING_CRASHED"),
        (b"memory", "READING_FAILED"),
        (b"wrong", "READING_FAILED"),
    ],
)
def test_a_poisoned_document_is_tried_a_bounded_number_of_times(shared_desk: Desk, content: bytes, code: str) -> None:
    found = read_until_settled(shared_desk, to_read(shared_desk, content))
    assert (found.state, found.failure_code, found.tries) == (WorkState.FAILED.value, code, MOST_TRIES)
    assert found.failure_message is not None
    assert "请" in found.failure_message


def test_a_document_whose_process_died_once_is_read_at_the_next_try(shared_desk: Desk, tmp_path: Path) -> None:
    document = to_read(shared_desk, f"die-once {tmp_path / 'died'}".encode())
    assert not read_one(shared_desk, document)
    assert work(shared_desk, document).state == WorkState.PENDING.value
    assert read_one(shared_desk, document)


def _reading_processes() -> list[psutil.Process]:
    """Those of reading pools; other tests have processes of their own that live on."""
    own = {child.pid for child in multiprocessing.active_children() if child.name.startswith("pebble")}
    return [child for child in psutil.Process().children() if child.pid in own]


def _kill_reading_processes() -> None:
    for process in _reading_processes():
        process.send_signal(signal.SIGKILL)


def test_processes_killed_while_idle_are_replaced(shared_desk: Desk) -> None:
    assert read_one(shared_desk, to_read(shared_desk, b"before"))
    _kill_reading_processes()
    time.sleep(0.5)
    assert read_one(shared_desk, to_read(shared_desk, b"after"))


def test_a_process_killed_from_outside_costs_one_try(shared_desk: Desk) -> None:
    document = to_read(shared_desk, b"sleep 0.8")
    killer = threading.Timer(0.4, _kill_reading_processes)
    assert read_one(shared_desk, to_read(shared_desk, b"warm"))
    killer.start()
    assert not read_one(shared_desk, document)
    killer.join()
    assert work(shared_desk, document).tries == 1
    assert read_one(shared_desk, document)


def test_an_original_that_is_gone_ends_with_a_reason(shared_desk: Desk) -> None:
    document = to_read(shared_desk, b"gone")
    for path in Path(shared_desk.workplace.settings.store).rglob("*"):
        if path.is_file() and path.read_bytes() == b"gone":
            path.unlink()
    assert read_one(shared_desk, document)
    assert work(shared_desk, document).failure_code == "CONTENT_MISSING"


def test_nothing_is_kept_of_a_reading_whose_claim_was_lost(shared_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    document = to_read(shared_desk, b"lost")

    def lose(*_: object) -> bool:
        return False

    monkeypatch.setattr(reading_work, "finish", lose)
    assert not read_one(shared_desk, document)
    with reading(shared_desk.workplace.engine) as session:
        assert latest_reading(session, document) is None
        assert session.scalars(select(Page).where(Page.document_id == document)).all() == []


def test_a_database_that_takes_nothing_leaves_the_document_for_later(
    shared_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = to_read(shared_desk, b"full disk")

    def full(*_: object) -> None:
        raise StorageError

    monkeypatch.setattr("flows.one_document._add_pages", full)
    assert not read_one(shared_desk, document)
    with reading(shared_desk.workplace.engine) as session:
        assert session.scalars(select(Reading).where(Reading.document_id == document)).all() == []


def test_a_desk_that_closes_leaves_neither_processes_nor_claims(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "READING_FUNCTIONS", "tests.flows.stand_in")
    before = set(_reading_processes())
    with open_desk(workplace) as desk:
        document = to_read(desk, b"fine")
        with writing(workplace.engine) as session:
            assert reading_work.claim(session, document, desk.worker, 60)
    assert set(_reading_processes()) == before
    assert work(desk, document).state == WorkState.PENDING.value


def test_engines_that_do_not_load_cost_no_document_a_try(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "READING_FUNCTIONS", "tests.flows.no_such_module")
    with open_desk(workplace) as desk:
        document = to_read(desk, b"fine")
        assert not read_one(desk, document)
    assert (work(desk, document).state, work(desk, document).tries) == (WorkState.PENDING.value, 0)
