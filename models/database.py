"""The database: one engine a process, and short transactions that either only read or also write."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InvalidatePoolError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from models.errors import StorageError

BUSY_SECONDS = 30.0
"""How long a writer waits for another one on SQLite."""
RESTED_SECONDS = 1.0
"""A connection to a server that was used within this time is taken to be alive still."""
_RESTS_SINCE = "rests_since"


def connect(url: str, connections: int = 15) -> Engine:
    """An engine for `url` that holds up to `connections`, for as many threads to work at the same moment.

    SQLite runs in write-ahead mode with foreign keys on, and its folder is made.

    Errors do not show the values of a statement: they may be personal.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        engine = create_engine(address, hide_parameters=True, pool_size=connections, max_overflow=0)
        _ask_whether_rested_connections_live(engine)
        return engine
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for looking only; nothing of it is kept."""
    with engine.connect() as connection, Session(connection, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction: committed at the end, undone by any exception.

    On SQLite it takes the write lock at its beginning, so that two writers wait for each other and none fails half-way.
    Raises StorageError where the database cannot be written to (disk full, locked too long).
    """
    try:
        with (
            engine.connect().execution_options(zhenghe_writes=True) as connection,
            Session(connection, expire_on_commit=False) as session,
            session.begin(),
        ):
            session.connection()  # begins the transaction, which would wait for the first statement otherwise
            yield session
    except OperationalError as error:
        raise StorageError from error


def _ask_whether_rested_connections_live(engine: Engine) -> None:
    """Have one that rested be asked before it is used; to ask each time would be a tenth of what a night asks for."""

    def note_rest(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_RESTS_SINCE] = time.monotonic()

    def ask(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        since = record.info.get(_RESTS_SINCE)
        if since is None or time.monotonic() - since < RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    event.listen(engine, "checkin", note_rest)
    event.listen(engine, "checkout", ask)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver would begin transactions by itself, later than it should; _begin_sqlite does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    # What is deleted or changed is overwritten: nothing that was purged or encrypted can be found in the file.
    for setting in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("zhenghe_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
