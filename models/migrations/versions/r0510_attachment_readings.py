"""What was read on applicants' attachments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0510"
down_revision = "0600"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "attachment_reading",
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("findings", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_attachment_reading_tries_counted")),
        sa.CheckConstraint("verdict in ('pass', 'review', 'fail')", name=op.f("ck_attachment_reading_verdict_known")),
        sa.CheckConstraint(
            "(verdict is null) = (read_at is null)", name=op.f("ck_attachment_reading_settled_at_a_moment")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["application_attachment.id"],
            name=op.f("fk_attachment_reading_attachment_id_application_attachment"),
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_attachment_reading")),
    )


def downgrade() -> None:
    """Remove the table, and all that is in it."""
    op.drop_table("attachment_reading")
