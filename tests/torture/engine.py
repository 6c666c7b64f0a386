"""The Prefect server is killed in the middle of a night: what was read stays, and the next night goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil
from sqlalchemy import func, select

from models.database import connect, reading
from models.reading_work import ReadingWork, WorkState
from tests.factories import write_folder
from tests.torture.trials import what_is_wrong
from tests.torture.yards import Ground, Yard

REFERENCES = tuple(f"2026-{number:06}" for number in range(1, 9))
_NIGHTLY = (sys.executable, "-m", "tests.flows.stand_in_command", "nightly")
_SERVER = "prefect.server"
_PATIENCE = 120.0


def try_without_engine(yard: Yard, name: str, done_by_then: int) -> list[str]:
    """Kill the server as soon as so many documents are done; gives what is wrong after the next night."""
    ground = yard.lay(name)
    for folder in list(ground.inbox.iterdir()):
        folder.rename(ground.folder / folder.name)
    for reference in REFERENCES:
        contents = {part: f"sleep 0.2 {reference} {part}".encode() for part in ("certificate.pdf", "letter.jpg")}
        write_folder(ground.inbox, reference, contents)
    night = subprocess.Popen(_NIGHTLY, env=_environment(ground), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait_for(ground, done_by_then, night)
    was_killed = _kill_server(night)
    went_on = _wait_for(ground, 2 * len(REFERENCES), night)
    ended = _ends(night)
    next_night = subprocess.run(_NIGHTLY, env=_environment(ground), check=False, capture_output=True)
    wrong = [] if was_killed else ["the night ended before its server was killed"]
    wrong += [] if went_on else ["the night did not read on without its server"]
    wrong += [] if ended else ["the night went on asking for its server"]
    wrong += [f"the next night: status {next_night.returncode}"] if next_night.returncode else []
    return [*wrong, *what_is_wrong(ground, REFERENCES)]


def _environment(ground: Ground) -> dict[str, str]:
    settings = ground.settings
    return {
        **os.environ,
        "ZHENGHE_HOME": str(settings.home),
        "ZHENGHE_DATABASE_URL": ground.database_url,
        "ZHENGHE_INBOX": str(ground.inbox),
        "ZHENGHE_WORKERS": "1",
        "ZHENGHE_LEAST_FREE_MEGABYTES": "0",
    }


def _wait_for(ground: Ground, count: int, night: subprocess.Popen[bytes]) -> bool:
    """Whether so many documents are done before the night is over."""
    engine = connect(ground.settings.database)
    done = select(func.count()).select_from(ReadingWork).where(ReadingWork.state == WorkState.DONE.value)
    deadline = time.monotonic() + _PATIENCE
    is_done = False
    while not is_done and night.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
        with reading(engine) as session:
            is_done = (session.scalar(done) or 0) >= count
    engine.dispose()
    return is_done


def _ends(night: subprocess.Popen[bytes]) -> bool:
    """Whether the night comes to its end by itself."""
    try:
        night.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        night.kill()
        night.wait()
        return False
    return True


def _kill_server(night: subprocess.Popen[bytes]) -> bool:
    try:
        started = psutil.Process(night.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return False
    servers = [process for process in started if any(_SERVER in word for word in process.cmdline())]
    for server in servers:
        server.send_signal(signal.SIGKILL)
    return bool(servers)
