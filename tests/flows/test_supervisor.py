"""The supervisor: services start in order, come back when they die, and leave together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from flows.engine_settings import for_command, for_service
from flows.supervisor import Service, Supervisor, services, workers
from flows.tied_process import tied
from models.settings import Settings


def sleeper(folder: Path, name: str) -> Service:
    """A service that writes its process number and then waits."""
    mark = folder / name
    program = f"import os, pathlib, time; pathlib.Path({str(mark)!r}).write_text(str(os.getpid())); time.sleep(60)"
    return Service(
        name, [sys.executable, "-c", program], dict(os.environ), lambda: mark.exists() and bool(mark.read_text())
    )


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


SUPERVISOR = """
import sys
from pathlib import Path
from flows.supervisor import Supervisor
from tests.flows.test_supervisor import sleeper
folder = Path(sys.argv[1])
Supervisor([sleeper(folder, name) for name in ("first", "second")]).run(lambda: (folder / "ready").touch())
"""


def test_a_service_that_dies_is_started_again_and_all_end_together(tmp_path: Path) -> None:
    def number(name: str) -> int:
        return int((tmp_path / name).read_text() or 0)

    supervisor = subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(tmp_path)])
    until((tmp_path / "ready").exists)
    first = number("first")
    os.kill(first, signal.SIGKILL)
    until(lambda: number("first") not in {0, first})
    numbers = [number("first"), number("second")]
    supervisor.terminate()
    assert supervisor.wait(60) == 0
    assert not any(psutil.pid_exists(number) for number in numbers)


def test_a_service_is_started_only_when_the_one_before_is_ready(tmp_path: Path) -> None:
    never = Service("never", [sys.executable, "-c", "import time; time.sleep(60)"], dict(os.environ), lambda: False)
    supervisor = Supervisor([never, sleeper(tmp_path, "second")])
    threading.Timer(1.5, supervisor.end).start()
    supervisor.run(lambda: None)
    assert not (tmp_path / "second").exists()


def test_a_tied_process_dies_with_its_parent_even_when_that_one_is_killed(tmp_path: Path) -> None:
    mark = tmp_path / "child"
    child = f"import os, pathlib, time; pathlib.Path({str(mark)!r}).write_text(str(os.getpid())); time.sleep(60)"
    parent = f"""
import subprocess, sys, time
from flows.tied_process import tied
subprocess.Popen(tied([sys.executable, "-c", {child!r}]))
time.sleep(60)
"""
    process = subprocess.Popen([sys.executable, "-c", parent])
    until(lambda: mark.exists() and bool(mark.read_text()))
    number = int(mark.read_text())
    process.kill()
    process.wait()
    until(lambda: not psutil.pid_exists(number))


def test_a_tied_process_whose_parent_is_gone_already_does_not_start(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    command = tied([sys.executable, "-c", f"open({str(mark)!r}, 'w')"])
    command[3] = "1"
    assert subprocess.run(command, check=False).returncode == 1
    assert not mark.exists()


def test_the_engine_is_reached_on_the_loopback_address_and_tells_nobody_anything(tmp_path: Path) -> None:
    settings = Settings.model_validate({"home": tmp_path, "prefect_port": 4711, "workers": 3})
    environment = for_service(settings)
    assert environment["PREFECT_API_URL"] == "http://127.0.0.1:4711/api"
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["PREFECT_LOGGING_TO_API_ENABLED"] == "false"
    assert environment["PREFECT_TASK_RUNNER_THREAD_POOL_MAX_WORKERS"] == "3"
    (engine, _, _) = services(settings, environment)
    assert "127.0.0.1" in engine.command


def test_what_runs_elsewhere_is_not_started_here(tmp_path: Path) -> None:
    pool = {"home": tmp_path, "prefect_url": "http://engine:4200/api", "work_pool": "machines"}
    settings = Settings.model_validate(pool)
    environment = for_service(settings)
    assert environment["PREFECT_API_URL"] == "http://engine:4200/api"
    assert [service.name for service in services(settings, environment)] == ["pages"]
    reading, others, watch = workers(settings, environment)
    assert (reading.command[-5], reading.command[-1]) == ("machines", "1")
    assert (reading.command[-3], others.command[-3]) == ("reading", "default")
    assert watch.command[-1] == "flows.lost_runs"


def test_a_command_and_the_service_keep_their_records_apart(tmp_path: Path) -> None:
    settings = Settings.model_validate({"home": tmp_path})
    assert for_command(settings)["PREFECT_HOME"] != for_service(settings)["PREFECT_HOME"]


_PLACES = """
import asyncio, datetime, sys, uuid
from prefect.server.concurrency.lease_storage import get_concurrency_lease_storage
held = get_concurrency_lease_storage()
if sys.argv[1:]:
    sys.exit(asyncio.run(held.read_lease(uuid.UUID(sys.argv[1]))) is None)
print(asyncio.run(held.create_lease([uuid.uuid4()], datetime.timedelta(hours=1))).id)
"""


def test_a_server_that_starts_again_knows_which_places_are_taken(tmp_path: Path) -> None:
    environment = {**os.environ, **for_service(Settings.model_validate({"home": tmp_path}))}
    server = [sys.executable, "-c", _PLACES]
    place = subprocess.run(server, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    subprocess.run([*server, place], env=environment, check=True)


def test_prefect_knows_every_setting_that_is_made(tmp_path: Path) -> None:
    settings = Settings.model_validate({"home": tmp_path})
    made = {name for name in for_service(settings) | for_command(settings) if name.startswith("PREFECT")}
    program = (
        "from prefect.settings import Settings\n"
        "from prefect.settings.legacy import _get_settings_fields\n"
        "print(*_get_settings_fields(Settings))"
    )
    known = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert made <= set(known)
