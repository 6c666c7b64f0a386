"""The system at work: runs, pauses, and the processes that serve."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrations.guards import keep_history, let_history_go

revision = "0530"
down_revision = "0610"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_run()
    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=255), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_pause_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    keep_history("pause")
    op.create_table(
        "serving_process",
        sa.Column("worker", sa.String(length=120), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("worker", name=op.f("pk_serving_process")),
    )


def downgrade() -> None:
    """Remove the tables, and all that is in them."""
    op.drop_table("serving_process")
    let_history_go("pause")
    op.drop_table("pause")
    op.drop_table("run")


def _make_run() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("worker", sa.String(length=120), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("failure_code", sa.String(length=64), nullable=True),
        sa.Column("failure_message", sa.Text(), nullable=True),
        sa.CheckConstraint("ended_at is not null or failure_code is null", name=op.f("ck_run_fails_at_its_end")),
        sa.CheckConstraint("(failure_code is null) = (failure_message is null)", name=op.f("ck_run_failure_explained")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(op.f("ix_run_name_begun_at"), "run", ["name", "begun_at"])
    op.create_index(op.f("ix_run_ended_at"), "run", ["ended_at"])
