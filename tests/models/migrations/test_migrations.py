"""The tables: made by migrations, and the same as the models declare."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text

from models import migrations
from models.database import connect, reading, writing
from models.migrations.tables import MODULES, all_tables
from models.store import Store
from models.submissions import Submission
from tests.factories import new_account, new_database, new_submission, new_verification, stored_files


@pytest.fixture
def filled(tmp_path: Path) -> Engine:
    """A database with rows in its tables."""
    engine = new_database(tmp_path)
    with writing(engine) as session:
        new_account(session)
        new_verification(session, new_submission(session, stored_files(Store(str(tmp_path / "store")))))
    return engine


def test_a_migrated_database_is_what_the_models_declare(filled: Engine) -> None:
    with filled.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, all_tables()) == []


def test_every_module_with_tables_is_known_to_the_migrations() -> None:
    declaring = {path.stem for path in Path("models").glob("*.py") if "__tablename__" in path.read_text()}
    assert {module.__name__.removeprefix("models.") for module in MODULES} == declaring


def test_going_down_removes_every_table_even_with_rows_in_them(filled: Engine) -> None:
    migrations.downgrade(filled, "base")
    assert inspect(filled).get_table_names() == ["alembic_version"]


def test_going_up_again_after_going_down_works(filled: Engine) -> None:
    migrations.downgrade(filled, "base")
    migrations.upgrade(filled)
    with reading(filled) as session:
        assert session.scalars(select(Submission)).all() == []


def test_going_up_twice_keeps_the_rows(filled: Engine) -> None:
    migrations.upgrade(filled)
    with reading(filled) as session:
        assert session.scalars(select(Submission)).one().reference == "2026-000123"


def test_a_new_database_is_prepared_on_first_use(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/new.db")
    migrations.prepare(engine)
    assert "submission" in inspect(engine).get_table_names()


def test_a_database_of_another_version_is_refused(filled: Engine) -> None:
    with writing(filled) as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(migrations.DatabaseOutdated) as refused:
        migrations.prepare(filled)
    assert "zhenghe migrate" in refused.value.chinese
