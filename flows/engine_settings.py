"""How Prefect is to run here: on this machine alone, quiet, with records of ids only and for a limited time."""

from __future__ import annotations

import os

from flows.capacity import readers_that_fit
from models.settings import Settings

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    # Nothing of a log goes into the engine's own database: a record there would outlive its purpose.
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_CLI_PROMPT": "false",
}
_SERVER = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    # The places that runs hold are noted on the disk: a server that starts again and knew none of them would end the
    # night that goes on, and keep the place of a run that was lost with its machine for ever.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    # Old runs are removed; what was read and decided is in the application's own database.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
}
_RUNNER = {
    "PREFECT_RUNNER_POLL_FREQUENCY": "1",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    # A request is tried again for half a minute, in which a server that fell has started anew; a run asks for one
    # that is gone a few times before it ends.
    "PREFECT_CLIENT_MAX_RETRIES": "4",
    # So a server answers whose own database is starting again.
    "PREFECT_CLIENT_RETRY_EXTRA_CODES": "500",
    "PREFECT_API_REQUEST_TIMEOUT": "30",
}
_COMMAND = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    # A server that is one command's own does not come back.
    "PREFECT_CLIENT_MAX_RETRIES": "1",
}


def address(settings: Settings) -> str:
    """Where the server is found: the one of the settings, or else the one that `zhenghe serve` starts."""
    return settings.prefect_url or f"http://127.0.0.1:{settings.prefect_port}/api"


def for_service(settings: Settings) -> dict[str, str]:
    """The environment of the server, of the process that serves deployments, and of whoever starts runs there."""
    home = _folder(settings, "prefect")
    return {
        **_QUIET,
        **_SERVER,
        **_RUNNER,
        **_tasks(settings),
        "PREFECT_HOME": home,
        # Its pages are written before they are served, and beside the program nothing may be written.
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": f"{home}/pages",
        "PREFECT_API_URL": address(settings),
    }


def for_command(settings: Settings) -> dict[str, str]:
    """The environment of one command, and of the server that it starts for itself; the address comes with that server.

    Its records are apart from the service's, since two servers on one SQLite file lock each other out; they are kept,
    because making a new set takes longer than all the rest of the start.
    """
    home = _folder(settings, "prefect-command")
    return {**_QUIET, **_SERVER, **_COMMAND, **_tasks(settings), "PREFECT_HOME": home}


def put_in_force(environment: dict[str, str]) -> None:
    """Set the environment of this process; Prefect reads it when it is first imported."""
    os.environ.update(environment)


def _tasks(settings: Settings) -> dict[str, str]:
    # As many tasks at once as there are reading processes, so that no document is claimed long before it is read.
    workers = settings.workers or readers_that_fit(settings.worker_megabytes)
    return {"PREFECT_TASK_RUNNER_THREAD_POOL_MAX_WORKERS": str(workers)}


def _folder(settings: Settings, name: str) -> str:
    folder = settings.home.absolute() / name
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)
