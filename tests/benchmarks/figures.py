"""What the times come to: means, ratios and rates; pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

from tests.benchmarks.contest import Timed
from tests.benchmarks.workers import Round


@dataclass(frozen=True)
class Standing:
    """How a contestant did: seconds a submission, and its times as multiples of this software's."""

    name: str
    mean: float
    median: float
    ratio: float
    """Of the sums over all submissions; below 1 is faster than this software."""
    lowest: float
    highest: float
    """The same on single submissions, at the least and at the most."""
    processor: float
    """Processor seconds a submission, in the mean."""
    processor_ratio: float
    """Of the sums of these."""


@dataclass(frozen=True)
class Stage:
    """One stage of a submission's reading: seconds, and its share of the whole."""

    name: str
    seconds: float
    share: float


def standings(times: Sequence[Timed], ours: str) -> list[Standing]:
    """Every contestant's standing, in the order in which `times` name them, that of `ours` first."""
    names = sorted(times[0].seconds, key=lambda name: name != ours)
    return [_standing(name, times, ours) for name in names]


def stages(times: Sequence[Timed], ours: str) -> list[Stage]:
    """This software's stages from the longest on; last of all what is in none, as the checks."""
    whole = mean(timed.seconds[ours] for timed in times)
    names = {stage for timed in times for stage in timed.stages}
    found = {name: mean(timed.stages.get(name, 0.0) for timed in times) for name in names}
    ordered = sorted(found.items(), key=lambda stage: -stage[1])
    return [
        Stage(name, seconds, seconds / whole) for name, seconds in [*ordered, ("rest", whole - sum(found.values()))]
    ]


def documents_a_minute(rounds: Sequence[Round], count: int) -> float:
    """How many documents `count` processes read in a minute."""
    return 60 * sum(round_.documents for round_ in rounds) / sum(round_.seconds[count] for round_ in rounds)


def gain(rounds: Sequence[Round], few: int, many: int) -> float:
    """How many times as much `many` processes read in the same time as `few`."""
    return documents_a_minute(rounds, many) / documents_a_minute(rounds, few)


def _standing(name: str, times: Sequence[Timed], ours: str) -> Standing:
    seconds = [timed.seconds[name] for timed in times]
    ratios = [timed.seconds[name] / timed.seconds[ours] for timed in times]
    processor = [timed.processor[name] for timed in times]
    return Standing(
        name=name,
        mean=mean(seconds),
        median=median(seconds),
        ratio=sum(seconds) / sum(timed.seconds[ours] for timed in times),
        lowest=min(ratios),
        highest=max(ratios),
        processor=mean(processor),
        processor_ratio=sum(processor) / sum(timed.processor[ours] for timed in times),
    )
