"""The work pool that many machines take their runs from, and the watch over runs whose machine is gone."""

from __future__ import annotations

import datetime as dt

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.exceptions import ObjectAlreadyExists

from flows.deployments import deployments
from models.settings import Settings

WATCH = "zhenghe: runs without a sign of life"
_SIGN = "prefect.flow-run.heartbeat"
_SILENCE = dt.timedelta(seconds=90)
"""A run gives a sign of life every half minute."""


def deploy_to_pool(settings: Settings) -> list[str]:
    """Make pool, watch and deployments; gives the names of the deployments. Doing it again changes nothing else."""
    with get_client(sync_client=True) as client:
        _make_pool(client, settings.work_pool)
        # Made before the first run: it does not see runs that began before it.
        if not client.read_automations_by_name(WATCH):
            client.create_automation(_watch())
    made = deployments(settings)
    for deployment in made:
        deployment.apply()
    return [f"{deployment.flow_name}/{deployment.name}" for deployment in made]


def _make_pool(client: SyncPrefectClient, name: str) -> None:
    try:
        client.create_work_pool(WorkPoolCreate(name=name, type="process"))
    except ObjectAlreadyExists:
        return


def _watch() -> AutomationCore:
    """Marks as crashed what has fallen silent: it would hold its deployment's one place for ever otherwise."""
    endings = {f"prefect.flow-run.{name}" for name in ("Completed", "Failed", "Cancelled", "Crashed")}
    return AutomationCore(
        name=WATCH,
        trigger=EventTrigger(
            after={_SIGN},
            expect={_SIGN, *endings},
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=_SILENCE,
        ),
        actions=[ChangeFlowRunState(name=None, state=StateType.CRASHED, message="its process is gone", force=False)],
    )
