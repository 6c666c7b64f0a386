"""Title applications, publicities and recommendations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0501"
down_revision = "0500"
branch_labels = None
depends_on = None

TABLES = (
    "superior_unit",
    "publicity_batch",
    "recommendation",
    "title_application",
    "application_attachment",
    "initial_review",
    "publicity_entry",
    "recommendation_entry",
    "objection",
)
"""In the order in which they are made, since each names only earlier ones."""


def upgrade() -> None:
    """Make the tables."""
    _create_superior_unit()
    _create_publicity_batch()
    _create_recommendation()
    _create_title_application()
    _create_application_attachment()
    _create_initial_review()
    _create_publicity_entry()
    _create_recommendation_entry()
    _create_objection()


def downgrade() -> None:
    """Remove the tables, and all that is in them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_superior_unit() -> None:
    op.create_table(
        "superior_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_superior_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_superior_unit_name")),
    )


def _create_publicity_batch() -> None:
    op.create_table(
        "publicity_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact", sa.String(length=64), nullable=False),
        sa.Column("telephone", sa.String(length=32), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("workdays", sa.Integer(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("end_date_reason", sa.Text(), nullable=True),
        sa.Column("end_date_by", sa.Integer(), nullable=True),
        sa.Column("notice", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("notice_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "state in ('draft', 'active', 'expired', 'result_saved', 'cancelled')",
            name=op.f("ck_publicity_batch_state_known"),
        ),
        sa.CheckConstraint(
            "state in ('draft', 'cancelled') or (length(contact) > 0 and length(telephone) > 0 and "
            "start_date is not null and workdays >= 1 and end_date >= start_date and notice_hash is "
            "not null)",
            name=op.f("ck_publicity_batch_complete_when_shown"),
        ),
        sa.CheckConstraint(
            "(end_date_reason is null) = (end_date_by is null)",
            name=op.f("ck_publicity_batch_last_day_by_hand_has_a_reason"),
        ),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_publicity_batch_employer_id_employer")),
        sa.ForeignKeyConstraint(["end_date_by"], ["account.id"], name=op.f("fk_publicity_batch_end_date_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity_batch")),
        sa.UniqueConstraint("token", name=op.f("uq_publicity_batch_token")),
    )
    op.create_index(op.f("ix_publicity_batch_employer_id_state"), "publicity_batch", ["employer_id", "state"])
    op.create_index(op.f("ix_publicity_batch_state_end_date"), "publicity_batch", ["state", "end_date"])


def _create_recommendation() -> None:
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("superior_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("summary", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("summary_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "state = 'draft' or summary_hash is not null", name=op.f("ck_recommendation_frozen_when_reported")
        ),
        sa.CheckConstraint(
            "state in ('draft', 'reported', 'received', 'answered', 'withdrawn')",
            name=op.f("ck_recommendation_state_known"),
        ),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_recommendation_employer_id_employer")),
        sa.ForeignKeyConstraint(
            ["superior_id"], ["superior_unit.id"], name=op.f("fk_recommendation_superior_id_superior_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
    )
    op.create_index(op.f("ix_recommendation_employer_id_year"), "recommendation", ["employer_id", "year"])
    op.create_index(op.f("ix_recommendation_state"), "recommendation", ["state"])


def _create_title_application() -> None:
    op.create_table(
        "title_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("access_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("id_number", sa.String(length=18), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("speciality", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state in ('draft', 'pending', 'passed', 'returned', 'rejected', 'public', 'objected', "
            "'expired', 'publicity_passed', 'publicity_failed', 'reported', 'upper_approved', "
            "'upper_returned', 'upper_rejected')",
            name=op.f("ck_title_application_state_known"),
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_title_application_revision_counts_from_one")),
        sa.CheckConstraint("year between 2000 and 2100", name=op.f("ck_title_application_year_possible")),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_title_application_employer_id_employer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_application")),
        sa.UniqueConstraint(
            "employer_id",
            "year",
            "id_number",
            "series",
            name=op.f("uq_title_application_employer_id_year_id_number_series"),
        ),
    )
    op.create_index(
        op.f("ix_title_application_employer_id_state_year"), "title_application", ["employer_id", "state", "year"]
    )


def _create_application_attachment() -> None:
    op.create_table(
        "application_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["title_application.id"],
            name=op.f("fk_application_attachment_application_id_title_application"),
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["original.sha256"], name=op.f("fk_application_attachment_sha256_original")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_attachment")),
        sa.UniqueConstraint(
            "application_id", "kind", "sha256", name=op.f("uq_application_attachment_application_id_kind_sha256")
        ),
    )
    op.create_index(
        op.f("ix_application_attachment_application_id_removed_at"),
        "application_attachment",
        ["application_id", "removed_at"],
    )


def _create_initial_review() -> None:
    op.create_table(
        "initial_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("saw_details", sa.Boolean(), nullable=False),
        sa.Column("saw_attachments", sa.Boolean(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome = 'passed' or length(trim(opinion)) >= 5", name=op.f("ck_initial_review_reason_given")
        ),
        sa.CheckConstraint(
            "outcome in ('passed', 'returned', 'rejected')", name=op.f("ck_initial_review_outcome_known")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["title_application.id"],
            name=op.f("fk_initial_review_application_id_title_application"),
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["account.id"], name=op.f("fk_initial_review_reviewer_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initial_review")),
        sa.UniqueConstraint("application_id", "revision", name=op.f("uq_initial_review_application_id_revision")),
    )


def _create_publicity_entry() -> None:
    op.create_table(
        "publicity_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("result", sa.String(length=10), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.CheckConstraint("result in ('passed', 'failed')", name=op.f("ck_publicity_entry_result_known")),
        sa.CheckConstraint(
            "result is null or result = 'passed' or (length(trim(reason)) > 0 and length(trim(report)) > 0)",
            name=op.f("ck_publicity_entry_failure_explained"),
        ),
        sa.CheckConstraint("result is null or not is_open", name=op.f("ck_publicity_entry_closed_by_its_result")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["title_application.id"],
            name=op.f("fk_publicity_entry_application_id_title_application"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["publicity_batch.id"], name=op.f("fk_publicity_entry_batch_id_publicity_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity_entry")),
        sa.UniqueConstraint("batch_id", "application_id", name=op.f("uq_publicity_entry_batch_id_application_id")),
    )
    op.create_index(
        "uq_publicity_entry_open",
        "publicity_entry",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )


def _create_recommendation_entry() -> None:
    op.create_table(
        "recommendation_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome in ('approved', 'returned', 'rejected')", name=op.f("ck_recommendation_entry_outcome_known")
        ),
        sa.CheckConstraint(
            "outcome is null or outcome = 'approved' or length(trim(opinion)) >= 5",
            name=op.f("ck_recommendation_entry_reason_given"),
        ),
        sa.CheckConstraint("outcome is null or not is_open", name=op.f("ck_recommendation_entry_closed_by_its_answer")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["title_application.id"],
            name=op.f("fk_recommendation_entry_application_id_title_application"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_entry_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_entry")),
        sa.UniqueConstraint(
            "recommendation_id", "application_id", name=op.f("uq_recommendation_entry_recommendation_id_application_id")
        ),
    )
    op.create_index(
        "uq_recommendation_entry_open",
        "recommendation_entry",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )


def _create_objection() -> None:
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("objector", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("resolved_by", sa.Integer(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("outcome in ('dismissed', 'upheld')", name=op.f("ck_objection_outcome_known")),
        sa.CheckConstraint(
            "(outcome is null and report is null and resolved_by is null and resolved_at is null) or "
            "(outcome is not null and length(trim(report)) > 0 and resolved_by is not null and "
            "resolved_at is not null)",
            name=op.f("ck_objection_resolved_with_a_report"),
        ),
        sa.CheckConstraint("length(trim(content)) > 0", name=op.f("ck_objection_content_given")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["publicity_entry.id"], name=op.f("fk_objection_entry_id_publicity_entry")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_objection_recorded_by_account")),
        sa.ForeignKeyConstraint(["resolved_by"], ["account.id"], name=op.f("fk_objection_resolved_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index(op.f("ix_objection_entry_id"), "objection", ["entry_id"])
