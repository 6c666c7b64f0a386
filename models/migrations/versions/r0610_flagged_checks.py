"""The checks that did not pass, in the queue's order; and finding operators by a part of their username."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0610"
down_revision = "0520"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_standing_state_pooling_area_waiting_since_submission_id": (
        "standing",
        ("state", "pooling_area", "waiting_since", "submission_id"),
    ),
    "ix_flagged_check_by_risk": (
        "flagged_check",
        ("check", "state", "rank", "waiting_since", "submission_id", "pooling_area"),
    ),
    "ix_flagged_check_by_age": (
        "flagged_check",
        ("check", "state", "waiting_since", "submission_id", "pooling_area"),
    ),
    "ix_flagged_check_newest": ("flagged_check", ("check", "waiting_since", "submission_id")),
}
_NO_LONGER_USED = "ix_standing_state_verdict_waiting_since_submission_id"


def upgrade() -> None:
    """Make the table and fill it in; an index of the standings that nothing asks for any more goes."""
    op.create_table(
        "flagged_check",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("check", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pooling_area", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_flagged_check_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("submission_id", "check", name=op.f("pk_flagged_check")),
    )
    op.execute(
        'INSERT INTO flagged_check (submission_id, "check", state, rank, waiting_since, pooling_area)'
        ' SELECT s.submission_id, c."check", s.state, s.rank, s.waiting_since, s.pooling_area'
        " FROM standing s JOIN check_result c ON c.verification_id = s.verification_id"
        " WHERE c.verdict IN ('fail', 'review')"
    )
    op.drop_index(_NO_LONGER_USED, table_name="standing")
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, list(columns))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_account_search_username ON account USING gin (username gin_trgm_ops)")


def downgrade() -> None:
    """Remove the table, and set the indexes as they were."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_account_search_username")
    op.drop_table("flagged_check")
    op.drop_index("ix_standing_state_pooling_area_waiting_since_submission_id", table_name="standing")
    op.create_index(_NO_LONGER_USED, "standing", ["state", "verdict", "waiting_since", "submission_id"])
