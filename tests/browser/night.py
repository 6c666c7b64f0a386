"""What the system did last night, so that the picture of its page shows what it shows at work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from models.base import now
from models.database import writing
from models.operation import sign_in_process
from models.runs import Run
from tests.webqueue.world import World

_HOST = "shenhe-1"
_RUNS: Mapping[str, tuple[float, float, dict[str, int]]] = {
    "backup": (9, 214, {"contents": 61_204}),
    "nightly": (8.5, 5_321, {"taken": 312, "documents": 624, "verified": 312}),
    "housekeeping": (6.9, 12, {"forgotten": 41, "answers": 87}),
    "publicity-clock": (6.8, 1, {"expired": 1, "reminded": 2}),
    "intake": (0.3, 4, {"taken": 3}),
    "verify-submission": (0.1, 9, {"documents": 1, "verified": 1}),
}
"""By flow: how many hours ago it began, how many seconds it took, and what it did."""


def pass_a_night(world: World) -> None:
    """A process that reads two documents at once, and its runs."""
    with writing(world.engine) as session:
        sign_in_process(session, f"{_HOST}:2104:1", 2)
        for name, (hours, seconds, counts) in _RUNS.items():
            begun = now() - dt.timedelta(hours=hours)
            ended = begun + dt.timedelta(seconds=seconds)
            session.add(Run(name=name, worker=f"{_HOST}:2104:1", begun_at=begun, ended_at=ended, counts=counts))
