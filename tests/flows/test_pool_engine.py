"""A work pool has a Prefect server somewhere else, which commands join: the nightly run by hand, and `deploy`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows import command_line, nightly, pool_engine
from flows.engine_server import free_port
from flows.nightly import NightlyReport


@pytest.fixture(autouse=True)
def pool_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Settings of several machines, whose Prefect server is at the address; nobody listens there."""
    address = f"http://127.0.0.1:{free_port()}/api"
    # Setting the variables of the server would outlast the test.
    monkeypatch.setattr(os, "environ", {**os.environ})
    for name, value in (("HOME", str(tmp_path)), ("PREFECT_URL", address), ("WORK_POOL", "machines")):
        monkeypatch.setenv(f"ZHENGHE_{name}", value)
    return address


def test_with_a_work_pool_it_is_recorded_where_the_machines_are_told_what_to_read(
    pool_elsewhere: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded_at = []

    def run() -> NightlyReport:
        recorded_at.append(os.environ["PREFECT_API_URL"])
        return NightlyReport(taken=4, deferred=0, documents=8, verified=4, unfinished=0)

    monkeypatch.setattr(pool_engine, "answers", lambda _address: True)
    monkeypatch.setattr(nightly, "nightly", run)
    assert command_line.run(["nightly"]) == 0
    assert recorded_at == [pool_elsewhere]
    assert "核验完毕 Verified: 4" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["nightly", "deploy"])
def test_where_the_pools_server_is_away_nothing_is_begun(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run([command]) == 1
    assert "ENGINE_AWAY" in capsys.readouterr().err
