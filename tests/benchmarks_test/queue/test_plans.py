"""A walk through a whole table is told where it costs something, and only there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from models.database import connect
from models.migrations import upgrade
from tests.benchmarks.queue.filling import fill
from tests.benchmarks.queue.plans import full_scans, noted_statements
from tests.models.postgresql import installed_programs, running_server

BY_INDEX = "select until from hold where submission_id = 7 and ended_at is null"
BY_WALKING = "select submission_id from hold where ending = 'expired'"
CASES = 3000


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with all tables and no rows."""
    programs = installed_programs()
    if request.param == "sqlite":
        yield from _upgraded(f"sqlite:///{tmp_path_factory.mktemp('queue')}/queue.db")
    elif programs is None:
        pytest.skip("no PostgreSQL server is installed")
    else:
        with running_server(programs) as url:
            yield from _upgraded(url)


def _upgraded(url: str) -> Iterator[Engine]:
    engine = connect(url)
    upgrade(engine)
    yield engine
    engine.dispose()


def _scans(engine: Engine) -> list[str]:
    with noted_statements(engine) as statements, engine.connect() as connection:
        for statement in (BY_INDEX, BY_WALKING):
            connection.execute(text(statement))
    return full_scans(engine, statements)


def test_a_walk_is_told_of_a_large_table_and_not_of_one_with_few_pages(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        assert _scans(engine) == []
    fill(engine, CASES)
    (told,) = _scans(engine)
    assert "hold" in told
    assert BY_WALKING in told
