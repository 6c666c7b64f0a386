"""Measurements for Prometheus: what the database says at the moment of asking, and what this process has answered."""

from __future__ import annotations

import time
from collections.abc import Iterator

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine, func, select

from models.base import now
from models.database import reading
from models.settings import Settings
from models.standing import Standing
from webqueue.system.status import FLOWS, Status, status_of

_EXTENSION = "zhenghe_metrics"
_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class SystemCollector(Collector):
    """Asks the database each time that somebody looks."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        """Ask `engine`; the disk is the one that `settings` name."""
        self._engine, self._settings = engine, settings

    def collect(self) -> Iterator[Metric]:
        """All gauges; raises what the database raises, and then nothing is told."""
        with reading(self._engine) as session:
            status = status_of(session, self._settings)
            states = session.execute(select(Standing.state, func.count()).group_by(Standing.state)).tuples().all()
        yield _by("zhenghe_submissions", "Submissions by where they stand.", "state", dict(states))
        yield from _of_work(status)
        yield from _of_runs(status)
        yield _gauge("zhenghe_disk_free_bytes", "Space left for database and store.", status.free_megabytes * 1024**2)
        yield _gauge(
            "zhenghe_held_back", "1 while nothing is read, by a pause or a full disk.", status.held_back is not None
        )
        yield _gauge("zhenghe_serving_processes", "Processes that take work.", len(status.processes))


class RequestMeasures:
    """What this process answered, and how fast."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Count into `registry`."""
        self.requests = Counter(
            "zhenghe_requests", "Requests by page and status.", ["page", "status"], registry=registry
        )
        self.seconds = Histogram(
            "zhenghe_request_seconds", "Seconds until the answer.", ["page"], registry=registry, buckets=_SECONDS
        )


def install(application: Flask, engine: Engine, settings: Settings) -> None:
    """Measure each request, and keep the registry that /metrics tells."""
    registry = CollectorRegistry()
    registry.register(SystemCollector(engine, settings))
    measures = RequestMeasures(registry)

    def begin() -> None:
        g.measured_from = time.perf_counter()

    def end(response: Response) -> Response:
        # The name of the page, never its address: an address may name a case.
        page = request.endpoint or "none"
        measures.requests.labels(page, str(response.status_code)).inc()
        if "measured_from" in g:
            measures.seconds.labels(page).observe(time.perf_counter() - g.measured_from)
        return response

    application.extensions[_EXTENSION] = registry
    application.before_request(begin)
    application.after_request(end)


def registry_of(application: Flask) -> CollectorRegistry:
    """The registry of the application."""
    registry: CollectorRegistry = application.extensions[_EXTENSION]
    return registry


def _of_work(status: Status) -> Iterator[Metric]:
    work = status.backlog
    counts = {"waiting": work.waiting, "reading": work.claimed, "failed": work.failed}
    yield _by("zhenghe_documents", "Documents by where their reading stands.", "state", counts)
    yield _gauge("zhenghe_attachments_unread", "Applicants' attachments that wait to be read.", work.attachments)
    oldest = (now() - work.reading_since).total_seconds() if work.reading_since else 0.0
    yield _gauge("zhenghe_oldest_unread_seconds", "How long the oldest submission has waited to be read.", oldest)


def _of_runs(status: Status) -> Iterator[Metric]:
    known = {name: run for name in FLOWS if (run := status.last[name]) is not None and run.ended_at is not None}
    ended = {name: run.ended_at.timestamp() for name, run in known.items() if run.ended_at is not None}
    yield _by("zhenghe_run_ended_timestamp_seconds", "When the newest run of each flow ended.", "flow", ended)
    failed = {name: run.failure_code is not None for name, run in known.items()}
    yield _by("zhenghe_run_failed", "1 where the newest run of a flow failed.", "flow", failed)
    backup = status.backup.begun_at.timestamp() if status.backup else 0.0
    yield _gauge("zhenghe_backup_timestamp_seconds", "When the newest backup that succeeded began; 0: never.", backup)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


def _by(name: str, words: str, label: str, values: dict[str, int] | dict[str, float] | dict[str, bool]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
