"""A fault at the n-th write: the process dies, the database fails, the disk is full, or the store is gone."""

from __future__ import annotations

import errno
import os
import signal
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from models import store
from models.errors import StorageError
from models.store import Store


class Kind(StrEnum):
    """What goes wrong."""

    KILL_BEFORE = "kill before the write"
    KILL_AFTER = "kill after the write"
    DATABASE = "database fails"
    DISK_FULL = "disk full"
    STORE_GONE = "store unreachable"


KILLS = (Kind.KILL_BEFORE, Kind.KILL_AFTER)


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong at the n-th write, counted from 1; at none for 0."""

    kind: Kind
    at: int


class Saboteur:
    """Counts the writes of this process, and lets one of them go wrong."""

    def __init__(self, fault: Fault) -> None:
        """Wait for the step of `fault`."""
        self._fault = fault
        self.writes = 0

    def watch(self, engine: Engine) -> None:
        """Look at every statement that writes, every commit, and every content that is put into a store."""
        event.listen(engine, "before_cursor_execute", self._before_statement)
        event.listen(engine, "after_cursor_execute", self._after_statement)
        event.listen(engine, "commit", self._at_commit)
        self._watch_store()

    def _watch_store(self) -> None:
        put, write = Store.put, store._write_through

        def put_watched(place: Store, content: bytes) -> str:
            if self._is_now(Kind.STORE_GONE, counted=False):
                raise StorageError
            return put(place, content)

        def write_watched(path: Path, content: bytes) -> None:
            self._step()
            if self._is_now(Kind.DISK_FULL):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            write(path, content)
            self._stepped()

        methods: Any = Store
        methods.put = put_watched
        store._write_through = write_watched

    def _before_statement(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not _writes(statement):
            return
        self._step()
        if self._is_now(Kind.DATABASE) or self._is_now(Kind.DISK_FULL):
            raise OperationalError("a write", {}, Exception("database or disk is full"))

    def _after_statement(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if _writes(statement):
            self._stepped()

    def _at_commit(self, _connection: Any) -> None:
        self._step()
        if self._is_now(Kind.DATABASE):
            raise OperationalError("a commit", {}, Exception("server closed the connection unexpectedly"))

    def _step(self) -> None:
        self.writes += 1
        if self._is_now(Kind.KILL_BEFORE):
            os.kill(os.getpid(), signal.SIGKILL)

    def _stepped(self) -> None:
        if self._is_now(Kind.KILL_AFTER):
            os.kill(os.getpid(), signal.SIGKILL)

    def _is_now(self, kind: Kind, *, counted: bool = True) -> bool:
        now = self.writes == self._fault.at if counted else self.writes >= self._fault.at > 0
        return now and self._fault.kind is kind


def _writes(statement: str) -> bool:
    return statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE")
