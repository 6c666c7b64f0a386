"""zhenghe verify: read and check an inbox, and write one line of results for each submission."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from flows.engine_server import EngineServer
from flows.engine_settings import for_command, put_in_force
from flows.inbox_run import InboxOutcome, verify_inbox
from flows.intake import IntakeReport, take_in_inbox
from flows.progress import progress
from flows.results import write_lines
from flows.workplace import Workplace, open_workplace
from models.settings import load_settings

UNFINISHED = 3
"""Exit status: some submissions have no verdict yet."""


@click.command()
@click.argument("inbox", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--results", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File for the results.")
@click.option("--workers", type=click.IntRange(1, 256), help="Documents read at once; one a core by default.")
@click.option("--scratch", is_flag=True, help="Use a throw-away database and store.")
def verify(inbox: Path, results: Path, workers: int | None, *, scratch: bool) -> int:
    """Read and check every submission of INBOX.

    What was verified before, with the same content, is not verified again. What a run that was broken off left is
    finished. Exit status 3: some submissions could not be finished; each is named, and the next run tries again.
    """
    _check_results_folder(results)
    environment = for_command(load_settings())
    with _settings(workers, scratch=scratch):
        outcome = _verify(inbox, environment)
    try:
        write_lines(results, outcome.results)
    except OSError as error:
        raise click.FileError(str(results), "results could not be written") from error
    return _report(outcome)


def _verify(inbox: Path, environment: dict[str, str]) -> InboxOutcome:
    put_in_force(environment)
    workplace = open_workplace(load_settings())
    with EngineServer({**os.environ}) as server:
        intake = _take_in(workplace, inbox)

        def verify_batch(documents: list[int]) -> None:
            server.wait()
            put_in_force({**environment, "PREFECT_API_URL": server.address})
            # Prefect reads its settings when it is first imported.
            from flows import verification  # noqa: PLC0415

            verification.verify_batch(documents)

        return verify_inbox(workplace, intake, verify_batch)


def _take_in(workplace: Workplace, inbox: Path) -> IntakeReport:
    with progress() as display:

        def follow(folders: Iterable[Path]) -> Iterable[Path]:
            return display.track(list(folders), description="收件 Take in")

        return take_in_inbox(workplace, inbox, follow=follow)


def _report(outcome: InboxOutcome) -> int:
    counts = dict.fromkeys(("pass", "review", "fail"), 0)
    for result in outcome.results:
        counts[result["verdict"]] += 1
    click.echo("  ".join(f"{verdict} {count}" for verdict, count in counts.items()), err=True)
    if not outcome.unfinished:
        return 0
    click.echo("下列申请未能完成，再次运行即可继续 Not finished, run again to go on:", err=True)
    for reference in outcome.unfinished:
        click.echo(f"  {reference}", err=True)
    return UNFINISHED


def _check_results_folder(results: Path) -> None:
    if not os.access(results.absolute().parent, os.W_OK | os.X_OK):
        raise click.BadParameter("its folder is not there or cannot be written to", param_hint="--results")


@contextmanager
def _settings(workers: int | None, *, scratch: bool) -> Iterator[None]:
    """Put the options in force as settings, for this process and those that it starts."""
    if workers is not None:
        os.environ["ZHENGHE_WORKERS"] = str(workers)
    if not scratch:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="zhenghe-") as home:
        os.environ.update(ZHENGHE_HOME=home, ZHENGHE_DATABASE_URL="", ZHENGHE_STORE_URL="")
        yield
