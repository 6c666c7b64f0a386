"""The tables: made by migrations, and the same as the models declare."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text

from models import migrations
from models.accounts import Role
from models.audit import Actor
from models.database import connect, reading, writing
from models.documents import Document
from models.migrations.tables import MODULES, all_tables
from models.review import Outcome, decide
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


def _is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """Whether it is a table of the models; the index for searching is not one, r0600 tells how it is made."""
    return kind != "table" or not (name or "").startswith("submission_search")


def test_a_migrated_database_is_what_the_models_declare(filled: Engine) -> None:
    with filled.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _is_declared})
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


def _standings(engine: Engine) -> list[tuple[object, ...]]:
    columns = "submission_id, revision, state, verdict, rank, waiting_since, pooling_area, operator_id, verification_id"
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"select {columns} from standing order by 1"))]


def test_where_everything_stands_is_filled_in_from_history(filled: Engine, tmp_path: Path) -> None:
    files = stored_files(Store(str(tmp_path / "store")))
    with writing(filled) as session:
        reviewer = new_account(session, Role.SUPERVISOR)
        new_submission(session, files, "still being read")
        returned = new_submission(session, files, "returned")
        new_verification(session, returned)
        decide(session, returned, 1, Outcome.RETURNED, "缺公章。", Actor("supervisor", "supervisor", reviewer.id))
        replaced = new_submission(session, files, "corrected")
        new_verification(session, replaced)
        decide(session, replaced, 1, Outcome.RETURNED, "缺公章。", Actor("supervisor", "supervisor", reviewer.id))
    before = _standings(filled)
    assert {(row[2], row[4]) for row in before} == {("pending", 2), ("reading", 3), ("returned", 2)}
    migrations.downgrade(filled, "0001")
    migrations.upgrade(filled)
    assert _standings(filled) == before


def test_names_are_levelled_on_the_way_up(filled: Engine, tmp_path: Path) -> None:
    files = stored_files(Store(str(tmp_path / "store")))
    with writing(filled) as session:
        new_submission(session, files, "spaced", unit_name="岳阳市 样张（集团）有限公司")
        new_submission(session, files, "nameless", unit_name="")
    migrations.downgrade(filled, "0940")
    migrations.upgrade(filled)
    with reading(filled) as session:
        query = select(Submission.plain_name).where(Submission.reference.in_(("nameless", "spaced")))
        assert session.scalars(query.order_by(Submission.reference)).all() == ["", "岳阳市样张(集团)有限公司"]


def test_accounts_of_newer_roles_are_blocked_on_the_way_down(filled: Engine) -> None:
    with writing(filled) as session:
        new_account(session, Role.AUDITOR)
        new_account(session, Role.SUPERVISOR)
    migrations.downgrade(filled, "0001")
    with filled.connect() as connection:
        rows = connection.execute(text("select username, role, blocked_at is not null from account order by username"))
        people = [tuple(row) for row in rows]
    assert people == [("auditor", "administrator", 1), ("reviewer", "reviewer", 0), ("supervisor", "reviewer", 1)]


def test_a_migration_that_leaves_a_reference_to_nothing_is_undone(
    filled: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(configuration: Config, _revision: str) -> None:
        configuration.attributes["connection"].exec_driver_sql("update document set submission_id = 999")

    monkeypatch.setattr(command, "upgrade", breaks)
    with pytest.raises(LookupError):
        migrations.upgrade(filled)
    with reading(filled) as session:
        assert 999 not in session.scalars(select(Document.submission_id)).all()
