"""The torture chamber in its short form: a sample of all faults, and two nightly runs at once."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

import pytest

from models import accounts
from models.base import now
from tests.models.postgresql import installed_programs
from tests.torture.engine import REFERENCES, try_without_engine
from tests.torture.faults import ANYWHERE, NEED_SERVER, Fault, set_clock
from tests.torture.trials import count_writes, prepare, try_all, try_together, what_is_wrong
from tests.torture.yards import ServerYard, Yard

pytestmark = pytest.mark.timeout(600)

A_KIND = 2
"""Faults of each kind in the short form; `make torture` tries all of them."""


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Yard:
    made = Yard(tmp_path_factory.mktemp("torture"))
    prepare_quickly(made)
    return made


@pytest.fixture(scope="module")
def server_yard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerYard]:
    programs = installed_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed")
    with ServerYard.opened(tmp_path_factory.mktemp("torture"), programs) as made:
        prepare_quickly(made)
        yield made


def prepare_quickly(yard: Yard) -> None:
    hasher = accounts._hasher
    prepare(yard)
    accounts._hasher = hasher


def test_a_fault_at_any_write_loses_nothing(yard: Yard) -> None:
    writes = count_writes(yard)
    assert writes > 50
    chosen = random.Random(2026)
    faults = [Fault(kind, at) for kind in ANYWHERE for at in chosen.sample(range(1, writes + 1), A_KIND)]
    report = try_all(yard, faults)
    assert report.faults == []
    assert report.ended["was killed"] >= A_KIND


def test_a_database_server_that_is_killed_loses_nothing(server_yard: ServerYard) -> None:
    writes = count_writes(server_yard)
    chosen = random.Random(2026)
    report = try_all(server_yard, [Fault(kind, chosen.randint(1, writes)) for kind in NEED_SERVER])
    assert report.faults == []
    assert report.ended["was killed"] == 1


def test_two_nightly_runs_at_once_do_everything_once(yard: Yard) -> None:
    assert try_together(yard, "together") == []


def test_a_night_whose_prefect_server_is_killed_is_finished_by_the_next(yard: Yard) -> None:
    assert try_without_engine(yard, "without-engine", len(REFERENCES)) == []


def test_what_was_lost_would_be_noticed(yard: Yard) -> None:
    assert len(what_is_wrong(yard.prepared)) == 2


@pytest.mark.parametrize("jump", [dt.timedelta(days=1), dt.timedelta(hours=-1)])
def test_a_clock_jumps_and_is_put_right_again(jump: dt.timedelta) -> None:
    before = now()
    set_clock(jump)
    jumped = now()
    set_clock(dt.timedelta())
    assert abs(jumped - before - jump) < dt.timedelta(seconds=5)
    assert abs(now() - before) < dt.timedelta(seconds=5)
