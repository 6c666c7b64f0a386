"""Runs that nobody runs any more: their process died with the machine or was killed, and the engine was not told.

`python -m flows.lost_runs` ends those of a work pool that were handed to a machine and never began there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from time import sleep as rest

import structlog
from httpx import HTTPError
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Crashed

from models.base import now

log = structlog.get_logger()

_GOING_ON = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
_LONGEST_START = dt.timedelta(minutes=10)
"""Longer than any process takes from being handed a run to beginning it."""
_LOOK_EVERY = 60.0
"""Seconds."""


def end_lost_runs() -> int:
    """Mark as crashed every run that seems to be going on; gives how many.

    Only for the moment before the one serving process of this engine begins, when nothing can be going on. A run that
    was lost while it was handed over would otherwise hold its deployment's one place for ever, and no nightly run
    would start again. What the run had to do stands in the database and is done by the next one.
    """
    ended = 0
    with get_client(sync_client=True) as client:
        while runs := _runs_in(client, _GOING_ON):
            ended += _end(client, runs)
    return ended


def end_unbegun_runs(longest_start: dt.timedelta = _LONGEST_START) -> int:
    """Mark as crashed every run that a machine took so long ago and has not begun; gives how many.

    The machine was lost in between. The watch over signs of life knows of runs only that gave one, and a nightly run
    would wait for such a chunk for ever.
    """
    latest = now() - longest_start
    with get_client(sync_client=True) as client:
        runs = _runs_in(client, [StateType.PENDING])
        return _end(client, [run for run in runs if run.state is not None and run.state.timestamp <= latest])


def _runs_in(client: SyncPrefectClient, states: list[StateType]) -> list[FlowRun]:
    wanted = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states)))
    return client.read_flow_runs(flow_run_filter=wanted)


def _end(client: SyncPrefectClient, runs: Sequence[FlowRun]) -> int:
    for run in runs:
        client.set_flow_run_state(run.id, Crashed(message="its process is gone"))
    if runs:
        log.warning("lost runs ended", count=len(runs))
    return len(runs)


def main() -> None:
    """Look every minute, until this process is ended; a server that is away is asked again a minute later."""
    while True:
        with suppress(HTTPError):
            end_unbegun_runs()
        rest(_LOOK_EVERY)


if __name__ == "__main__":
    main()
