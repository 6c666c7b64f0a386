"""Makes the deployments of a benchmark, or starts a night, in a process that knows where the Prefect server is.

python -m tests.benchmarks.scale.deploying make|start
"""

from __future__ import annotations

import sys

from flows.engine_settings import for_service, put_in_force
from models.settings import load_settings

ENTRYPOINT = "tests.benchmarks.scale.deployed.verify_batch"


def make() -> None:
    """Work pool and deployments; none of them starts by the clock, and chunks are read by the stand-in."""
    # Prefect reads its settings when it is first imported.
    from flows.deployments import deployments  # noqa: PLC0415
    from flows.pool import deploy_to_pool  # noqa: PLC0415

    settings = load_settings()
    deploy_to_pool(settings)
    for deployment in deployments(settings):
        deployment.schedules = []
        if deployment.name == "verify-batch":
            deployment.entrypoint = ENTRYPOINT
        deployment.apply()


def start() -> None:
    """Start the nightly run."""
    from prefect.deployments import run_deployment  # noqa: PLC0415

    run_deployment("nightly/nightly", timeout=0, as_subflow=False)


if __name__ == "__main__":
    put_in_force(for_service(load_settings()))
    {"make": make, "start": start}[sys.argv[1]]()
