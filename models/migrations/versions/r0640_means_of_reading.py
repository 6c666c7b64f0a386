"""By what means each document was read, so that the same one is not read again by the same means."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0640"
down_revision = "0901"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of what was read before, the means are not known."""
    op.add_column("reading", sa.Column("made_with", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Remove it."""
    op.drop_column("reading", "made_with")
