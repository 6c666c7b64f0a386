"""Clearings: whose documents were removed when their time was over, and what may be removed then and only then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrations.guards import keep_history, let_history_go, remove_guard, set_guard

revision = "0940"
down_revision = "0930"
branch_labels = None
depends_on = None

_NEVER = "never_removed"
_HELD = ("reading_correction", "first_approval", "status_change")
"""What hangs on a submission and is never removed, as long as the submission was not cleared."""
_NOT_CLEARED = "NOT EXISTS (SELECT 1 FROM clearing c WHERE c.submission_id = OLD.submission_id)"


def upgrade() -> None:
    """Make the table, and let the guards ask it."""
    op.create_table(
        "clearing",
        # No reference: it stays when the submission is gone.
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_clearing")),
    )
    keep_history("clearing")
    for table in _HELD:
        remove_guard(table, _NEVER)
        set_guard(table, _NEVER, "DELETE", _NOT_CLEARED)


def downgrade() -> None:
    """Take the table away; nothing that hangs on a submission is removed any more."""
    for table in _HELD:
        remove_guard(table, _NEVER)
        set_guard(table, _NEVER, "DELETE", "1 = 1")
    let_history_go("clearing")
    op.drop_table("clearing")
