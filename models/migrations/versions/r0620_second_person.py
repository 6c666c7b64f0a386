"""Approvals that wait for a second person; the database lets nobody be both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrations.guards import remove_guard, set_guard

revision = "0620"
down_revision = "0530"
branch_labels = None
depends_on = None

_OWN = (
    "EXISTS (SELECT 1 FROM first_approval f WHERE f.reviewer_id = NEW.reviewer_id"
    " AND (f.id = NEW.first_approval_id OR (f.submission_id = NEW.submission_id AND f.revision = NEW.revision"
    " AND f.ended_at IS NULL)))"
)
_ANOTHER_CASE = (
    "NEW.first_approval_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM first_approval f"
    " WHERE f.id = NEW.first_approval_id AND f.submission_id = NEW.submission_id AND f.revision = NEW.revision)"
)
_KEPT = ("id", "submission_id", "revision", "verification_id", "opinion", "reviewer_id", "given_at")
_CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _KEPT)
_DECIDED_OTHERWISE = (
    "NEW.reviewer_id <> OLD.reviewer_id OR NEW.outcome <> OLD.outcome OR NEW.opinion <> OLD.opinion"
    " OR coalesce(NEW.first_approval_id, 0) <> coalesce(OLD.first_approval_id, 0)"
)
GUARDS = (
    ("decision", "second_person", "INSERT", f"{_OWN} OR ({_ANOTHER_CASE})"),
    (
        "decision",
        "stays_as_taken",
        "UPDATE",
        _DECIDED_OTHERWISE,
    ),
    ("first_approval", "ends_once", "UPDATE", f"OLD.ended_at IS NOT NULL OR {_CHANGED}"),
    ("first_approval", "never_removed", "DELETE", "1 = 1"),
)
"""Table, name, event, and what is refused."""


def upgrade() -> None:
    """Make the table, the two columns that point to it, and the guards."""
    op.create_table(
        "first_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("verification_id", sa.Integer(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ending", sa.String(length=10), nullable=True),
        *(sa.CheckConstraint(what, name=op.f(f"ck_first_approval_{name}")) for name, what in _RULES.items()),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_first_approval_{column}_{table}"))
            for column, table in _REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_approval")),
    )
    op.create_index("ix_first_approval_submission_id", "first_approval", ["submission_id"])
    _create_partial_index(
        "uq_first_approval_standing", "first_approval", "ended_at is null", "submission_id", "revision"
    )
    # Plain columns, since SQLite would have to make the whole table anew otherwise, without what guards it.
    for table, column, other in _COLUMNS:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER"
            f" CONSTRAINT fk_{table}_{column}_{other} REFERENCES {other} (id)"
        )
    _create_partial_index(
        "ix_standing_second_person", "standing", "first_approver_id is not null", "waiting_since", "submission_id"
    )
    for guard in GUARDS:
        set_guard(*guard)


def downgrade() -> None:
    """Take the guards away and remove the table; cases that waited for a second person wait for a first one."""
    for table, name, _, _ in GUARDS:
        remove_guard(table, name)
    op.drop_index("ix_standing_second_person", table_name="standing")
    for table, column, _ in _COLUMNS:
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.drop_table("first_approval")


_RULES = {
    "reason_given": "length(trim(opinion)) > 0",
    "ending_known": "ending in ('seconded', 'overruled', 'withdrawn')",
    "ended_somehow": "(ended_at is null) = (ended_by is null) and (ended_at is null) = (ending is null)",
    "seconded_by_another": "ending <> 'seconded' or ended_by <> reviewer_id",
}
_REFERENCES = {
    "submission_id": "submission",
    "verification_id": "verification",
    "reviewer_id": "account",
    "ended_by": "account",
}
_COLUMNS = (("decision", "first_approval_id", "first_approval"), ("standing", "first_approver_id", "account"))


def _create_partial_index(name: str, table: str, where: str, *columns: str) -> None:
    op.create_index(
        name,
        table,
        list(columns),
        unique=name.startswith("uq_"),
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
