"""First tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "account",
    "original",
    "submission",
    "document",
    "event",
    "form_version",
    "intake_problem",
    "page",
    "reading",
    "reading_work",
    "verification",
    "check_result",
    "decision",
)
"""In the order in which they are made, since each names only earlier ones."""


def upgrade() -> None:
    """Make the tables."""
    _create_account()
    _create_original()
    _create_submission()
    _create_document()
    _create_event()
    _create_form_version()
    _create_intake_problem()
    _create_page()
    _create_reading()
    _create_reading_work()
    _create_verification()
    _create_check_result()
    _create_decision()


def downgrade() -> None:
    """Remove the tables, and all that is in them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role in ('reviewer', 'operator', 'administrator')", name=op.f("ck_account_role_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )


def _create_original() -> None:
    op.create_table(
        "original",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_original")),
    )


def _create_submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=255), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("credit_code", sa.String(length=255), nullable=False),
        sa.Column("unit_name", sa.String(length=255), nullable=False),
        sa.Column("pooling_area", sa.String(length=255), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_submission_revision_counts_from_one")),
        sa.ForeignKeyConstraint(["operator_id"], ["account.id"], name=op.f("fk_submission_operator_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("reference", name=op.f("uq_submission_reference")),
    )
    op.create_index("ix_submission_credit_code", "submission", ["credit_code"])
    op.create_index("ix_submission_operator_id", "submission", ["operator_id"])
    op.create_index("ix_submission_pooling_area", "submission", ["pooling_area"])
    op.create_index("ix_submission_unit_name", "submission", ["unit_name"])


def _create_document() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("slot in ('certificate', 'letter')", name=op.f("ck_document_slot_known")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_document_revision_counts_from_one")),
        sa.ForeignKeyConstraint(["sha256"], ["original.sha256"], name=op.f("fk_document_sha256_original")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_document_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("submission_id", "slot", "revision", name=op.f("uq_document_submission_id_slot_revision")),
    )
    op.create_index("ix_document_sha256", "document", ["sha256"])


def _create_event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
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
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_event_account_id_account")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_event_submission_id_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("submission_id", "sequence", name=op.f("uq_event_submission_id_sequence")),
    )
    op.create_index("ix_event_action", "event", ["action"])


def _create_form_version() -> None:
    op.create_table(
        "form_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_form_version_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_version")),
        sa.UniqueConstraint("submission_id", "revision", name=op.f("uq_form_version_submission_id_revision")),
    )


def _create_intake_problem() -> None:
    op.create_table(
        "intake_problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.CheckConstraint("part in ('form', 'certificate', 'letter')", name=op.f("ck_intake_problem_part_known")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_intake_problem_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_problem")),
    )
    op.create_index("ix_intake_problem_submission_id_revision", "intake_problem", ["submission_id", "revision"])


def _create_page() -> None:
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_page_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_page_document_id_number")),
    )


def _create_reading() -> None:
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_reading_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    op.create_index("ix_reading_document_id", "reading", ["document_id"])


def _create_reading_work() -> None:
    op.create_table(
        "reading_work",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=120), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure_code", sa.String(length=64), nullable=True),
        sa.Column("failure_message", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'claimed') = (claimed_by is not null)", name=op.f("ck_reading_work_claimed_by_somebody")
        ),
        sa.CheckConstraint(
            "(state = 'claimed') = (claimed_until is not null)", name=op.f("ck_reading_work_claimed_until_a_moment")
        ),
        sa.CheckConstraint(
            "(state = 'failed') = (failure_code is not null)", name=op.f("ck_reading_work_failed_for_a_reason")
        ),
        sa.CheckConstraint(
            "state in ('pending', 'claimed', 'done', 'failed')", name=op.f("ck_reading_work_state_known")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_reading_work_document_id_document")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_reading_work")),
    )
    op.create_index("ix_reading_work_state_claimed_until", "reading_work", ["state", "claimed_until"])


def _create_verification() -> None:
    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("rules", sa.String(length=40), nullable=False),
        sa.Column("certificate_reading_id", sa.Integer(), nullable=True),
        sa.Column("letter_reading_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("verdict in ('pass', 'review', 'fail')", name=op.f("ck_verification_verdict_known")),
        sa.ForeignKeyConstraint(
            ["certificate_reading_id"], ["reading.id"], name=op.f("fk_verification_certificate_reading_id_reading")
        ),
        sa.ForeignKeyConstraint(
            ["letter_reading_id"], ["reading.id"], name=op.f("fk_verification_letter_reading_id_reading")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_verification_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sa.UniqueConstraint("submission_id", "revision", name=op.f("uq_verification_submission_id_revision")),
    )
    op.create_index("ix_verification_verdict", "verification", ["verdict"])


def _create_check_result() -> None:
    op.create_table(
        "check_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verification_id", sa.Integer(), nullable=False),
        sa.Column("check", sa.String(length=40), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "verdict in ('pass', 'review', 'fail', 'not_checked')", name=op.f("ck_check_result_verdict_known")
        ),
        sa.CheckConstraint("confidence between 0 and 1", name=op.f("ck_check_result_confidence_is_a_share")),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_check_result_verification_id_verification")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_result")),
        sa.UniqueConstraint("verification_id", "check", name=op.f("uq_check_result_verification_id_check")),
    )
    op.create_index("ix_check_result_check_verdict", "check_result", ["check", "verdict"])


def _create_decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("verification_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome = 'approved' or length(trim(opinion)) > 0", name=op.f("ck_decision_reason_given")),
        sa.CheckConstraint("outcome in ('approved', 'returned', 'rejected')", name=op.f("ck_decision_outcome_known")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["account.id"], name=op.f("fk_decision_reviewer_id_account")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_decision_submission_id_submission")
        ),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_decision_verification_id_verification")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("submission_id", "revision", name=op.f("uq_decision_submission_id_revision")),
    )
