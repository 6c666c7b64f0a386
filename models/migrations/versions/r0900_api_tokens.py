"""API tokens: what programs show instead of a password."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrations.guards import remove_guard, set_guard

revision = "0900"
down_revision = "0630"
branch_labels = None
depends_on = None

_REWRITTEN = (
    "NEW.account_id <> OLD.account_id OR NEW.role <> OLD.role OR NEW.token_hash <> OLD.token_hash"
    " OR NEW.created_by <> OLD.created_by OR NEW.expires_at <> OLD.expires_at"
    " OR (OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at))"
)
"""Only the last use changes, and the revocation, which comes once."""


def upgrade() -> None:
    """Make the table, in which a token is revoked and never removed."""
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("beginning", sa.String(length=12), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(revoked_at is null) = (revoked_by is null)", name=op.f("ck_api_token_revoked_by_somebody")
        ),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_api_token_expires_later")),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_api_token_has_a_name")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_api_token_account_id_account")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_api_token_created_by_account")),
        sa.ForeignKeyConstraint(["revoked_by"], ["account.id"], name=op.f("fk_api_token_revoked_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index(op.f("ix_api_token_account_id"), "api_token", ["account_id"])
    set_guard("api_token", "never_rewritten", "UPDATE", _REWRITTEN)
    set_guard("api_token", "never_removed", "DELETE", "1 = 1")


def downgrade() -> None:
    """Remove the table, and with it every token."""
    remove_guard("api_token", "never_rewritten")
    remove_guard("api_token", "never_removed")
    op.drop_table("api_token")
