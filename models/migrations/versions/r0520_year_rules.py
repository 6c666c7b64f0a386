"""What is set anew for each year: holiday arrangements, and the terms of the title review."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrations.guards import keep_history, let_history_go

revision = "0520"
down_revision = "0510"
branch_labels = None
depends_on = None

_TABLES = ("year_calendar", "year_terms")


def upgrade() -> None:
    """Make both tables."""
    _make("year_calendar", sa.Column("days", sa.JSON(), nullable=False))
    _make(
        "year_terms",
        sa.Column("fewest_workdays", sa.Integer(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.CheckConstraint("fewest_workdays between 1 and 366", name=op.f("ck_year_terms_fewest_workdays_possible")),
    )


def downgrade() -> None:
    """Remove both, and all that is in them."""
    for table in reversed(_TABLES):
        let_history_go(table)
        op.drop_table(table)


def _make(table: str, *what: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        *what,
        sa.Column("basis", sa.String(length=255), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["account.id"], name=op.f(f"fk_{table}_entered_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_year"), table, ["year"])
    keep_history(table)
