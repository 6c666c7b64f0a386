"""Reliability curves (可靠性曲线): of the confidences that a threshold is for, how often relying on them is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from ocr.checks.thresholds import Threshold
from tests.evaluation.reliance import Reliance

EDGES = (0.0, 0.33, 0.5, 0.7, 0.9, 0.97, 1.0)
"""Of the bins: narrow where a confidence decides, and above, where nearly all of them lie."""


@dataclass(frozen=True)
class Bin:
    """The confidences from `low` to below `high`, the last bin's own edge included."""

    low: float
    high: float
    count: int
    right: int
    mean: float
    """Of the confidences; what the share of right ones would be if they were shares."""


def curve(threshold: Threshold, relied: Iterable[Reliance]) -> list[Bin]:
    """A threshold's bins, empty ones left out."""
    claimed = [each for each in relied if each.threshold is threshold and each.right is not None]
    bins = []
    for low, high in pairwise(EDGES):
        inside = [each for each in claimed if low <= each.confidence < high or each.confidence == high == EDGES[-1]]
        if inside:
            right = sum(bool(each.right) for each in inside)
            bins.append(Bin(low, high, len(inside), right, mean(each.confidence for each in inside)))
    return bins
