"""Spawned processes that load what they work with, and not once more the program that started their parent.

Python loads that program into every spawned process, for whatever is defined in it. In a run of the engine this is the
whole of Prefect: a second and a half, and tens of megabytes that a reading process has no use for.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.popen_spawn_posix import Popen
from multiprocessing.process import BaseProcess
from types import ModuleType

_one_at_a_time = threading.Lock()


class BareProcess(SpawnProcess):
    """A spawned process whose work is named by modules other than `__main__`."""

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Popen:  # noqa: N802 - the name that multiprocessing calls
        with _program_out_of_sight():
            return Popen(process_obj)


class BareContext(SpawnContext):
    """Starts bare processes."""

    Process = BareProcess


@contextmanager
def _program_out_of_sight() -> Iterator[None]:
    with _one_at_a_time:
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = program
