"""`zhenghe verify`: one line for each submission, each verified exactly once, whatever is killed on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import create_engine, text

from flows import command_line
from models.findings import CheckId
from tests.factories import write_folder

PATIENCE = 120.0


class Command:
    """`zhenghe verify` with the stand-in reader, in a process of its own."""

    def __init__(self, inbox: Path, home: Path) -> None:
        self.home = home
        self.results = home.with_name("results.jsonl")
        command = [sys.executable, "-m", "tests.flows.stand_in_command", "verify", str(inbox)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("ZHENGHE", "PREFECT"))}
        self.process = psutil.Popen(
            [*command, "--results", str(self.results), "--workers", "2"],
            env={**environment, "ZHENGHE_HOME": str(home)},
            stderr=subprocess.PIPE,
            text=True,
        )

    def rows(self, statement: str) -> list[Any]:
        """What the database says at this moment."""
        database = create_engine(f"sqlite:///{self.home}/zhenghe.db")
        with database.connect() as connection:
            rows = list(connection.execute(text(statement)).scalars())
        database.dispose()
        return rows

    def settled(self) -> int:
        """How many documents are settled; the command must be running."""
        assert self.process.poll() is None, self.process.communicate()
        is_there = (self.home / "zhenghe.db").exists()
        if not is_there or not self.rows("select 1 from sqlite_master where name = 'reading_work'"):
            return 0
        return len(self.rows("select 1 from reading_work where state in ('done', 'failed')"))

    def wait(self) -> tuple[int, str]:
        """The exit status, and what was written to standard error."""
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said

    def kill(self) -> list[psutil.Process]:
        """Kill the command and nothing else; gives the processes that it had started."""
        children: list[psutil.Process] = self.process.children(recursive=True)
        self.process.kill()
        self.process.communicate()
        return children


@pytest.fixture
def start(inbox: Path, tmp_path: Path) -> Iterator[Callable[[], Command]]:
    """Starts the command on the inbox; none outlives the test."""
    started: list[Command] = []

    def begin() -> Command:
        started.append(Command(inbox, tmp_path / "home"))
        return started[-1]

    yield begin
    for command in started:
        if command.process.poll() is None:
            command.kill()


def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def reading_processes(command: Command) -> Iterator[psutil.Process]:
    return (child for child in command.process.children() if "spawn_main" in " ".join(child.cmdline()))


def test_a_run_that_is_killed_is_finished_by_the_next_and_nothing_is_verified_twice(
    inbox: Path, start: Callable[[], Command]
) -> None:
    for number in range(8):
        write_folder(inbox, f"2026-{number}", {"certificate.pdf": f"sleep 0.4 {number}".encode(), "letter.jpg": b"b"})
    write_folder(inbox, "unusable", {"certificate.pdf": b"unusable", "letter.jpg": b"b"})
    (write_folder(inbox, "broken") / "form.json").write_bytes(b"{")
    first = start()
    until(lambda: first.settled() >= 2)
    next(reading_processes(first)).send_signal(signal.SIGKILL)
    until(lambda: first.settled() >= 5)
    children = first.kill()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    assert not first.results.exists()

    second = start()
    status, said = second.wait()
    assert status == 0, said
    lines = [json.loads(line) for line in second.results.read_text().splitlines()]
    assert [line["submission"] for line in lines] == [*(f"2026-{number}" for number in range(8)), "broken", "unusable"]
    assert len(second.rows("select submission_id from verification")) == 10
    assert len(second.rows("select submission_id from event where action = 'verify'")) == 10
    for line in lines:
        keeps_to_the_format(line)
    assert "Traceback" not in said


def keeps_to_the_format(line: dict[str, Any]) -> None:
    assert line["verdict"] in {"pass", "review", "fail"}
    assert isinstance(line["seconds"], float)
    assert {*line["checks"]} - {"form"} == {*CheckId} - {"form"}
    for check in line["checks"].values():
        assert {"verdict", "reason", "message", "expected", "found", "confidence", "evidence"} == {*check}
        assert check["verdict"] in {"pass", "review", "fail", "not_checked"}
        assert 0 <= check["confidence"] <= 1
        for place in check["evidence"]:
            assert place["document"] in {"certificate", "letter"}
            assert place["box"] is None or len(place["box"]) == 4
    for slot, document in line["documents"].items():
        expected = {"type", "pages", "fields", "seals"}
        more = {"credit_code", "unit_name", "marking", "qr"} if slot == "certificate" else set()
        assert expected | more <= {*document}


@pytest.mark.parametrize(
    "arguments",
    [
        ["verify"],
        ["verify", "no-such-inbox", "--results", "results.jsonl"],
        ["verify", ".", "--results", "no-such-folder/results.jsonl"],
        ["verify", ".", "--results", "."],
        ["verify", ".", "--results", "results.jsonl", "--workers", "0"],
        ["read", "no-such-file"],
        ["account", "create", "--username", "somebody", "--role", "emperor"],
        ["no-such-command"],
    ],
)
def test_a_command_that_is_used_wrongly_says_so(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command_line.run(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
