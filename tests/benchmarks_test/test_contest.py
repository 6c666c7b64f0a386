"""Nobody gains from the order in which the submissions are read."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import combinations

import pytest

from tests.benchmarks.contest import in_turn, processor_seconds


@pytest.mark.parametrize("everybody", [(1, 2), ("ours", "rapid", "pdf")])
def test_everybody_reads_each_submission_and_begins_and_ends_as_often(everybody: tuple[object, ...]) -> None:
    orders = [in_turn(everybody, place) for place in range(2 * len(everybody))]
    assert all(sorted(order, key=str) == sorted(everybody, key=str) for order in orders)
    for place in (0, -1):
        assert set(Counter(order[place] for order in orders).values()) == {2}


def test_of_two_each_reads_first_as_often() -> None:
    everybody = ("ours", "rapid", "pdf")
    orders = [in_turn(everybody, place) for place in range(2 * len(everybody))]
    for first, second in combinations(everybody, 2):
        assert sum(order.index(first) < order.index(second) for order in orders) == len(everybody)


def test_the_processor_time_of_programs_that_were_started_counts() -> None:
    before = processor_seconds()
    subprocess.run([sys.executable, "-c", "for _ in range(5_000_000): pass"], check=True)
    assert processor_seconds() - before > 0.05
