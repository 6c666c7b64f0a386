"""What is measured of a process while it works, and whether it grows."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import psutil
from sqlalchemy import Engine, func, select

from models.base import now
from models.database import reading
from models.reading_work import ReadingWork, WorkState
from models.standing import Standing

MEGABYTE = 1024 * 1024
_HOUSEKEEPER = "resource_tracker"
"""A process of Python's own, which it starts once and keeps."""
ALLOWED = {"megabytes": 12.0, "handles": 4.0, "threads": 2.0, "children": 1.0}
"""How much more there may be at the end than after the first fifth, in which caches and pools are filled."""


@dataclass(frozen=True)
class Sample:
    """The process at one moment, between two rounds of work."""

    megabytes: float
    """Resident."""
    handles: float
    """Open files and connections."""
    threads: float
    children: float
    claims: int
    """Documents that somebody claims to be reading, while nobody reads."""
    lasting_holds: int
    """Cases that are in somebody's hands for longer than a hold can last."""


def sample(engine: Engine, hold_seconds: float) -> Sample:
    """Measure this process and its locks; to be called while nothing is being read."""
    gc.collect()
    process = psutil.Process()
    with reading(engine) as session:
        claims = session.scalar(
            select(func.count()).select_from(ReadingWork).where(ReadingWork.state == WorkState.CLAIMED.value)
        )
        ends = [end for end in session.scalars(select(Standing.held_until)) if end is not None]
    lasting = [end for end in ends if (end - now()).total_seconds() > hold_seconds]
    return Sample(
        megabytes=process.memory_info().rss / MEGABYTE,
        handles=process.num_fds(),
        threads=threading.active_count(),
        children=sum(_HOUSEKEEPER not in " ".join(each.cmdline()) for each in process.children(recursive=True)),
        claims=claims or 0,
        lasting_holds=len(lasting),
    )


def growth(samples: Sequence[Sample], what: str) -> float:
    """How much `what` grew from the second fifth of the samples to the last."""
    fifth = max(1, len(samples) // 5)
    values = [float(getattr(each, what)) for each in samples]
    return median(values[-fifth:]) - median(values[fifth : 2 * fifth] or values[:1])


def what_grows(samples: Sequence[Sample]) -> list[str]:
    """What there is more of than is allowed, in words; and every lock that outlived its holder."""
    wrong = [
        f"{what} grew by {growth(samples, what):.1f}" for what, most in ALLOWED.items() if growth(samples, what) > most
    ]
    wrong += [f"{each.claims} documents claimed by nobody" for each in samples[-1:] if each.claims]
    wrong += [f"{each.lasting_holds} cases held for ever" for each in samples[-1:] if each.lasting_holds]
    return wrong
