"""What is done by the clock besides reading: publicities end, reminders are written, and the house is kept."""

from __future__ import annotations

import datetime as dt

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.claims import is_dead
from flows.rechecking import finish_trial, finish_waiting
from flows.run_records import Counts, recorded
from flows.timing import let_time_pass
from flows.work import take_stock
from flows.workplace import Workplace, open_for_run
from models.api_answers import forget_old_answers
from models.base import now
from models.database import writing
from models.operation import forget_processes
from models.runs import end_lost_runs, forget_runs
from models.space import free_megabytes

RUN_DAYS = 180
"""For which the records of runs are kept."""
PROCESS_DAYS = 1
"""After which a process that was not seen again is forgotten."""


@flow(name="publicity-clock", persist_result=False, validate_parameters=False)
def publicity_clock() -> None:
    """End the publicities whose last day is over, and remind of what waits; a pause does not stop the calendar."""
    workplace = open_for_run()
    with recorded(workplace, "publicity-clock") as counts:
        moved = let_time_pass(workplace)
        counts.update(expired=moved.expired, reminded=moved.reminded)


@flow(name="try-rules", persist_result=False, validate_parameters=False)
def try_rules(trial_id: int) -> None:
    """Compute one trial of the rules."""
    workplace = open_for_run()
    with recorded(workplace, "try-rules"):
        finish_trial(workplace, trial_id)


@flow(name="housekeeping", persist_result=False, validate_parameters=False)
def housekeeping() -> None:
    """Free what dead processes hold, forget old records, and look after the database."""
    workplace = open_for_run()
    with recorded(workplace, "housekeeping") as counts:
        counts.update(keep_house(workplace))
    rows = "\n".join(f"| {name} | {value} |" for name, value in counts.items())
    create_markdown_artifact(f"| | |\n|---|---:|\n{rows}", key="housekeeping")


def keep_house(workplace: Workplace) -> Counts:
    """Do all of it once; gives the numbers."""
    take_stock(workplace)
    with writing(workplace.engine) as session:
        lost = end_lost_runs(session, is_dead)
        forgotten = forget_runs(session, now() - dt.timedelta(days=RUN_DAYS))
        forget_processes(session, now() - dt.timedelta(days=PROCESS_DAYS))
        answers = forget_old_answers(session)
    tried = finish_waiting(workplace)
    if workplace.engine.dialect.name == "sqlite":
        _look_after_sqlite(workplace)
    return {
        "trials": tried,
        "lost": lost,
        "forgotten": forgotten,
        "answers": answers,
        "free_megabytes": round(free_megabytes(workplace.settings)),
    }


def _look_after_sqlite(workplace: Workplace) -> None:
    # PostgreSQL does both by itself.
    connection = workplace.engine.raw_connection()
    try:
        for upkeep in ("PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.cursor().execute(upkeep)
    finally:
        connection.close()
