"""Filters of the queue under a name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0630"
down_revision = "0800"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_saved_filter_owner_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_saved_filter_owner_id_name")),
    )
    op.create_index("ix_saved_filter_is_shared", "saved_filter", ["is_shared"])


def downgrade() -> None:
    """Remove the table, and all that is in it."""
    op.drop_table("saved_filter")
