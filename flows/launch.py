"""Starting work from outside: the one module of this room that the pages use.

What is to be done stands in the database already, so that a start that fails loses nothing: the next run takes it up.
"""

from __future__ import annotations

import os
import time

import structlog

from flows.engine_server import answers
from flows.engine_settings import address, for_service, put_in_force
from models.settings import load_settings

log = structlog.get_logger()

_TRIES = 3
_PAUSE_SECONDS = 0.3


def start_verification(submission_id: int) -> bool:
    """Have the submission read and checked now; False where nobody is there to do it, and then a later run will.

    Call it after the submission's rows are committed.
    """
    return _start("verify-submission/verify-submission", submission_id=submission_id)


def start_trial(trial_id: int) -> bool:
    """Have the trial of the rules computed now; False where nobody is there to do it, and then a later run will.

    Call it after the trial's row is committed.
    """
    return _start("try-rules/try-rules", trial_id=trial_id)


def _start(deployment: str, **parameters: int) -> bool:
    settings = load_settings()
    if "PREFECT_API_URL" not in os.environ:
        put_in_force(for_service(settings))
    if not engine_answers():
        return False
    for attempt in range(_TRIES):
        time.sleep(attempt * _PAUSE_SECONDS)
        if _started(deployment, parameters):
            return True
    return False


def engine_answers() -> bool:
    """Whether the server that runs are started on is there."""
    return answers(f"{os.environ.get('PREFECT_API_URL', address(load_settings()))}/health")


def _started(deployment: str, parameters: dict[str, int]) -> bool:
    # Prefect takes a second to import and reads its settings at that moment.
    from httpx import HTTPError  # noqa: PLC0415
    from prefect.deployments import run_deployment  # noqa: PLC0415
    from prefect.exceptions import PrefectException  # noqa: PLC0415

    try:
        run_deployment(deployment, parameters=parameters, timeout=0, as_subflow=False)
    except (HTTPError, PrefectException, ValueError) as error:
        log.warning("run not started", deployment=deployment, error=type(error).__name__, **parameters)
        return False
    return True
