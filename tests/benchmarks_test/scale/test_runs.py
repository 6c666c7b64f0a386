"""A small run: everything is read and checked once, and what was not would be told."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import event

from flows import desk as desks
from flows.workplace import Workplace
from models.base import Base
from tests.benchmarks.queue.plans import full_scans, noted_statements
from tests.benchmarks.scale import alone
from tests.benchmarks.scale.course import Look
from tests.benchmarks.scale.filling import DOCUMENTS, fill
from tests.benchmarks.scale.hosts import Host, why_not
from tests.benchmarks.scale.report import overhead, print_course, print_runs, values
from tests.benchmarks.scale.runs import Run
from tests.benchmarks.scale.watching import RunStopped, Tally, looks_at, settled, tally
from tests.factories import new_workplace

COUNT = 3
FEW_ROWS = {"pause", "webhook"}
"""Tables that only administrators write to, now and then."""
MOST_STATEMENTS = 62
"""For a submission with two documents, beginnings of transactions included."""


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    workplace = new_workplace(tmp_path / "home")
    fill(workplace, COUNT, 0.0)
    monkeypatch.setattr(alone, "load_settings", lambda: workplace.settings)
    monkeypatch.setattr(desks, "READING_FUNCTIONS", desks.READING_FUNCTIONS)
    return workplace


@pytest.mark.parametrize("race", [False, True])
def test_workers_one_after_the_other_do_everything_once(filled: Workplace, race: bool) -> None:
    before = tally(filled.engine)
    assert (before.documents, before.read, before.is_complete) == (COUNT * DOCUMENTS, 0, False)
    for number in range(2):
        alone.main(number, 2, race=race)
    after = tally(filled.engine)
    assert after == Tally(6, read=6, read_twice=0, tried_twice=0, submissions=3, verified=3)
    assert after.is_complete
    assert settled(filled.engine) == after.documents


def test_no_statement_of_taking_in_and_reading_walks_through_a_table_that_grows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "READING_FUNCTIONS", alone.STAND_IN)
    workplace = new_workplace(tmp_path / "home")
    with noted_statements(workplace.engine) as statements:
        fill(workplace, COUNT, 0.0)
        alone.read_all(workplace, range(1, COUNT * DOCUMENTS + 1))
    assert tally(workplace.engine).is_complete
    assert full_scans(workplace.engine, statements, sorted(set(Base.metadata.tables) - FEW_ROWS)) == []


def test_reading_and_checking_a_submission_asks_the_database_for_little(
    filled: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "READING_FUNCTIONS", alone.STAND_IN)
    asked: list[str] = []
    event.listen(filled.engine, "before_cursor_execute", lambda *words: asked.append(words[2]))
    alone.read_all(filled, range(1, COUNT * DOCUMENTS + 1))
    assert len(asked) / COUNT <= MOST_STATEMENTS
    assert tally(filled.engine).is_complete


def test_the_watch_ends_when_everything_is_done_and_complains_where_nothing_happens(filled: Workplace) -> None:
    with pytest.raises(RunStopped, match="0 of 6 documents"):
        list(looks_at(filled.engine, 6, list, every=0.01, patience=0.05))
    with pytest.raises(RunStopped):
        list(looks_at(filled.engine, 6, list, every=0.01, is_running=lambda: False))
    alone.main(0, 1, race=False)
    (look,) = looks_at(filled.engine, 6, list)
    assert (look.done, look.megabytes) == (6, 0.0)


def a_run(seconds: float, *, twice: int = 0) -> Run:
    looks = (Look(0.0, 0, 100.0), Look(1.0, 0, 100.0), Look(1.0 + seconds, 100, 120.0))
    return Run("2 processes", 2, 0.1, looks, Tally(100, 100, twice, 0, 50, 50))


def test_what_spreading_costs_is_what_a_document_takes_beyond_its_reading() -> None:
    assert overhead(a_run(5.0)) == pytest.approx(0.0)
    assert overhead(a_run(10.0)) == pytest.approx(0.1)


def test_the_report_tells_pace_and_course_and_what_was_done_twice() -> None:
    console = Console(file=io.StringIO(), width=140)
    print_runs([a_run(10.0), a_run(10.0, twice=3)], console)
    print_course(a_run(10.0), console)
    assert isinstance(console.file, io.StringIO)
    told = console.file.getvalue()
    assert "read_twice=3" in told
    assert "0 documents read twice" in told
    assert json.loads(json.dumps(values([a_run(10.0)])))[0]["rate"] == pytest.approx(10.0)


def test_a_host_is_entered_before_its_command() -> None:
    assert Host("here").command(["zhenghe", "work"]) == ["zhenghe", "work"]
    assert Host("there", ("ip", "netns", "exec", "x")).command(["zhenghe"]) == ["ip", "netns", "exec", "x", "zhenghe"]


def test_where_hosts_cannot_be_made_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1)

    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert why_not().startswith("missing: ip")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "only root" in why_not()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(subprocess, "run", refused)
    assert "permits no network namespaces" in why_not()
