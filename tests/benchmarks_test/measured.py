"""Times and rounds as they could have been measured."""

from __future__ import annotations

from tests.benchmarks.contest import Timed
from tests.benchmarks.contestants import Zhenghe
from tests.benchmarks.workers import Round

OURS = Zhenghe.name
OTHER = "RapidOCR"


def timed(ours: float, other: float, **stages: float) -> Timed:
    """One submission of two pages that took us and another reader so many seconds, half of them on the processor."""
    return Timed("scan", 2, {OTHER: other, OURS: ours}, {OTHER: other / 2, OURS: ours / 2}, stages)


def a_round(one: float, two: float, read: int = 12, peak: int = 800 * 1024 * 1024) -> Round:
    """A round of twelve documents that took one and two processes so many seconds."""
    return Round(12, {1: one, 2: two}, read, peak)
