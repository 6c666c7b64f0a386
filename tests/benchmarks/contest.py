"""The contest: all contestants read the same submissions in turn, in one process with one thread.

A machine's speed changes while it works, with its other load and its warmth. So nobody reads all submissions at a
stretch: each submission is read by everybody before the next one is, and who begins changes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TypeVar

import cv2

from ocr.reading import Readers, build_readers
from tests.benchmarks.contestants import Contestant, Task, Zhenghe, all_contestants, task_of
from tests.evaluation.running import Specimen
from tests.specimens.case import draw_case

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
"""What keeps libraries and Tesseract to one thread; they read it as they are loaded."""

Entrant = TypeVar("Entrant")


@dataclass(frozen=True)
class Timed:
    """How long each contestant took over one submission, in seconds; this software's also by stage."""

    quality: str
    pages: int
    seconds: dict[str, float]
    """By the clock on the wall."""
    processor: dict[str, float]
    """Of processor time, that of the programs which a contestant starts included: other load on the machine hardly
    changes it."""
    stages: dict[str, float] = field(default_factory=dict)


_readers: list[Readers] = []
_contestants: list[Contestant] = []


def contest(specimens: Sequence[Specimen]) -> Iterator[Timed]:
    """The times over each of `specimens`, as they come; the first is read once before, to warm everybody up."""
    os.environ.update(ONE_THREAD)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_prepare) as process:
        process.submit(_time, specimens[0], 0).result()
        for place, specimen in enumerate(specimens):
            yield process.submit(_time, specimen, place).result()


def in_turn(everybody: Sequence[Entrant], place: int) -> Sequence[Entrant]:
    """`everybody` in the order for the submission at `place`: each begins as often, and before each of the others."""
    start = place // 2 % len(everybody)
    turned = [*everybody[start:], *everybody[:start]]
    return turned[::-1] if place % 2 else turned


def _prepare() -> None:
    cv2.setNumThreads(1)
    _readers.append(build_readers())
    _contestants.extend(all_contestants(_readers[0]))


def _time(specimen: Specimen, place: int) -> Timed:
    task = task_of(draw_case(specimen.seed, specimen.kind, specimen.quality), _readers[0])
    spent = {contestant.name: _spent(contestant, task) for contestant in in_turn(_contestants, place)}
    ours = next(contestant for contestant in _contestants if isinstance(contestant, Zhenghe))
    return Timed(
        quality=specimen.quality,
        pages=len(task.pages),
        seconds={name: seconds for name, (seconds, _) in spent.items()},
        processor={name: processor for name, (_, processor) in spent.items()},
        stages=dict(ours.outcomes[-1].timings),
    )


def _spent(contestant: Contestant, task: Task) -> tuple[float, float]:
    """Seconds on the wall, and of processor time."""
    begun, before = time.perf_counter(), processor_seconds()
    contestant.read(task)
    return time.perf_counter() - begun, processor_seconds() - before


def processor_seconds() -> float:
    """What this process and the programs that it started and waited for have used of the processors so far."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
