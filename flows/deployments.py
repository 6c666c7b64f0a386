"""Deployments: which flows can be started, by whom and when; `python -m flows.deployments` serves them."""

from __future__ import annotations

from functools import partial

from prefect import serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.deliveries import deliveries
from flows.lost_runs import end_lost_runs
from flows.nightly import intake, nightly
from flows.presence import present
from flows.supervisor import READING_QUEUE, RUNS_AT_ONCE
from flows.upkeep import housekeeping, publicity_clock, try_rules
from flows.verification import verify_batch, verify_submission
from flows.workplace import open_workplace
from models.settings import Settings, load_settings

_ONE_ONLY = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def deployments(settings: Settings) -> tuple[RunnerDeployment, ...]:
    """All deployments: five by the clock, in the settings' time zone, and three that are started by somebody."""
    by_clock = (
        (nightly, "nightly", settings.nightly_cron),
        (intake, "intake", settings.intake_cron),
        (publicity_clock, "publicity-clock", settings.clock_cron),
        (housekeeping, "housekeeping", settings.housekeeping_cron),
        (deliveries, "deliveries", settings.delivery_cron),
    )
    # Without a pool the serving process runs them; with one, whichever machine of it is free.
    deployment = partial(
        RunnerDeployment.from_flow,
        entrypoint_type=EntrypointType.MODULE_PATH,
        work_pool_name=settings.work_pool or None,
    )
    return (
        *(
            deployment(flow, name, schedule=Cron(when, timezone=settings.time_zone), concurrency_limit=_ONE_ONLY)
            for flow, name, when in by_clock
        ),
        deployment(verify_submission, "verify-submission"),
        deployment(try_rules, "try-rules"),
        deployment(verify_batch, "verify-batch", work_queue_name=READING_QUEUE if settings.work_pool else None),
    )


def main() -> None:
    """Serve all deployments until this process is ended; there may be only one such process for an engine."""
    end_lost_runs()
    settings = load_settings().model_copy(update={"work_pool": ""})
    with present(open_workplace(settings)):
        serve(*deployments(settings), limit=RUNS_AT_ONCE, pause_on_shutdown=False, print_starting_message=False)


if __name__ == "__main__":
    main()
