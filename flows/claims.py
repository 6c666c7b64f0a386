"""Who holds a claim: every process has a name that no other one ever has, and dead ones are found by it.

The name tells the start by the time since the machine came up, and which time of coming up that was, so that a clock
that is set makes nobody dead.
"""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path

import psutil
from sqlalchemy import Engine

from models import reading_work
from models.database import reading, writing

_SAME_START = 0.5
"""Seconds within which two start times are one; another process with the same number started later than that."""


def worker_name() -> str:
    """The name of this process: host, process number, and the moment of its start."""
    return f"{socket.gethostname()}:{os.getpid()}:{_boot()}-{_started(psutil.Process()):.2f}"


def is_dead(worker: str) -> bool:
    """Whether `worker` ran on this host and runs no more; False where that cannot be known from here."""
    try:
        host, number, moment = worker.rsplit(":", 2)
        boot, _, started = moment.rpartition("-")
        seconds = float(started)
        if host != socket.gethostname():
            return False
        process = psutil.Process(int(number))
        is_another = boot != _boot() or abs(_started(process) - seconds) > _SAME_START
        # A name without a time of coming up is an older release's; whoever has its number now may be that one.
        return (bool(boot) and is_another) or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
    except ValueError:
        return False


def _started(process: psutil.Process) -> float:
    """Seconds from the machine's coming up to the start of the process; no clock that is set changes them."""
    up = psutil.boot_time()
    return process.create_time() - up


@cache
def _boot() -> str:
    """Which of the machine's times of coming up this is; the same word for all of them where the system tells none."""
    told = Path("/proc/sys/kernel/random/boot_id")
    return told.read_text(encoding="ascii").strip().replace("-", "")[:12] if told.exists() else "boot"


def release_dead_claims(engine: Engine) -> int:
    """Put back at once what dead processes of this host hold; gives how many documents. Others' leases run out."""
    with reading(engine) as session:
        dead = [worker for worker in reading_work.claimants(session) if is_dead(worker)]
    if not dead:
        return 0
    with writing(engine) as session:
        return sum(reading_work.release_claims_of(session, worker) for worker in dead)
