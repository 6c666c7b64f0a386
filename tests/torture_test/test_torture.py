"""The torture chamber in its short form: a sample of all faults, and two nightly runs at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from models import accounts
from tests.torture.faults import Fault, Kind
from tests.torture.trials import count_writes, prepare, try_all, try_together, what_is_wrong

pytestmark = pytest.mark.timeout(600)

A_KIND = 2
"""Faults of each kind in the short form; `make torture` tries all of them."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    hasher = accounts._hasher
    folder = prepare(tmp_path_factory.mktemp("torture") / "prepared")
    accounts._hasher = hasher
    return folder


def test_a_fault_at_any_write_loses_nothing(prepared: Path, tmp_path: Path) -> None:
    writes = count_writes(prepared, tmp_path / "counted")
    assert what_is_wrong(tmp_path / "counted") == []
    assert writes > 50
    chosen = random.Random(2026)
    faults = [Fault(kind, at) for kind in Kind for at in chosen.sample(range(1, writes + 1), A_KIND)]
    report = try_all(prepared, tmp_path, faults)
    assert report.faults == []
    assert report.ended["was killed"] >= A_KIND


def test_two_nightly_runs_at_once_do_everything_once(prepared: Path, tmp_path: Path) -> None:
    assert try_together(prepared, tmp_path / "together") == []


def test_what_was_lost_would_be_noticed(prepared: Path) -> None:
    assert len(what_is_wrong(prepared)) == 2
