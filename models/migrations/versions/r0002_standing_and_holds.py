"""Where each submission stands, who holds it, and the roles above and beside the reviewer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FEWER_ROLES = "role in ('reviewer', 'operator', 'administrator')"
MORE_ROLES = "role in ('reviewer', 'operator', 'supervisor', 'administrator', 'auditor')"
ROLE_KNOWN = "ck_account_role_known"
INDEXES = (
    ("state", "rank", "waiting_since", "submission_id"),
    ("state", "waiting_since", "submission_id"),
    ("state", "pooling_area", "rank", "waiting_since", "submission_id"),
    ("state", "verdict", "waiting_since", "submission_id"),
    ("pooling_area",),
    ("waiting_since", "submission_id"),
    ("operator_id",),
    ("held_by",),
)
FILL = """
    INSERT INTO standing
        (submission_id, revision, state, verdict, rank, waiting_since, pooling_area, operator_id, verification_id)
    SELECT submission.id, submission.revision,
        coalesce(decision.outcome, CASE WHEN verification.id IS NULL THEN 'reading' ELSE 'pending' END),
        verification.verdict,
        CASE verification.verdict WHEN 'fail' THEN 0 WHEN 'review' THEN 1 WHEN 'pass' THEN 2 ELSE 3 END,
        coalesce(
            (SELECT max(event.at) FROM event
             WHERE event.submission_id = submission.id AND event.action IN ('take_in', 'resubmit')
                AND submission.revision > 1),
            submission.received_at),
        submission.pooling_area, submission.operator_id, verification.id
    FROM submission
    LEFT JOIN verification
        ON verification.submission_id = submission.id AND verification.revision = submission.revision
    LEFT JOIN decision ON decision.submission_id = submission.id AND decision.revision = submission.revision
"""


def upgrade() -> None:
    """Make the tables, fill in where everything stands, and let the new roles in."""
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("areas", sa.JSON(), nullable=False, server_default="[]"))
        account.drop_constraint(op.f(ROLE_KNOWN), type_="check")
        account.create_check_constraint(op.f(ROLE_KNOWN), MORE_ROLES)
    with op.batch_alter_table("account") as account:
        account.alter_column("areas", server_default=None)
    _create_standing()
    _create_hold()
    op.execute(FILL)


def downgrade() -> None:
    """Remove the tables; accounts of the new roles become blocked ones of the nearest earlier role."""
    op.drop_table("hold")
    op.drop_table("standing")
    op.execute(
        "UPDATE account SET blocked_at = coalesce(blocked_at, created_at),"
        " role = CASE role WHEN 'supervisor' THEN 'reviewer' ELSE 'administrator' END"
        " WHERE role IN ('supervisor', 'auditor')"
    )
    with op.batch_alter_table("account") as account:
        account.drop_column("areas")
        account.drop_constraint(op.f(ROLE_KNOWN), type_="check")
        account.create_check_constraint(op.f(ROLE_KNOWN), FEWER_ROLES)


def _create_standing() -> None:
    op.create_table(
        "standing",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pooling_area", sa.String(length=255), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("verification_id", sa.Integer(), nullable=True),
        sa.Column("held_by", sa.Integer(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deferred_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('reading', 'pending', 'approved', 'returned', 'rejected')", name=op.f("ck_standing_state_known")
        ),
        sa.CheckConstraint(
            "(held_by is null) = (held_until is null)", name=op.f("ck_standing_held_by_somebody_until_a_moment")
        ),
        sa.CheckConstraint("held_by is null or state = 'pending'", name=op.f("ck_standing_only_pending_ones_are_held")),
        sa.ForeignKeyConstraint(["held_by"], ["account.id"], name=op.f("fk_standing_held_by_account")),
        sa.ForeignKeyConstraint(["operator_id"], ["account.id"], name=op.f("fk_standing_operator_id_account")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_standing_submission_id_submission")
        ),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_standing_verification_id_verification")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_standing")),
    )
    for columns in INDEXES:
        op.create_index(f"ix_standing_{'_'.join(columns)}", "standing", list(columns))


def _create_hold() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(length=12), nullable=True),
        sa.CheckConstraint("(ended_at is null) = (ending is null)", name=op.f("ck_hold_ended_somehow")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["account.id"], name=op.f("fk_hold_reviewer_id_account")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_hold_submission_id_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(
        "uq_hold_open",
        "hold",
        ["submission_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_index("ix_hold_reviewer_id_taken_at", "hold", ["reviewer_id", "taken_at"])
    op.create_index("ix_hold_submission_id_revision", "hold", ["submission_id", "revision"])
