"""A backup brings the same system up somewhere else, and nothing is ever put over what is there."""

from __future__ import annotations

import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text

from flows.backup import BackupFailed, program_environment, write_backup
from flows.doctor.contents import ailments_of_contents, examine_contents
from flows.doctor.records import examine_records
from flows.restoring import NotEmpty, restore_backup
from flows.workplace import Workplace
from models.database import connect, reading, writing
from models.migrations import upgrade
from models.settings import Settings
from models.store import Store
from models.submissions import Submission, current_form
from tests.factories import FORM, new_submission, new_verification, stored_files
from tests.models.postgresql import installed_programs, running_server

BIG = b"certificate " * 200_000


@pytest.fixture(params=["sqlite", "postgresql"])
def places(
    request: pytest.FixtureRequest, tmp_path: Path, workplace: Workplace
) -> Iterator[tuple[Workplace, Settings]]:
    """A workplace with a case in it, and the settings of an empty one of the same kind."""
    there = {"home": tmp_path / "there"}
    if request.param == "sqlite":
        yield _with_a_case(workplace), Settings.model_validate(there)
        return
    programs = installed_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed")
    with running_server(programs) as url:
        _new_databases(url, "here", "there")
        settings = workplace.settings.model_copy(update={"database_url": url.replace("/postgres?", "/here?")})
        engine = connect(settings.database)
        upgrade(engine)
        yield (
            _with_a_case(Workplace(settings, engine, workplace.store)),
            Settings.model_validate({**there, "database_url": url.replace("/postgres?", "/there?")}),
        )
        engine.dispose()


def _new_databases(url: str, *names: str) -> None:
    engine = connect(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in names:
            connection.execute(text(f"create database {name}"))
    engine.dispose()


def _with_a_case(workplace: Workplace) -> Workplace:
    with writing(workplace.engine) as session:
        new_verification(session, new_submission(session, stored_files(workplace.store, BIG)))
    return workplace


def test_another_machine_has_the_same_rows_and_contents(places: tuple[Workplace, Settings], tmp_path: Path) -> None:
    here, there = places
    file = tmp_path / "backup.tar"
    assert write_backup(here, file)["contents"] == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert restore_backup(there, file) == 2
    restored = Workplace(there, connect(there.database), Store(there.store))
    with reading(restored.engine) as session:
        submission = session.scalars(select(Submission)).one()
        assert current_form(session, submission.id).operator.id_number == FORM["operator"]["id_number"]
    assert ailments_of_contents(examine_contents(restored)) == []
    assert examine_records(restored) == []
    with pytest.raises(NotEmpty):
        restore_backup(there, file)
    restored.engine.dispose()


def test_nothing_personal_and_no_key_is_in_the_file(workplace: Workplace, tmp_path: Path) -> None:
    write_backup(_with_a_case(workplace), tmp_path / "backup.tar")
    content = (tmp_path / "backup.tar").read_bytes()
    assert FORM["operator"]["id_number"].encode() not in content
    assert FORM["operator"]["mobile"].encode() not in content
    with tarfile.open(tmp_path / "backup.tar") as archive:
        assert [name for name in archive.getnames() if "key" in name] == []


@pytest.mark.parametrize("damage", ["cut", "changed content", "changed database", "no archive"])
def test_a_damaged_file_leaves_no_database_behind(workplace: Workplace, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "backup.tar"
    write_backup(_with_a_case(workplace), file)
    content = file.read_bytes()
    cases = {
        "cut": content[: len(content) // 2],
        "changed content": content.replace(b"certificate certificate", b"certificate Certificate", 1),
        "changed database": content.replace(b"submission", b"submissioN", 1),
        "no archive": b"no archive",
    }
    file.write_bytes(cases[damage])
    there = Settings.model_validate({"home": tmp_path / "there"})
    with pytest.raises(BackupFailed):
        restore_backup(there, file)
    assert not (tmp_path / "there" / "zhenghe.db").exists()
    assert list((tmp_path / "there").glob(".database*")) == []


def test_a_backup_that_cannot_be_written_leaves_nothing(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.backup._write_through", full)
    target = workplace.settings.home / "backup.tar"
    with pytest.raises(BackupFailed):
        write_backup(_with_a_case(workplace), target)
    assert list(workplace.settings.home.glob("*backup*")) == []


def test_the_servers_programs_are_told_the_password_where_nobody_sees_it() -> None:
    address, environment = program_environment(make_url("postgresql+psycopg://zhenghe:secret@host/zhenghe"))
    assert address == "postgresql://zhenghe@host/zhenghe"
    assert environment["PGPASSWORD"] == "secret"
