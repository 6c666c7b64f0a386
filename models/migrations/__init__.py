"""Migrations: bring a database to the tables that this version works with, and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from models.errors import ConfigurationError, StorageError
from models.migrations.tables import all_tables


class DatabaseOutdated(ConfigurationError):
    """The database has the tables of another version."""

    code = "DATABASE_OUTDATED"
    message_zh = "数据库版本与本程序不一致。请先备份数据库，再运行 zhenghe migrate。"
    message_en = "The database is of another version than this program. Back it up, then run: zhenghe migrate."


class DatabaseUnreachable(StorageError):
    """Nobody answers where the settings say that the database is, or it does not let this program in."""

    code = "DATABASE_UNREACHABLE"
    message_zh = "无法使用数据库。请检查 ZHENGHE_DATABASE_URL、数据库服务是否在运行以及是否允许本机连接，然后重试。"
    message_en = (
        "The database cannot be used. "
        "Check ZHENGHE_DATABASE_URL, that its server runs and that it lets this machine in, then try again."
    )


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to `revision`, in one transaction; does nothing where it is there already.

    Raises DatabaseUnreachable where nobody answers.
    """
    with _migrating(engine) as connection:
        command.upgrade(_configuration(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to `revision` (`base` for no tables at all), in one transaction."""
    with _migrating(engine) as connection:
        command.downgrade(_configuration(connection), revision)


def prepare(engine: Engine) -> None:
    """Make the tables of a new database; leave one that is up to date; raises DatabaseOutdated for any other.

    Raises DatabaseUnreachable where nobody answers.

    After it every table is known to this process, whichever modules it loaded: rows refer to each other across them.
    """
    all_tables()
    present = _present_revision(engine)
    if present is None:
        upgrade(engine)
    elif present != newest_revision():
        raise DatabaseOutdated


def is_current(engine: Engine) -> bool:
    """Whether the database has the tables of this version."""
    return _present_revision(engine) == newest_revision()


def newest_revision() -> str:
    """The revision that this version works with."""
    newest = ScriptDirectory.from_config(_configuration()).get_current_head()
    if newest is None:
        raise LookupError("there is no migration")
    return newest


def _present_revision(engine: Engine) -> str | None:
    with connected(engine) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def connected(engine: Engine) -> Connection:
    """A connection to the database, whatever its version. Raises DatabaseUnreachable where nobody answers."""
    # What fails later, in the midst of a migration, is another fault and keeps its own name.
    try:
        return engine.connect()
    except OperationalError as error:
        raise DatabaseUnreachable from error


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    # On SQLite a migration takes the write lock first, so that two that start at once run one after the other.
    with connected(engine).execution_options(zhenghe_writes=True) as connection:
        if engine.dialect.name != "sqlite":
            yield connection
            connection.commit()
            return
        # SQLite changes a constraint by making the table anew, which rows that refer to it would forbid. The switch
        # works outside a transaction only; that every reference still leads somewhere is checked before the commit.
        references = cast(Any, connection.connection.driver_connection)
        references.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise LookupError("a migration left rows that refer to nothing")
            connection.commit()
            # What a migration encrypted or removed does not stay in the log beside the file.
            references.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.rollback()
            references.execute("PRAGMA foreign_keys=ON")


def _configuration(connection: Connection | None = None) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    configuration.attributes["connection"] = connection
    return configuration
