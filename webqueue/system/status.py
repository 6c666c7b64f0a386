"""What is to be said about the system at this moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.base import now
from models.errors import ZhengheError
from models.failures import Failure, failures_since
from models.operation import (
    SEEN_WITHIN,
    Backlog,
    DiskFull,
    Pause,
    ServingProcess,
    WorkPaused,
    backlog,
    pause_in_force,
    processes_seen,
    what_holds_back,
)
from models.runs import Run, failed_runs, last_run, newest_runs
from models.settings import Settings
from models.space import free_megabytes

BACKUP = "backup"
"""The name under which a backup (备份) is recorded as a run."""
FLOWS = ("nightly", "intake", "verify-submission", "verify-batch", "publicity-clock", "housekeeping", BACKUP)
LOOK_BACK = dt.timedelta(days=7)
MOST_RUNS = 20
HELD_BACK = (WorkPaused.code, DiskFull.code)
"""Told once at the top of the page, and not again for each run that did nothing."""
LONGEST_WITHOUT_BACKUP = dt.timedelta(days=2)


@dataclass(frozen=True)
class Status:
    """The system as it stands."""

    held_back: ZhengheError | None
    """Why nothing is read now."""
    pause: Pause | None
    backlog: Backlog
    processes: Sequence[ServingProcess]
    last: dict[str, Run | None]
    """By flow, its newest run."""
    runs: Sequence[Run]
    failed: Sequence[Run]
    failures: Sequence[Failure]
    free_megabytes: float
    backup: Run | None
    """The newest one that succeeded."""

    @property
    def backup_is_old(self) -> bool:
        """Whether there is none, or none of the last days."""
        return self.backup is None or now() - self.backup.begun_at > LONGEST_WITHOUT_BACKUP


def status_of(session: Session, settings: Settings) -> Status:
    """The system's status, from its own rows and its own disk."""
    moment = now()
    return Status(
        held_back=what_holds_back(session, settings),
        pause=pause_in_force(session),
        backlog=backlog(session),
        processes=processes_seen(session, moment - SEEN_WITHIN),
        last={name: last_run(session, name) for name in FLOWS},
        runs=newest_runs(session, MOST_RUNS),
        failed=failed_runs(session, moment - LOOK_BACK, MOST_RUNS, HELD_BACK),
        failures=failures_since(session, moment - LOOK_BACK),
        free_megabytes=free_megabytes(settings),
        backup=last_run(session, BACKUP, succeeded=True),
    )
