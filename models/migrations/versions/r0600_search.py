"""Searching by any part of a code, a name or a reference, without walking through all of them.

SQLite keeps an index of three-letter pieces beside the table, which triggers keep up to date; on PostgreSQL the
extension pg_trgm does the same. A later migration that makes the table `submission` anew must make the triggers anew.
"""

from __future__ import annotations

from alembic import op

revision = "0600"
down_revision = "0503"
branch_labels = None
depends_on = None

COLUMNS = ("credit_code", "unit_name", "reference")
_NAMES = ", ".join(COLUMNS)
_NEW = ", ".join(f"new.{column}" for column in COLUMNS)
_OLD = ", ".join(f"old.{column}" for column in COLUMNS)
_REMOVE = (
    f"INSERT INTO submission_search (submission_search, rowid, {_NAMES})"  # noqa: S608 - names of this file
    f" VALUES ('delete', old.id, {_OLD});"
)
_ADD = f"INSERT INTO submission_search (rowid, {_NAMES}) VALUES (new.id, {_NEW});"  # noqa: S608 - names of this file
TRIGGERS = {
    "submission_search_added": f"AFTER INSERT ON submission BEGIN {_ADD} END",
    "submission_search_removed": f"AFTER DELETE ON submission BEGIN {_REMOVE} END",
    "submission_search_changed": f"AFTER UPDATE OF {_NAMES} ON submission BEGIN {_REMOVE} {_ADD} END",
}


def upgrade() -> None:
    """Make the index of what can be searched for."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE VIRTUAL TABLE submission_search USING fts5({_NAMES},"
            " content='submission', content_rowid='id', tokenize='trigram')"
        )
        op.execute("INSERT INTO submission_search (submission_search) VALUES ('rebuild')")
        for name, what in TRIGGERS.items():
            op.execute(f"CREATE TRIGGER {name} {what}")
        return
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for column in COLUMNS:
        op.execute(f"CREATE INDEX ix_submission_search_{column} ON submission USING gin ({column} gin_trgm_ops)")


def downgrade() -> None:
    """Remove the index; PostgreSQL's extension stays, since others may use it."""
    if op.get_bind().dialect.name == "sqlite":
        for name in TRIGGERS:
            op.execute(f"DROP TRIGGER {name}")
        op.execute("DROP TABLE submission_search")
        return
    for column in COLUMNS:
        op.execute(f"DROP INDEX ix_submission_search_{column}")
