"""Trials of today's rules on decided cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0660"
down_revision = "0650"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "rule_trial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("most_cases", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rules", sa.String(length=40), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("to_read_anew", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("most_cases > 0", name=op.f("ck_rule_trial_of_some_cases")),
        sa.CheckConstraint(
            "(finished_at is null) = (changes is null)", name=op.f("ck_rule_trial_finished_with_changes")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_rule_trial_asked_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_trial")),
    )
    op.create_index("ix_rule_trial_finished_at", "rule_trial", ["finished_at"])


def downgrade() -> None:
    """Remove the table, and all that is in it."""
    op.drop_table("rule_trial")
