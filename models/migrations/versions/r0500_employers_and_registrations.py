"""Employers, registrations, and the history of the steps of everything that has a life cycle."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0500"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "employer",
    "employer_operator",
    "life_event",
    "registration",
)
"""In the order in which they are made, since each names only earlier ones."""


def upgrade() -> None:
    """Make the tables."""
    _create_employer()
    _create_employer_operator()
    _create_life_event()
    _create_registration()


def downgrade() -> None:
    """Remove the tables, and all that is in them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_employer() -> None:
    op.create_table(
        "employer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("pooling_area", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer")),
        sa.UniqueConstraint("credit_code", name=op.f("uq_employer_credit_code")),
    )


def _create_employer_operator() -> None:
    op.create_table(
        "employer_operator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("id_number", sa.String(length=18), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_employer_operator_account_id_account")),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_employer_operator_employer_id_employer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_operator")),
        sa.UniqueConstraint("account_id", name=op.f("uq_employer_operator_account_id")),
        sa.UniqueConstraint("employer_id", "id_number", name=op.f("uq_employer_operator_employer_id_id_number")),
    )


def _create_life_event() -> None:
    op.create_table(
        "life_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("before", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_life_event_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_life_event")),
        sa.UniqueConstraint(
            "subject", "subject_id", "sequence", name=op.f("uq_life_event_subject_subject_id_sequence")
        ),
    )
    op.create_index(op.f("ix_life_event_subject_action"), "life_event", ["subject", "action"])


def _registration_checks() -> tuple[sa.CheckConstraint, ...]:
    return (
        sa.CheckConstraint("relation in ('new', 'same', 'different')", name=op.f("ck_registration_relation_known")),
        sa.CheckConstraint(
            "state in ('draft', 'form_complete', 'attached', 'saved', 'submitted', 'approved', "
            "'returned', 'rejected', 'withdrawn', 'suspended', 'closed')",
            name=op.f("ck_registration_state_known"),
        ),
        sa.CheckConstraint(
            "state not in ('approved', 'suspended', 'closed') or account_id is not null",
            name=op.f("ck_registration_account_when_approved"),
        ),
        sa.CheckConstraint(
            "state not in ('submitted', 'approved', 'returned', 'rejected', 'withdrawn', 'suspended',"
            " 'closed') or snapshot_hash is not null",
            name=op.f("ck_registration_frozen_when_handed_in"),
        ),
        sa.CheckConstraint(
            "state not in ('submitted', 'approved', 'returned', 'rejected', 'withdrawn', 'suspended',"
            " 'closed') or submission_id is not null",
            name=op.f("ck_registration_documents_when_handed_in"),
        ),
    )


def _create_registration() -> None:
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("access_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registration_type", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("business_category", sa.String(length=64), nullable=False),
        sa.Column("review_unit", sa.String(length=64), nullable=False),
        sa.Column("credit_code", sa.String(length=255), nullable=False),
        sa.Column("unit_name", sa.String(length=255), nullable=False),
        sa.Column("pooling_area", sa.String(length=255), nullable=False),
        sa.Column("relation", sa.String(length=10), nullable=False),
        sa.Column("username", sa.String(length=255), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("id_number", sa.String(length=255), nullable=False),
        sa.Column("mobile", sa.String(length=255), nullable=False),
        sa.Column("override", sa.Text(), nullable=False),
        sa.Column("snapshot_hash", sa.String(length=64), nullable=True),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("earlier_id", sa.Integer(), nullable=True),
        *_registration_checks(),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_registration_account_id_account")),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["registration.id"], name=op.f("fk_registration_earlier_id_registration")
        ),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_registration_employer_id_employer")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_registration_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("reference", name=op.f("uq_registration_reference")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_registration_submission_id")),
    )
    op.create_index(op.f("ix_registration_state_changed_at"), "registration", ["state", "changed_at"])
    op.create_index(
        "uq_registration_under_review",
        "registration",
        ["credit_code", "id_number"],
        unique=True,
        sqlite_where=sa.text("state = 'submitted'"),
        postgresql_where=sa.text("state = 'submitted'"),
    )
