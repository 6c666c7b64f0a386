"""E-mail addresses of accounts, encrypted, and the outbox of what their people are to be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0960"
down_revision = "0950"
branch_labels = None
depends_on = None

_WAITS = sa.text("delivered_at is null and given_up_at is null")


def upgrade() -> None:
    """Make the tables; nobody has an address at first."""
    op.create_table(
        "email_address",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=2048), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_email_address_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_email_address")),
    )
    op.create_table(
        "case_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "occasion in ('approved', 'returned', 'rejected', 'asked')", name=op.f("ck_case_mail_occasion_known")
        ),
        sa.CheckConstraint("delivered_at is null or given_up_at is null", name=op.f("ck_case_mail_ends_one_way")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_case_mail_account_id_account")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_case_mail_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_mail")),
    )
    op.create_index(
        "ix_case_mail_waiting", "case_mail", ["next_try_at", "id"], sqlite_where=_WAITS, postgresql_where=_WAITS
    )


def downgrade() -> None:
    """Remove the tables, and what was still to be told."""
    op.drop_table("case_mail")
    op.drop_table("email_address")
