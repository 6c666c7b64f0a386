"""The pinned versions of Prefect, FastAPI and SQLAlchemy work together.

Newer versions of the latter two install without complaint and then break the server's start or its scheduler, which
goes on without scheduling anything; so a real server must give a real cron deployment its runs.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

PATIENCE = 240.0
"""Seconds until the server must answer, and again until runs must be scheduled: many times what an idle machine takes,
since a server that broke on starting is noticed by its end, and one that is short of a processor is not broken."""


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _server_environment(home: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {
        **inherited,
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


@pytest.fixture
def server(tmp_path: Path) -> Iterator[httpx.Client]:
    """A Prefect server of its own, with nothing in it yet."""
    port = _free_port()
    words = ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *words], env=_server_environment(tmp_path), stdout=log, stderr=log, start_new_session=True
        )
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}/api", timeout=PATIENCE) as client:
                _wait_until_healthy(client, process)
                yield client
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_until_healthy(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(httpx.TransportError):
            if client.get("/health").is_success:
                return
        time.sleep(0.2)
    pytest.fail("the Prefect server did not start")


def _create(client: httpx.Client, kind: str, **values: Any) -> str:
    deadline = time.monotonic() + PATIENCE
    answer = client.post(f"/{kind}/", json=values)
    # A server that has just started may still be busy with its own tables, and says so.
    while answer.status_code == httpx.codes.SERVICE_UNAVAILABLE and time.monotonic() < deadline:
        time.sleep(0.5)
        answer = client.post(f"/{kind}/", json=values)
    identity: str = answer.raise_for_status().json()["id"]
    return identity


def _scheduled_runs(client: httpx.Client, deployment: str) -> list[dict[str, Any]]:
    deadline = time.monotonic() + PATIENCE
    runs: list[dict[str, Any]] = []
    while not runs and time.monotonic() < deadline:
        time.sleep(0.3)
        answer = client.post("/flow_runs/filter", json={"deployments": {"id": {"any_": [deployment]}}})
        runs = answer.raise_for_status().json()
    return runs


@pytest.mark.timeout(3 * PATIENCE)
def test_a_cron_deployment_gets_its_scheduled_runs(server: httpx.Client) -> None:
    flow = _create(server, "flows", name="nightly")
    nightly = {"schedule": {"cron": "0 2 * * *", "timezone": "Asia/Shanghai"}, "active": True}
    deployment = _create(server, "deployments", name="nightly", flow_id=flow, schedules=[nightly])
    runs = _scheduled_runs(server, deployment)
    assert runs
    assert {run["state_type"] for run in runs} == {"SCHEDULED"}
    assert all(run["expected_start_time"].split("T")[1].startswith("18:00") for run in runs)
