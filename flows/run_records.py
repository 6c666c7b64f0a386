"""Recording a run in the application's database, however it ends, and what keeps the system from working now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flows.claims import is_dead, worker_name
from flows.workplace import Workplace
from models import operation
from models.database import reading, writing
from models.errors import ZhengheError
from models.runs import RunCancelled, begin_run, end_lost_runs, end_run

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
    except Exception:
        failure = ZhengheError()
        raise
    except BaseException:
        failure = RunCancelled()
        raise
    finally:
        with writing(workplace.engine) as session:
            end_run(session, run.id, counts, failure)


def what_holds_back(workplace: Workplace) -> ZhengheError | None:
    """Why nothing may be taken in or read at this moment; None where nothing stands in the way."""
    with reading(workplace.engine) as session:
        return operation.what_holds_back(session, workplace.settings)
