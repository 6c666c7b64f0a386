"""The peak is the most that one process took, and only processes that read are looked at."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.benchmarks.memory import EVERY_SECONDS, PeakMemory, memory_of_workers

MEGABYTE = 1024 * 1024


def test_the_most_of_the_largest_process_is_kept_after_it_has_shrunk() -> None:
    sizes = {1: 100, 2: 50}
    with PeakMemory(lambda: dict(sizes)) as memory:
        assert memory.most == 100
        sizes[2] = 300
        assert memory.most == 300
        sizes[2] = 10
        assert memory.most == 300


def test_it_looks_while_nobody_asks() -> None:
    looks: list[float] = []

    def measure() -> dict[int, int]:
        looks.append(time.monotonic())
        return {1: 500 if len(looks) == 2 else 100}

    with PeakMemory(measure) as memory:
        while len(looks) < 3:
            time.sleep(EVERY_SECONDS / 10)
    assert memory.most == 500


def test_where_no_process_was_seen_there_is_no_peak() -> None:
    with PeakMemory(dict) as memory:
        assert memory.most == 0


def _take(megabytes: int) -> int:
    return len(bytes(1) * megabytes * MEGABYTE)


def test_a_spawned_process_is_seen_with_what_it_holds() -> None:
    before = set(memory_of_workers())
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process, PeakMemory(memory_of_workers) as memory:
        process.submit(_take, 1).result()
        (worker,) = set(memory_of_workers()) - before
        small = memory_of_workers()[worker]
        assert process.submit(_hold, 200).result() == 200 * MEGABYTE
    assert memory.most >= small + 150 * MEGABYTE


def _hold(megabytes: int) -> int:
    held = bytearray(b"1") * (megabytes * MEGABYTE)
    time.sleep(5 * EVERY_SECONDS)
    return len(held)
