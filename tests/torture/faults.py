"""A fault at the n-th write: a process or a server dies, the disk is full, the store is gone, the clock jumps."""

from __future__ import annotations

import datetime as dt
import errno
import os
import signal
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from models import base, store
from models.errors import StorageError
from models.store import Store
from tests.models.postgresql import Cluster


class Kind(StrEnum):
    """What goes wrong."""

    KILL_BEFORE = "kill before the write"
    KILL_AFTER = "kill after the write"
    DATABASE = "database fails"
    DISK_FULL = "disk full"
    STORE_GONE = "store unreachable"
    CLOCK_AHEAD = "clock jumps a day ahead"
    CLOCK_BACK = "clock jumps an hour back"
    SERVER_KILLED = "database server killed, and back at once"
    POWER_CUT = "power cut: database server and process killed"


NEED_SERVER = (Kind.SERVER_KILLED, Kind.POWER_CUT)
"""Faults that there are only where the database is a server of its own."""
ANYWHERE = tuple(kind for kind in Kind if kind not in NEED_SERVER)
_JUMPS = {Kind.CLOCK_AHEAD: dt.timedelta(days=1), Kind.CLOCK_BACK: dt.timedelta(hours=-1)}


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong at the n-th write, counted from 1; at none for 0."""

    kind: Kind
    at: int


class Saboteur:
    """Counts the writes of this process, and lets one of them go wrong."""

    def __init__(self, fault: Fault, server: Cluster | None = None) -> None:
        """Wait for the step of `fault`; `server` is the database's, where it has one."""
        self._fault = fault
        self._server = server
        self.writes = 0

    def watch(self, engine: Engine) -> None:
        """Look at every statement that writes, every commit, and every content that is put into a store."""
        event.listen(engine, "before_cursor_execute", self._before_statement)
        event.listen(engine, "after_cursor_execute", self._after_statement)
        event.listen(engine, "commit", self._at_commit)
        self._watch_store()

    def _watch_store(self) -> None:
        put, get, write = Store.put, Store.get, store._write_through

        def put_watched(place: Store, content: bytes) -> str:
            if self._is_now(Kind.STORE_GONE, counted=False):
                raise StorageError
            return put(place, content)

        def get_watched(place: Store, sha256: str) -> bytes:
            if self._is_now(Kind.STORE_GONE, counted=False):
                raise StorageError
            return get(place, sha256)

        def write_watched(path: Path, content: bytes) -> None:
            self._step()
            if self._is_now(Kind.DISK_FULL):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            write(path, content)
            self._stepped()

        methods: Any = Store
        methods.put, methods.get = put_watched, get_watched
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
        if self.writes == self._fault.at:
            set_clock(_JUMPS.get(self._fault.kind, dt.timedelta()))
            self._cut_power()

    def _cut_power(self) -> None:
        if self._server is None or self._fault.kind not in NEED_SERVER:
            return
        self._server.kill()
        if self._fault.kind is Kind.POWER_CUT:
            os.kill(os.getpid(), signal.SIGKILL)
        self._server.start()

    def _stepped(self) -> None:
        if self._is_now(Kind.KILL_AFTER):
            os.kill(os.getpid(), signal.SIGKILL)

    def _is_now(self, kind: Kind, *, counted: bool = True) -> bool:
        now = self.writes == self._fault.at if counted else self.writes >= self._fault.at > 0
        return now and self._fault.kind is kind


def set_clock(by: dt.timedelta) -> None:
    """Let this process's clock jump; by nothing, it is right again."""

    class Jumped(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Self:
            return super().now(tz) + by

    shown: Any = base
    shown.dt = SimpleNamespace(datetime=Jumped, UTC=dt.UTC) if by else dt


def _writes(statement: str) -> bool:
    return statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE")
