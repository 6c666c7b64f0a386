"""Drawing and reading many specimens in worker processes."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

import cv2

from ocr.reading import Readers, build_readers
from tests.evaluation.judging import Outcome, judge_specimen
from tests.specimens.case import KINDS, QUALITIES, draw_case
from tests.specimens.families import FAMILIES
from tests.specimens.units import DRAWN_ON

A_WEEK = 7
"""Days after which specimens are read; their letters are as fresh as real ones then."""

_readers: list[Readers] = []


class Specimen(NamedTuple):
    """Which specimen to draw."""

    seed: int
    kind: str
    quality: str
    family: str = ""
    """One of tests.specimens.families; empty for all that there is."""


def plan(
    count: int, seed: int, kinds: Sequence[str] = (), qualities: Sequence[str] = (), family: str = ""
) -> list[Specimen]:
    """`count` specimens: qualities in turn, every other round clean, the wrong kinds in turn among the rest.

    Which wrong kind comes first depends on `seed`, so that short runs of several seeds see all of them.
    """
    wrong = [kind for kind in (kinds or KINDS) if kind != "clean"]
    chosen = list(qualities or QUALITIES)
    specimens: list[Specimen] = []
    following = seed
    for index in range(count):
        round_, place = divmod(index, len(chosen))
        is_clean = (round_ % 2 == 0 or not wrong) and (not kinds or "clean" in kinds)
        kind = "clean" if is_clean else wrong[following % len(wrong)]
        following += not is_clean
        specimens.append(Specimen(seed + index, kind, chosen[place], family))
    return specimens


def run(specimens: Sequence[Specimen], workers: int = 0, today: dt.date | None = None) -> Iterator[Outcome]:
    """The outcome of each specimen, as they come."""
    date = today or DRAWN_ON + dt.timedelta(days=A_WEEK)
    with ProcessPoolExecutor(workers or os.cpu_count(), mp_context=get_context("spawn"), initializer=_load) as pool:
        yield from pool.map(_judge, specimens, [date] * len(specimens), chunksize=4)


def _load() -> None:
    cv2.setNumThreads(1)
    _readers.append(build_readers())


def _judge(specimen: Specimen, today: dt.date) -> Outcome:
    case = draw_case(specimen.seed, specimen.kind, specimen.quality, family=FAMILIES.get(specimen.family))
    return judge_specimen(case, _readers[0], today)
