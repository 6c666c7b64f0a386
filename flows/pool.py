"""The work pool that many machines take their runs from."""

from __future__ import annotations

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectAlreadyExists

from flows.deployments import deployments
from models.settings import Settings


def deploy_to_pool(settings: Settings) -> list[str]:
    """Make pool, queue and deployments; gives the names of the deployments. Doing it again changes nothing else."""
    with get_client(sync_client=True) as client:
        _make_pool(client, settings.work_pool)
    made = deployments(settings)
    for deployment in made:
        deployment.apply()
    return [f"{deployment.flow_name}/{deployment.name}" for deployment in made]


def _make_pool(client: SyncPrefectClient, name: str) -> None:
    try:
        client.create_work_pool(WorkPoolCreate(name=name, type="process"))
    except ObjectAlreadyExists:
        return
