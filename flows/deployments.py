"""Deployments: which flows can be started, by whom and when; `python -m flows.deployments` serves them."""

from __future__ import annotations

from functools import partial

from prefect import serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.lost_runs import end_lost_runs
from flows.nightly import intake, nightly
from flows.verification import verify_batch, verify_submission
from models.settings import Settings, load_settings

INTAKE_CRON = "*/5 * * * *"
AT_ONCE = 4
"""Flow runs that one serving process runs at the same time."""

_ONE_ONLY = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def deployments(settings: Settings) -> tuple[RunnerDeployment, ...]:
    """All deployments: two by the clock, in the settings' time zone, and two that are started by somebody."""
    by_night = Cron(settings.nightly_cron, timezone=settings.time_zone)
    by_day = Cron(INTAKE_CRON, timezone=settings.time_zone)
    deployment = partial(RunnerDeployment.from_flow, entrypoint_type=EntrypointType.MODULE_PATH)
    return (
        deployment(nightly, "nightly", schedule=by_night, concurrency_limit=_ONE_ONLY),
        deployment(intake, "intake", schedule=by_day, concurrency_limit=_ONE_ONLY),
        deployment(verify_submission, "verify-submission"),
        deployment(verify_batch, "verify-batch"),
    )


def main() -> None:
    """Serve all deployments until this process is ended; there may be only one such process for an engine."""
    end_lost_runs()
    serve(*deployments(load_settings()), limit=AT_ONCE, pause_on_shutdown=False, print_starting_message=False)


if __name__ == "__main__":
    main()
