"""The course of a run: what was done when, with how much memory; and what it says of pace, steadiness and growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PARTS = 10


@dataclass(frozen=True)
class Look:
    """One look at a run."""

    seconds: float
    """Since its beginning."""
    done: int
    """Documents that are settled."""
    megabytes: float
    """Resident memory of all processes of the run."""
    processor: float = 0.0
    """Seconds of a processor that they took, and the database's server for them."""


@dataclass(frozen=True)
class Part:
    """A tenth of a run, or what comes nearest to one."""

    done: int
    """Documents at its end."""
    rate: float
    """Documents a second within it."""
    megabytes: float
    """At its end."""
    processor: float
    """Seconds of a processor for each of its documents; other work on the machine changes it little."""


def parts_of(looks: Sequence[Look], total: int) -> tuple[Part, ...]:
    """The run in tenths of its documents; fewer where it was not looked at often enough."""
    if not looks:
        return ()
    parts, begin = [], _start(looks)
    for number in range(1, PARTS + 1):
        end = next((look for look in looks if look.done >= total * number // PARTS), None)
        if end is None or end.done == begin.done or end.seconds <= begin.seconds:
            continue
        documents = end.done - begin.done
        rate = documents / (end.seconds - begin.seconds)
        parts.append(Part(end.done, rate, end.megabytes, (end.processor - begin.processor) / documents))
        begin = end
    return tuple(parts)


def start_of(looks: Sequence[Look]) -> float:
    """Seconds until something was done: processes start, and load what they work with."""
    return _start(looks).seconds if looks else 0.0


def rate_of(looks: Sequence[Look]) -> float:
    """Documents a second, from the start on to the moment at which everything was done; 0 where nothing was."""
    last = next((look for look in looks if look.done == looks[-1].done), None)
    if last is None or last.seconds <= start_of(looks):
        return 0.0
    return (last.done - looks[0].done) / (last.seconds - start_of(looks))


def slowing(parts: Sequence[Part]) -> float:
    """How much slower the last third is than the first, as a share of the first: 0 where time is linear."""
    first, last = _thirds([part.rate for part in parts])
    return 1 - last / first if first else 0.0


def costlier(parts: Sequence[Part]) -> float:
    """How much more of a processor a document takes in the last third than in the first: 0 where time is linear."""
    first, last = _thirds([part.processor for part in parts])
    return last / first - 1 if first else 0.0


def growth(parts: Sequence[Part]) -> float:
    """Megabytes that the memory grew by at most after the second tenth, in which processes are still being filled."""
    settled = [part.megabytes for part in (parts[1:] if len(parts) > 2 else parts)]
    return max(settled) - settled[0] if settled else 0.0


def _start(looks: Sequence[Look]) -> Look:
    """The last look before something was done."""
    return next(look for look in reversed(looks) if look.done == looks[0].done)


def _thirds(figures: Sequence[float]) -> tuple[float, float]:
    """The means of the first third and of the last."""
    third = max(1, len(figures) // 3)
    return _mean(figures[:third]), _mean(figures[-third:])


def _mean(figures: Sequence[float]) -> float:
    return sum(figures) / len(figures) if figures else 0.0
