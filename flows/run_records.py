"""Recording a run in the application's database, however it ends, and what keeps the system from working now."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.claims import is_dead, worker_name
from flows.workplace import Workplace
from models.database import reading, writing
from models.errors import ZhengheError
from models.operation import DiskFull, WorkPaused, pause_in_force
from models.runs import begin_run, end_lost_runs, end_run

MEGABYTE = 1024 * 1024

Counts = dict[str, int | float]


@contextmanager
def recorded(workplace: Workplace, name: str) -> Iterator[Counts]:
    """Record the run, with the numbers that are put into what this gives, and with the error that ends it."""
    with writing(workplace.engine) as session:
        end_lost_runs(session, is_dead)
        run = begin_run(session, name, worker_name())
    counts: Counts = {}
    failure: ZhengheError | None = None
    try:
        yield counts
    except ZhengheError as error:
        failure = error
        raise
    except BaseException:
        failure = ZhengheError()
        raise
    finally:
        with writing(workplace.engine) as session:
            end_run(session, run.id, counts, failure)


def what_holds_back(workplace: Workplace) -> ZhengheError | None:
    """Why nothing may be taken in or read at this moment; None where nothing stands in the way."""
    with reading(workplace.engine) as session:
        if pause_in_force(session) is not None:
            return WorkPaused()
    return DiskFull() if free_megabytes(workplace) < workplace.settings.least_free_megabytes else None


def free_megabytes(workplace: Workplace) -> float:
    """Space left where the database and the store are, as far as they are on this machine; the smaller of both."""
    places = {workplace.settings.home.absolute()}
    if "://" not in workplace.settings.store:
        places.add(Path(workplace.settings.store))
    return min(shutil.disk_usage(_there(place)).free for place in places) / MEGABYTE


def _there(place: Path) -> Path:
    """The place, or the nearest folder above it that exists already."""
    return next(folder for folder in (place, *place.parents) if folder.exists())
