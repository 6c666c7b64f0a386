"""The course of a run: what was done when, with how much memory; and what it says of pace, steadiness and growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class Part:
    """A tenth of a run, or what comes nearest to one."""

    done: int
    """Documents at its end."""
    rate: float
    """Documents a second within it."""
    megabytes: float
    """At its end."""


def parts_of(looks: Sequence[Look], total: int) -> tuple[Part, ...]:
    """The run in tenths of its documents; fewer where it was not looked at often enough."""
    if not looks:
        return ()
    parts, begin = [], replace(looks[0], seconds=start_of(looks))
    for number in range(1, PARTS + 1):
        end = next((look for look in looks if look.done >= total * number // PARTS), None)
        if end is None or end.done == begin.done or end.seconds <= begin.seconds:
            continue
        rate = (end.done - begin.done) / (end.seconds - begin.seconds)
        parts.append(Part(end.done, rate, end.megabytes))
        begin = end
    return tuple(parts)


def start_of(looks: Sequence[Look]) -> float:
    """Seconds until something was done: processes start, and load what they work with."""
    return next((look.seconds for look in reversed(looks) if look.done == looks[0].done), 0.0)


def rate_of(looks: Sequence[Look]) -> float:
    """Documents a second, from the start on to the moment at which everything was done; 0 where nothing was."""
    last = next((look for look in looks if look.done == looks[-1].done), None)
    if last is None or last.seconds <= start_of(looks):
        return 0.0
    return (last.done - looks[0].done) / (last.seconds - start_of(looks))


def slowing(parts: Sequence[Part]) -> float:
    """How much slower the last third is than the first, as a share of the first: 0 where time is linear."""
    third = max(1, len(parts) // 3)
    first, last = _mean(parts[:third]), _mean(parts[-third:])
    return 1 - last / first if first else 0.0


def growth(parts: Sequence[Part]) -> float:
    """Megabytes that the memory grew by after the second tenth, in which processes are still being filled."""
    settled = parts[1:] if len(parts) > 2 else parts
    return settled[-1].megabytes - settled[0].megabytes if settled else 0.0


def _mean(parts: Sequence[Part]) -> float:
    return sum(part.rate for part in parts) / len(parts) if parts else 0.0
