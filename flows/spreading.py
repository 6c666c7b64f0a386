"""Reading many documents, a chunk a run: here one after the other, or at once on the machines of a work pool."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from time import sleep as rest
from uuid import UUID, uuid4

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.deployments import run_deployment

from flows.verification import verify_batch
from flows.work import CHUNK, chunks
from flows.workplace import Workplace
from models.database import reading
from models.operation import machines_seen

DEPLOYMENT = "verify-batch/verify-batch"
LOOK_EVERY = 5.0
"""Seconds."""
_FEWEST = 20
"""Documents of one run at the least: with fewer, starting another run takes longer than it saves."""
_ASKED_AT_ONCE = 100
"""Runs whose states are asked for with one request."""


def read_chunks(documents: Sequence[int], workplace: Workplace) -> None:
    """Have the documents read; with a work pool, its machines take the chunks, and this waits until all have ended.

    A run that fails leaves its documents unfinished, and the next nightly run takes them up.
    """
    if not workplace.settings.work_pool:
        for chunk in chunks(documents):
            verify_batch(chunk)
        return
    with reading(workplace.engine) as session:
        most = fair_share(len(documents), len(machines_seen(session)) or 1)
    night = uuid4().hex
    _wait_for([_start(chunk, f"{night}-{chunk[0]}") for chunk in chunks(documents, most)])


def fair_share(documents: int, machines: int) -> int:
    """How many documents one run gets, so that all machines have as much to read, in runs neither long nor short."""
    rounds = max(1, ceil(documents / (CHUNK * machines)))
    return max(_FEWEST, ceil(documents / (machines * rounds)))


def _start(chunk: list[int], key: str) -> UUID:
    run = run_deployment(
        DEPLOYMENT, parameters={"document_ids": chunk}, timeout=0, as_subflow=False, idempotency_key=key
    )
    identity: UUID = run.id  # type: ignore[union-attr]  # outside of an event loop the call has its result already
    return identity


def _wait_for(runs: Sequence[UUID]) -> None:
    left = list(runs)
    with get_client(sync_client=True) as client:
        while left:
            some = left[:_ASKED_AT_ONCE]
            known = client.read_flow_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=some)))
            ended = {run.id for run in known if run.state is not None and run.state.is_final()}
            # One that the engine does not know any more will not end.
            ended |= set(some) - {run.id for run in known}
            left = [run for run in left if run not in ended]
            if not ended:
                rest(LOOK_EVERY)
