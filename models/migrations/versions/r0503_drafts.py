"""Submissions that are drafts: read at once, seen by reviewers when their registration is submitted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0503"
down_revision = "0502"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """All that is there came from the inbox and is no draft."""
    with op.batch_alter_table("submission") as submission:
        submission.add_column(sa.Column("is_draft", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("submission") as submission:
        submission.alter_column("is_draft", server_default=None)


def downgrade() -> None:
    """Drafts become submissions like all others, since nothing tells them apart any more."""
    with op.batch_alter_table("submission") as submission:
        submission.drop_column("is_draft")
