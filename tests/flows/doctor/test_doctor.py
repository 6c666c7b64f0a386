"""The doctor finds each thing that can be wrong, mends what can be mended, and says nothing where all is well."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update

from flows import desk as desks
from flows.desk import open_desk
from flows.doctor import surroundings
from flows.doctor.examination import examine, mend
from flows.one_document import read_one
from flows.workplace import Workplace
from models import reading_work
from models.database import connect, reading, writing
from models.documents import Document, Page
from models.reading_work import ReadingWork, WorkState
from models.review import Outcome, decide
from models.settings import Settings
from models.standing import Standing
from models.store import Store
from models.submissions import Submission
from tests.factories import new_account, new_submission, new_verification, new_workplace, stored_files
from tests.models.steps.employers import actor


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read by the stand-in, and its engines are always there."""
    monkeypatch.setattr(desks, "READING_FUNCTIONS", "tests.flows.stand_in")
    monkeypatch.setattr(surroundings, "_missing", lambda _equipment: [])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a workplace with one case that was read, checked and decided, and one that waits to be read."""
    workplace = new_workplace(tmp_path_factory.mktemp("prepared") / "home")
    with writing(workplace.engine) as session:
        decided = new_submission(session, stored_files(workplace.store))
        documents = reading_work.unfinished(session)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desks, "READING_FUNCTIONS", "tests.flows.stand_in")
        _read(workplace, documents)
    with writing(workplace.engine) as session:
        decided = session.get_one(Submission, decided.id)
        new_verification(session, decided)
        decide(session, decided, 1, Outcome.RETURNED, "缺公章，请补盖。", actor(new_account(session)))
        new_submission(session, stored_files(workplace.store, b"other", b"another"), "waiting")
    workplace.engine.dispose()
    return workplace.settings.home


def _read(workplace: Workplace, documents: tuple[int, ...]) -> None:
    with open_desk(workplace) as desk:
        assert all(read_one(desk, document) for document in documents)


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Workplace:
    """The prepared workplace, for one test to break."""
    home = tmp_path / "home"
    shutil.copytree(prepared, home)
    settings = Settings.model_validate({"home": home, "workers": 1, "document_seconds": 20.0})
    return Workplace(settings, connect(settings.database), Store(settings.store))


def codes(place: Workplace) -> list[str]:
    return [ailment.code for ailment in examine(place)]


def path_of(place: Workplace, sha256: str) -> Path:
    return place.settings.home / "store" / sha256[:2] / sha256[2:4] / sha256


def a_page(place: Workplace) -> Path:
    with reading(place.engine) as session:
        return path_of(place, session.scalars(select(Page.sha256)).all()[0])


def an_original(place: Workplace) -> Path:
    with reading(place.engine) as session:
        return path_of(place, session.scalars(select(Document.sha256)).all()[0])


def test_where_all_is_well_nothing_is_said(place: Workplace) -> None:
    assert examine(place) == []


def lose_a_page(place: Workplace) -> None:
    a_page(place).unlink()


def change_a_page(place: Workplace) -> None:
    a_page(place).write_bytes(b"another picture")


def leave_an_orphan(place: Workplace) -> None:
    orphan = path_of(place, place.store.put(b"nobody names this"))
    half = orphan.with_name(f".{orphan.name}.half")
    half.write_bytes(b"nobody nam")
    for path in (orphan, half):
        os.utime(path, (time.time() - 100_000,) * 2)


def leave_a_claim(place: Workplace) -> None:
    with writing(place.engine) as session:
        (document, *_) = reading_work.unfinished(session)
        assert reading_work.claim(session, document, "another machine:1:1.0", -7200)


def leave_unchecked(place: Workplace) -> None:
    with writing(place.engine) as session:
        done = update(ReadingWork).values(state=WorkState.FAILED.value, failure_code="X", failure_message="重新上传。")
        session.execute(done.where(ReadingWork.state == WorkState.PENDING.value))


def lose_the_work(place: Workplace) -> None:
    with writing(place.engine) as session:
        session.execute(delete(ReadingWork).where(ReadingWork.state == WorkState.PENDING.value))


def misplace(place: Workplace) -> None:
    with writing(place.engine) as session:
        session.execute(update(Standing).where(Standing.state == "returned").values(state="pending"))


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (lose_a_page, "PAGE_MISSING"),
        (change_a_page, "PAGE_MISSING"),
        (leave_an_orphan, "ORPHANED"),
        (leave_a_claim, "CLAIM_STUCK"),
        (leave_unchecked, "NOT_CHECKED"),
        (lose_the_work, "WORK_MISSING"),
        (misplace, "STANDING_WRONG"),
    ],
)
def test_what_can_be_mended_is_mended(place: Workplace, break_it: Callable[[Workplace], None], code: str) -> None:
    break_it(place)
    assert codes(place) == [code]
    mend(place)
    assert examine(place) == []


def lose_an_original(place: Workplace) -> None:
    an_original(place).unlink()


def change_an_original(place: Workplace) -> None:
    an_original(place).write_bytes(b"another document")


def change_the_record(place: Workplace) -> None:
    with writing(place.engine) as session:
        session.execute(text("update event set actor = 'nobody' where action = 'decide'"))


def forget_the_record(place: Workplace) -> None:
    with writing(place.engine) as session:
        session.execute(text("delete from event where action = 'decide'"))


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (lose_an_original, "ORIGINAL_MISSING"),
        (change_an_original, "ORIGINAL_CHANGED"),
        (change_the_record, "RECORD_CHANGED"),
        (forget_the_record, "HALF_DECIDED"),
    ],
)
def test_what_only_a_person_can_put_right_stays_and_is_told(
    place: Workplace, break_it: Callable[[Workplace], None], code: str
) -> None:
    break_it(place)
    mend(place)
    (found,) = examine(place)
    assert found.code == code
    assert not found.mendable


def test_a_young_content_without_a_row_may_still_get_one(place: Workplace) -> None:
    place.store.put(b"its row is about to be written")
    assert examine(place) == []


def test_a_database_of_another_version_is_told_and_not_looked_into(place: Workplace) -> None:
    with writing(place.engine) as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
    assert codes(place) == ["SCHEMA_OLD"]


def test_too_little_space_is_told(place: Workplace) -> None:
    settings = place.settings.model_copy(update={"least_free_megabytes": 10**12})
    assert codes(Workplace(settings, place.engine, place.store)) == ["SPACE_SHORT"]


def test_an_inbox_whose_disk_is_not_mounted_is_told(place: Workplace, tmp_path: Path) -> None:
    settings = place.settings.model_copy(update={"inbox": tmp_path / "not-mounted"})
    somewhere = Workplace(settings, place.engine, place.store)
    assert codes(somewhere) == ["INBOX_MISSING"]
    (tmp_path / "not-mounted").mkdir()
    assert codes(somewhere) == []
