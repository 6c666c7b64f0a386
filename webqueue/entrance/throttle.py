"""Slowing down whoever guesses passwords: a few failures a minute for one name from one address."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

MOST_FAILURES = 5
SECONDS = 60.0
MOST_KEYS = 10_000
"""The oldest are forgotten beyond this, so that made-up names cannot fill the memory."""


class Throttle:
    """Failures of the last while by key; one process's memory, shared by its threads."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, most: int = MOST_FAILURES, seconds: float = SECONDS
    ) -> None:
        """Close after `most` failures within `seconds` of `clock`."""
        self._clock, self._most, self._seconds = clock, most, seconds
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def is_closed(self, key: str) -> bool:
        """Whether `key` has failed too often to be heard now."""
        with self._lock:
            return len(self._recent(key)) >= self._most

    def fail(self, key: str) -> None:
        """Count a failure."""
        with self._lock:
            failures = self._recent(key)
            failures.append(self._clock())
            self._failures[key] = failures
            self._failures.move_to_end(key)
            while len(self._failures) > MOST_KEYS:
                self._failures.popitem(last=False)

    def forget(self, key: str) -> None:
        """Begin anew, after a success."""
        with self._lock:
            self._failures.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        failures = self._failures.get(key, deque())
        while failures and failures[0] <= self._clock() - self._seconds:
            failures.popleft()
        return failures
