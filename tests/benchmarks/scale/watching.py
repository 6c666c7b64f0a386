"""Looking at a run from outside: how many documents are settled, how much memory it takes, what went wrong in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psutil
from sqlalchemy import Engine, func, select

from models.database import reading
from models.reading_work import ReadingWork, WorkState
from models.submissions import Submission
from models.verifications import Reading, Verification
from tests.benchmarks.scale.course import Look

MEGABYTE = 1024 * 1024
_SETTLED = (WorkState.DONE.value, WorkState.FAILED.value)


class RunStopped(Exception):
    """A run makes no progress, or its processes are gone before everything is done."""


@dataclass(frozen=True)
class Tally:
    """What a run left behind."""

    documents: int
    read: int
    """Documents that have a reading."""
    read_twice: int
    """Documents that have more than one: a claim would not have held."""
    tried_twice: int
    """Documents that were claimed more than once."""
    submissions: int
    verified: int

    @property
    def is_complete(self) -> bool:
        """Whether everything was done, and once."""
        everything = self.read == self.documents and self.verified == self.submissions
        return everything and self.read_twice == 0 and self.tried_twice == 0


def tally(engine: Engine) -> Tally:
    """Count what is there."""
    with reading(engine) as session:
        times = select(func.count().label("times")).select_from(Reading).group_by(Reading.document_id).subquery()
        return Tally(
            documents=_count(session.scalar(select(func.count()).select_from(ReadingWork))),
            read=_count(session.scalar(select(func.count()).select_from(times))),
            read_twice=_count(session.scalar(select(func.count()).select_from(times).where(times.c.times > 1))),
            tried_twice=_count(
                session.scalar(select(func.count()).select_from(ReadingWork).where(ReadingWork.tries > 1))
            ),
            submissions=_count(session.scalar(select(func.count()).select_from(Submission))),
            verified=_count(session.scalar(select(func.count()).select_from(Verification))),
        )


def settled(engine: Engine) -> int:
    """Documents that are read or given up."""
    with reading(engine) as session:
        return _count(
            session.scalar(select(func.count()).select_from(ReadingWork).where(ReadingWork.state.in_(_SETTLED)))
        )


def looks_at(
    engine: Engine,
    total: int,
    processes: Callable[[], list[psutil.Process]],
    *,
    servers: Callable[[], list[psutil.Process]] = list,
    every: float = 1.0,
    patience: float = 180.0,
    is_running: Callable[[], bool] = lambda: True,
) -> Iterator[Look]:
    """A look every few seconds until everything is settled. Raises RunStopped where nothing happens any more.

    `servers` work for the run as well, with memory that is not the run's own.
    """
    begun = moved = time.monotonic()
    done = settled(engine)
    while True:
        running = is_running()
        now, before = time.monotonic(), done
        done = settled(engine)
        working = processes()
        yield Look(now - begun, done, memory_of(working), processor_of([*working, *servers()]))
        if done >= total:
            return
        moved = now if done > before else moved
        if not running or now - moved > patience:
            raise RunStopped(f"{done} of {total} documents after {now - begun:.0f} s")
        time.sleep(every)


def memory_of(processes: list[psutil.Process]) -> float:
    """Megabytes that the processes take that are still there."""
    sizes = []
    for process in processes:
        try:
            sizes.append(process.memory_info().rss)
        except psutil.Error:
            continue  # ended while it was looked at
    return sum(sizes) / MEGABYTE


def processor_of(processes: list[psutil.Process]) -> float:
    """Seconds of a processor that the processes took, and those of their children and of this process's that ended."""
    seconds = sum(psutil.Process().cpu_times()[2:4])
    for process in processes:
        try:
            seconds += sum(process.cpu_times()[:4])
        except psutil.Error:
            continue  # ended while it was looked at
    return seconds


def family(numbers: list[int]) -> list[psutil.Process]:
    """The processes of these numbers, and all that they started."""
    found = []
    for number in numbers:
        try:
            process = psutil.Process(number)
            found += [process, *process.children(recursive=True)]
        except psutil.Error:
            continue
    return found


def _count(number: int | None) -> int:
    return number or 0
