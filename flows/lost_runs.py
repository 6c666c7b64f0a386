"""Runs that nobody runs any more: their process died with the machine or was killed, and the engine was not told."""

from __future__ import annotations

import structlog
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

log = structlog.get_logger()

_GOING_ON = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]


def end_lost_runs() -> int:
    """Mark as crashed every run that seems to be going on; gives how many.

    Only for the moment before the one serving process of this engine begins, when nothing can be going on. A run that
    was lost while it was handed over would otherwise hold its deployment's one place for ever, and no nightly run
    would start again. What the run had to do stands in the database and is done by the next one.
    """
    going_on = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_GOING_ON)))
    ended = 0
    with get_client(sync_client=True) as client:
        while runs := client.read_flow_runs(flow_run_filter=going_on):
            for run in runs:
                client.set_flow_run_state(run.id, Crashed(message="its process is gone"))
            ended += len(runs)
    if ended:
        log.warning("lost runs ended", count=ended)
    return ended
