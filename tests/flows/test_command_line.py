"""The small commands, and what becomes of an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from flows import command_line
from flows.commands import migrate
from flows.engine_server import free_port
from models import audit
from models.accounts import Account, find_account, password_matches
from models.database import connect, reading, writing
from models.store import Store
from tests.factories import new_submission, stored_files, write_folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, which the commands find through the environment."""
    for name in ("DATABASE_URL", "STORE_URL", "INBOX"):
        monkeypatch.delenv(f"ZHENGHE_{name}", raising=False)
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_migrating_twice_does_no_harm() -> None:
    assert command_line.run(["migrate"]) == 0
    assert command_line.run(["migrate"]) == 0


def test_an_account_is_made_with_a_password_that_is_shown_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["account", "create", "--username", "Reviewer", "--role", "reviewer"]) == 0
    password = capsys.readouterr().out.split()[-1]
    with reading(connect(f"sqlite:///{home}/zhenghe.db")) as session:
        account = find_account(session, "reviewer")
    assert account is not None
    assert password_matches(account.password_hash, password)
    assert command_line.run(["account", "list"]) == 0
    said = capsys.readouterr().out
    assert "reviewer" in said
    assert password not in said


def test_a_username_that_is_taken_is_refused(home: Path) -> None:
    arguments = ["account", "create", "--username", "somebody", "--role", "operator"]
    assert command_line.run(arguments) == 0
    assert command_line.run(arguments) == 2
    with reading(connect(f"sqlite:///{home}/zhenghe.db")) as session:
        assert len(session.scalars(select(Account)).all()) == 1


def test_taking_in_moves_folders_only_when_told_to(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(home / "inbox", "2026-1")
    assert command_line.run(["intake"]) == 0
    assert folder.is_dir()
    assert command_line.run(["intake", "--move"]) == 0
    assert not folder.exists()
    assert "Taken in: 1" in capsys.readouterr().out


def test_a_changed_event_is_found(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["migrate"]) == 0
    engine = connect(f"sqlite:///{home}/zhenghe.db")
    with writing(engine) as session:
        submission = new_submission(session, stored_files(Store(str(home / "store"))))
    assert command_line.run(["audit", "verify"]) == 0
    with writing(engine) as session:
        event = session.scalars(select(audit.Event)).one()
        event.actor = "somebody else"
        assert event.submission_id == submission.id
    assert command_line.run(["audit", "verify"]) == 1
    assert "event 1" in capsys.readouterr().err


def test_a_setting_that_cannot_work_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHENGHE_WORKERS", "many")
    assert command_line.run(["migrate"]) == 1
    assert "ZHENGHE_WORKERS" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [["migrate"], ["account", "list"], ["doctor"], ["audit", "verify"], ["restore", "backup.tar"]],
    ids=lambda words: words[0],
)
def test_a_database_that_is_not_there_is_told_in_words(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("backup.tar").touch()
    nobody = f"postgresql+psycopg://zhenghe:secret@127.0.0.1:{free_port()}/zhenghe"
    monkeypatch.setenv("ZHENGHE_DATABASE_URL", nobody)
    assert command_line.run(command) == 1
    said = capsys.readouterr().err
    assert "DATABASE_UNREACHABLE" in said
    assert "secret" not in said


def test_an_error_without_a_name_shows_nothing_of_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("430602199001010013 in /secret/place")

    monkeypatch.setattr(migrate, "upgrade", fail)
    assert command_line.run(["migrate"]) == 1
    said = capsys.readouterr().err
    assert "UNEXPECTED" in said
    assert "secret" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["deploy", "work"])
def test_what_is_for_several_machines_asks_for_their_settings(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run([command]) == 1
    assert "ZHENGHE_WORK_POOL" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "engine", "192.0.2.1"])
def test_the_prefect_server_is_not_opened_without_a_password(
    host: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PREFECT_SERVER_API_AUTH_STRING", raising=False)
    monkeypatch.setattr("os.execve", lambda *_: pytest.fail("it was opened"))
    assert command_line.run(["engine", "--host", host]) == 1
    assert "PREFECT_SERVER_API_AUTH_STRING" in capsys.readouterr().err


def test_the_prefect_server_runs_in_this_process_with_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr("os.execve", lambda _, words, environment: started.append((words, environment)))
    assert command_line.run(["engine"]) == 0
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "somebody:secret")
    assert command_line.run(["engine", "--host", "0.0.0.0"]) == 0
    assert [words[words.index("--host") + 1] for words, _ in started] == ["127.0.0.1", "0.0.0.0"]
    assert all(environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false" for _, environment in started)
    assert "PREFECT_API_URL" not in started[0][1]
