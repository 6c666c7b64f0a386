"""Runs: documents read by several processes without the engine, and by the engine's workers on one host or more."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psutil

from flows.engine_server import answers, free_port, stop
from flows.tied_process import tied
from tests.benchmarks.scale.course import Look
from tests.benchmarks.scale.filling import DOCUMENTS, fill
from tests.benchmarks.scale.hosts import Host
from tests.benchmarks.scale.places import Place
from tests.benchmarks.scale.watching import Tally, family, looks_at, tally

POOL = "readers"
COMMAND = "tests.flows.stand_in_command"
_PASSWORD = "scale:benchmark"
_START_SECONDS = 120.0
FEW = 2000
"""Documents; a shorter run is looked at more often."""


@dataclass(frozen=True)
class Run:
    """One run, and what came of it."""

    name: str
    readers: int
    """Documents that are read at once."""
    cost: float
    """Seconds that the stand-in takes for one."""
    looks: tuple[Look, ...]
    tally: Tally


def without_engine(place: Place, submissions: int, cost: float, workers: int, *, race: bool = False) -> Run:
    """`workers` processes with one reading process each read what is there, without Prefect."""
    workplace = place.open(ZHENGHE_WORKERS="1")
    fill(workplace, submissions, cost)
    words = [sys.executable, "-m", "tests.benchmarks.scale.alone"]
    last = ["race"] if race else []
    environment = {**os.environ, **place.environment, "ZHENGHE_WORKERS": "1"}
    children = [
        subprocess.Popen(tied([*words, str(number), str(workers), *last]), env=environment) for number in range(workers)
    ]
    try:
        looks = _watch(place, submissions, [child.pid for child in children], lambda: _any_lives(children))
        for child in children:
            child.wait()
    finally:
        for child in children:
            stop(child)
    name = f"{workers} processes race for the same documents" if race else f"{workers} processes, no engine"
    return Run(name, workers, cost, looks, tally(workplace.engine))


def with_engine(place: Place, submissions: int, cost: float, machines: Sequence[Host], readers: int) -> Run:
    """The nightly run, started on a Prefect server; each host has one worker with `readers` reading processes."""
    fill(place.open(), submissions, cost)
    with _engine(place) as told, ExitStack() as stack:
        _deployed("make", told)
        children = [stack.enter_context(_worker(machine, told, readers)) for machine in machines]
        _deployed("start", told)
        looks = _watch(place, submissions, [child.pid for child in children], lambda: _any_lives(children))
    hosts = f"{len(machines)} host{'s' if len(machines) > 1 else ''}"
    name = f"{hosts} × {readers} reading processes, engine"
    return Run(name, readers * len(machines), cost, looks, tally(place.open().engine))


def _watch(place: Place, submissions: int, numbers: list[int], is_running: Callable[[], bool]) -> tuple[Look, ...]:
    total = submissions * DOCUMENTS
    every = 0.25 if total < FEW else 5.0
    engine = place.open().engine
    return tuple(
        looks_at(
            engine,
            total,
            lambda: family(numbers),
            servers=lambda: family([place.database_server]),
            every=every,
            is_running=is_running,
        )
    )


@contextmanager
def _engine(place: Place) -> Iterator[dict[str, str]]:
    """A Prefect server on the place's address; gives the environment of whoever works with it."""
    port = free_port()
    told = {
        **os.environ,
        **place.environment,
        "ZHENGHE_PREFECT_PORT": str(port),
        "ZHENGHE_PREFECT_URL": f"http://{place.address}:{port}/api",
        "ZHENGHE_WORK_POOL": POOL,
        "PREFECT_SERVER_API_AUTH_STRING": _PASSWORD,
        "PREFECT_API_AUTH_STRING": _PASSWORD,
        "PREFECT_API_DATABASE_CONNECTION_URL": place.engine_records,
    }
    server = subprocess.Popen(
        tied([sys.executable, "-m", COMMAND, "engine", "--host", place.address]),
        env=told,
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not answers(f"{told['ZHENGHE_PREFECT_URL']}/health"):
            if server.poll() is not None or time.monotonic() > deadline:
                raise TimeoutError("the Prefect server does not answer")
            time.sleep(0.2)
        yield told
    finally:
        stop(server)


@contextmanager
def _worker(machine: Host, told: dict[str, str], readers: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**told, "ZHENGHE_WORKERS": str(readers), "PREFECT_WORKER_QUERY_SECONDS": "2"}
    words = tied(machine.command([sys.executable, "-m", COMMAND, "work"]))
    worker = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield worker
    finally:
        left = family([worker.pid])
        stop(worker)
        for process in psutil.wait_procs(left, timeout=10)[1]:
            process.kill()


def _deployed(what: str, told: dict[str, str]) -> None:
    words = [sys.executable, "-m", "tests.benchmarks.scale.deploying", what]
    subprocess.run(words, env=told, check=True, stdout=subprocess.DEVNULL)


def _any_lives(children: Sequence[subprocess.Popen[bytes]]) -> bool:
    return any(child.poll() is None for child in children)
