"""What the tests of the models work with: a database of their own, on SQLite and on PostgreSQL, and a store."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.database import connect
from models.migrations import upgrade
from models.migrations.tables import all_tables
from models.store import Store
from tests.factories import new_database
from tests.models.postgresql import installed_programs, running_server


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """An empty SQLite database."""
    engine = new_database(tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Engine]:
    """A PostgreSQL server of the tests' own, with all tables."""
    programs = installed_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed")
    with running_server(programs) as url:
        engine = connect(url)
        upgrade(engine)
        yield engine
        engine.dispose()


@pytest.fixture
def postgresql(postgresql_server: Engine) -> Iterator[Engine]:
    """An empty PostgreSQL database."""
    yield postgresql_server
    _empty(postgresql_server)


def _empty(server: Engine) -> None:
    # A test leaves few rows. To truncate would make the files of every table anew, which takes many times as long.
    deletions = "; ".join(f"delete from {name}" for name in all_tables().tables)
    with server.begin() as connection:
        # Neither a guard nor a reference keeps a row in its place.
        connection.exec_driver_sql("set local session_replication_role = replica")
        connection.exec_driver_sql(deletions)
        connection.exec_driver_sql("select setval(oid::regclass, 1, false) from pg_class where relkind = 'S'")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty database, on each of the servers that are supported."""
    chosen: Engine = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store in a folder."""
    return Store(str(tmp_path / "store"))


@pytest.fixture(scope="session")
def two_processes() -> Iterator[ProcessPoolExecutor]:
    """Two processes that work at the same time."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        yield processes
