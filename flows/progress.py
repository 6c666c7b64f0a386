"""Progress on the screen: how much is done, how fast, and how long it will take; on standard error."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

_LOOK_EVERY = 0.5
"""Seconds between two looks at what is done."""


class RateColumn(ProgressColumn):
    """Pieces a second."""

    def render(self, task: Task) -> Text:
        """The rate of the last pieces, or nothing while there is none."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.2f}/s" if speed else "–/s", style="progress.data.speed")


def progress() -> Progress:
    """A progress display on standard error."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


@contextmanager
def watching(title: str, total: int, count_done: Callable[[], int]) -> Iterator[None]:
    """Show how `count_done` grows towards `total`, while the body runs."""
    ended = threading.Event()
    with progress() as display:
        task = display.add_task(title, total=total)

        def look() -> None:
            while not ended.wait(_LOOK_EVERY):
                display.update(task, completed=count_done())

        watcher = threading.Thread(target=look, name="progress", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()
            display.update(task, completed=count_done())
