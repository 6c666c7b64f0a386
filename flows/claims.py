"""Who holds a claim: every process has a name that no other one ever has, and dead ones are found by it."""

from __future__ import annotations

import os
import socket

import psutil
from sqlalchemy import Engine

from models import reading_work
from models.database import reading, writing

_SAME_START = 0.5
"""Seconds within which two start times are one; another process with the same number started later than that."""


def worker_name() -> str:
    """The name of this process: host, process number and the moment of its start."""
    started = psutil.Process().create_time()
    return f"{socket.gethostname()}:{os.getpid()}:{started:.2f}"


def is_dead(worker: str) -> bool:
    """Whether `worker` ran on this host and runs no more; False where that cannot be known from here."""
    try:
        host, number, started = worker.rsplit(":", 2)
        if host != socket.gethostname():
            return False
        process = psutil.Process(int(number))
        return process.status() == psutil.STATUS_ZOMBIE or abs(process.create_time() - float(started)) > _SAME_START
    except psutil.NoSuchProcess:
        return True
    except ValueError:
        return False


def release_dead_claims(engine: Engine) -> int:
    """Put back at once what dead processes of this host hold; gives how many documents. Others' leases run out."""
    with reading(engine) as session:
        dead = [worker for worker in reading_work.claimants(session) if is_dead(worker)]
    if not dead:
        return 0
    with writing(engine) as session:
        return sum(reading_work.release_claims_of(session, worker) for worker in dead)
