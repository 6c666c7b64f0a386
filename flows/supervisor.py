"""`zhenghe serve`: the engine's server, the process that serves the deployments and the pages, kept alive together."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from flows.engine_server import answers, stop
from flows.tied_process import tied
from models.settings import Settings

log = structlog.get_logger()

READING_QUEUE = "reading"
"""Of the work pool: chunks of documents. Each uses a whole machine, so that a machine takes one at a time."""
OTHER_QUEUE = "default"
RUNS_AT_ONCE = 4
"""Flow runs that one process runs at the same time, chunks of a work pool apart."""
_LOOK_EVERY = 0.5
_LONGEST_PAUSE = 60.0
_STEADY_SECONDS = 60.0
"""A process that ran so long is taken for healthy, and its next end for a new trouble."""


@dataclass(frozen=True)
class Service:
    """One program that is to run all the time."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    is_ready: Callable[[], bool] = field(default=lambda: True)
    """Whether what builds on it can be started."""


@dataclass
class _Child:
    """A running service, and how often it had to be started again."""

    service: Service
    process: subprocess.Popen[bytes]
    started: float
    restarts: int = 0
    restart_at: float = 0.0


def services(settings: Settings, environment: Mapping[str, str]) -> tuple[Service, ...]:
    """What runs on this machine, in the order in which one needs the other.

    A server that runs elsewhere is not started here, and what a work pool's machines do is not done here.
    """
    python, port = sys.executable, settings.prefect_port
    engine = [python, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    web = f"http://{_reachable(settings.web_host)}:{settings.web_port}/"
    wanted = [Service("pages", [python, "-m", "webqueue"], environment, lambda: answers(web))]
    if not settings.work_pool:
        # The engine's runner leaves a coroutine unawaited when it is asked to end.
        serving = [python, "-W", "ignore::RuntimeWarning", "-m", "flows.deployments"]
        wanted.insert(0, Service("deployments", serving, environment))
    if not settings.prefect_url:
        health = f"http://127.0.0.1:{port}/api/health"
        wanted.insert(0, Service("engine", engine, environment, lambda: answers(health)))
    return tuple(wanted)


def workers(settings: Settings, environment: Mapping[str, str]) -> tuple[Service, ...]:
    """What runs on a machine of the work pool: one worker for chunks of documents, one at a time, one for all else.

    Beside them a watch that ends runs which other machines took and, being lost, never began.
    """
    start = [sys.executable, "-m", "prefect", "worker", "start", "--type", "process", "--install-policy", "never"]
    takers = (
        Service(
            f"worker-{queue}",
            [*start, "--pool", settings.work_pool, "--work-queue", queue, "--limit", str(limit)],
            environment,
        )
        for queue, limit in ((READING_QUEUE, 1), (OTHER_QUEUE, RUNS_AT_ONCE))
    )
    return (*takers, Service("watch", [sys.executable, "-m", "flows.lost_runs"], environment))


class Supervisor:
    """Starts services one after the other, starts again what ends, and stops all of them together."""

    def __init__(self, wanted: Sequence[Service]) -> None:
        """Supervise `wanted`, in the order in which one needs the other."""
        self._wanted = wanted
        self._children: list[_Child] = []
        self._ended = threading.Event()
        self._asked_by_signal = False

    def run(self, when_ready: Callable[[], None]) -> None:
        """Run until SIGTERM or SIGINT; calls `when_ready` once, as soon as all services are ready."""
        before = {number: signal.signal(number, self._on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            if self._start_all():
                when_ready()
            while not self._is_over():
                self._look_after()
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def end(self) -> None:
        """Have `run` come to its end."""
        self._ended.set()

    def _on_signal(self, _number: int, _frame: object) -> None:
        # The event's lock may be held by the very wait that the signal interrupts: a handler must not take it.
        self._asked_by_signal = True

    def _is_over(self) -> bool:
        """Whether the end was asked for; waits a while for it."""
        return self._asked_by_signal or self._ended.wait(_LOOK_EVERY) or self._asked_by_signal

    def _start_all(self) -> bool:
        for service in self._wanted:
            self._children.append(_Child(service, _start(service), time.monotonic()))
            while not service.is_ready():
                if self._is_over():
                    return False
                self._look_after()
        return True

    def _look_after(self) -> None:
        for child in self._children:
            if child.process.poll() is not None:
                _restart(child)

    def _stop_all(self) -> None:
        for child in reversed(self._children):
            if child.process.poll() is None:
                stop(child.process)


def _start(service: Service) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        tied(list(service.command)), env=dict(service.environment), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


def _restart(child: _Child) -> None:
    moment = time.monotonic()
    if not child.restart_at:
        steady = moment - child.started > _STEADY_SECONDS
        child.restarts = 1 if steady else child.restarts + 1
        child.restart_at = moment + min(2.0 ** (child.restarts - 1), _LONGEST_PAUSE)
        log.warning("service ended", service=child.service.name, status=child.process.returncode)
    elif moment >= child.restart_at:
        child.process, child.started, child.restart_at = _start(child.service), moment, 0.0


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - it is compared, not listened on
