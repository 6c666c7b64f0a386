"""The reading processes: recycled, killable, and replaced when they die."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self

import structlog
from pebble import ProcessExpired, ProcessPool

from flows.bare_processes import BareContext
from flows.reading_outcomes import NotNow, Outcome, ReadersUnavailable, ReadingCrashed, ReadingTimedOut, TryFailed
from flows.reading_process import Equipment, Order, read_document, start

log = structlog.get_logger()

DOCUMENTS_A_PROCESS = 200
"""A reading process is replaced after so many documents, so that memory that decoders leak is given back."""
START_SECONDS = 120.0
"""How long processes may take to start and load their models, beyond the time for the document."""
_LOOK_EVERY = 1.0
"""Seconds between two looks at whether the pool is still there."""


class ReadingPool:
    """Reads documents in processes of their own, `workers` at once; a context manager.

    `read` may be called from any thread.
    """

    def __init__(self, equipment: Equipment, workers: int, document_seconds: float) -> None:
        """Start the processes; a document that takes longer than `document_seconds` has its process killed."""
        self._equipment = equipment
        self._workers = workers
        self._document_seconds = document_seconds
        # A process dies with the *thread* that started it, so one thread starts them all and outlives them.
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="starter")
        self._replacing = threading.Lock()
        self._is_closed = False
        self._processes = self._starter.submit(self._start).result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes at once; documents that are being read are not finished, and no others are begun."""
        with self._replacing:
            self._is_closed = True
        _end(self._processes)
        self._starter.shutdown()

    def read(self, order: Order) -> Outcome:
        """What came of trying to read the document. Raises nothing."""
        for _ in range(2):
            processes = self._processes
            try:
                return self._read_in(processes, order)
            except (BrokenProcessPool, RuntimeError, CancelledError):
                # All processes are gone at once, one of them perhaps while it had nothing to do.
                self._replace(processes)
        return NotNow(ReadersUnavailable.code)

    def _read_in(self, processes: ProcessPool, order: Order) -> Outcome:
        future = processes.schedule(read_document, args=(order, self._equipment), timeout=self._document_seconds)
        try:
            return self._wait_for(future)
        except FutureTimeoutError:
            future.cancel()
            return TryFailed(ReadingTimedOut)
        except ProcessExpired as expired:
            log.warning("reading process died", document=order.sha256, exit_code=expired.exitcode)
            return TryFailed(ReadingCrashed)

    def _wait_for(self, future: Future[Outcome]) -> Outcome:
        deadline = time.monotonic() + self._document_seconds + START_SECONDS
        while True:
            try:
                return future.result(_LOOK_EVERY)
            except FutureTimeoutError:
                if future.done():
                    return future.result()
                if time.monotonic() > deadline:
                    raise
                # A document that was handed over in the moment of closing is in nobody's hands.
                if self._is_closed:
                    raise CancelledError from None

    def _start(self) -> ProcessPool:
        processes = ProcessPool(
            max_workers=self._workers,
            max_tasks=DOCUMENTS_A_PROCESS,
            initializer=start,
            initargs=(self._equipment, os.getpid()),
            context=BareContext(),
        )
        # Asking for its state is what starts it.
        if not processes.active:
            log.error("reading processes not started")
        return processes

    def _replace(self, broken: ProcessPool) -> None:
        with self._replacing:
            # Whoever waits for a document when the pool closes finds the processes gone, and must not bring them back.
            if self._processes is broken and not self._is_closed:
                _end(broken)
                self._processes = self._starter.submit(self._start).result()


def _end(processes: ProcessPool) -> None:
    processes.stop()
    processes.join()
