"""No index on names as they were typed: they are sought by pieces (0600), and compared as they are levelled (0950)."""

from __future__ import annotations

from alembic import op

revision = "0970"
down_revision = "0960"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the index that no statement uses."""
    op.drop_index(op.f("ix_submission_unit_name"), "submission")


def downgrade() -> None:
    """Make it again."""
    op.create_index(op.f("ix_submission_unit_name"), "submission", ["unit_name"])
