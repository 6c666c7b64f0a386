"""Webhooks, and the outbox of what they are to be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrations.guards import remove_guard, set_guard

revision = "0910"
down_revision = "0710"
branch_labels = None
depends_on = None

_UNNOTICED = sa.text("noticed_at is null")
_WAITS = sa.text("delivered_at is null and given_up_at is null")
_REWRITTEN = (
    "NEW.submission_id <> OLD.submission_id OR NEW.revision <> OLD.revision OR NEW.before <> OLD.before"
    " OR NEW.after <> OLD.after OR NEW.at <> OLD.at"
)


def upgrade() -> None:
    """Make the tables."""
    _webhook()
    _status_change()
    _webhook_delivery()
    set_guard("status_change", "never_rewritten", "UPDATE", _REWRITTEN)
    set_guard("status_change", "never_removed", "DELETE", "1 = 1")
    set_guard("webhook", "never_removed", "DELETE", "1 = 1")


def downgrade() -> None:
    """Remove the tables, and what was still to be told."""
    remove_guard("webhook", "never_removed")
    remove_guard("status_change", "never_removed")
    remove_guard("status_change", "never_rewritten")
    for table in ("webhook_delivery", "status_change", "webhook"):
        op.drop_table(table)


def _webhook() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("secret", sa.String(length=2048), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(closed_at is null) = (closed_by is null)", name=op.f("ck_webhook_closed_by_somebody")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_webhook_created_by_account")),
        sa.ForeignKeyConstraint(["closed_by"], ["account.id"], name=op.f("fk_webhook_closed_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )


def _status_change() -> None:
    op.create_table(
        "status_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(length=10), nullable=False),
        sa.Column("after", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_status_change_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
    )
    op.create_index(
        "ix_status_change_untold", "status_change", ["id"], sqlite_where=_UNNOTICED, postgresql_where=_UNNOTICED
    )


def _webhook_delivery() -> None:
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "delivered_at is null or given_up_at is null", name=op.f("ck_webhook_delivery_ends_one_way")
        ),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhook.id"], name=op.f("fk_webhook_delivery_webhook_id_webhook")),
        sa.ForeignKeyConstraint(
            ["change_id"], ["status_change.id"], name=op.f("fk_webhook_delivery_change_id_status_change")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint("webhook_id", "change_id", name=op.f("uq_webhook_delivery_webhook_id_change_id")),
    )
    op.create_index(
        "ix_webhook_delivery_waiting",
        "webhook_delivery",
        ["next_try_at", "id"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )
