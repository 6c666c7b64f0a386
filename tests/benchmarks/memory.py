"""How much memory processes take at their peak, their own children included."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

import psutil

EVERY_SECONDS = 0.1
WORKER = "--multiprocessing-fork"
"""Stands on the command line of every process that multiprocessing has spawned, and of no other."""

Measure = Callable[[], dict[int, int]]
"""Bytes by process id, at this moment."""


class PeakMemory:
    """The most that each process took while the context lasted, looked at ten times a second."""

    def __init__(self, measure: Measure) -> None:
        """Ask `measure` for the bytes of each process."""
        self._measure = measure
        self._most: dict[int, int] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def most(self) -> int:
        """Bytes of the process that took most so far; 0 where none was seen."""
        self._look()
        return max(self._most.values(), default=0)

    def _watch(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            self._look()

    def _look(self) -> None:
        for process, size in self._measure().items():
            self._most[process] = max(size, self._most.get(process, 0))


def memory_of_workers() -> dict[int, int]:
    """Resident bytes of each process that this one has spawned to work for it, with all that it started itself."""
    sizes = {}
    for child in psutil.Process().children():
        try:
            if WORKER in child.cmdline():
                sizes[child.pid] = sum(
                    process.memory_info().rss for process in (child, *child.children(recursive=True))
                )
        except psutil.Error:
            continue  # ended while it was looked at
    return sizes
