"""Impressions of units' seals with their fingerprints, and those found on two units' submissions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0800"
down_revision = "0700"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; documents that were read before are found once they are read again."""
    op.create_table(
        "seal_impression",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bits", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_seal_impression_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_impression")),
    )
    op.create_index(op.f("ix_seal_impression_document_id"), "seal_impression", ["document_id"])
    op.create_table(
        "impression_word",
        sa.Column("word", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("impression_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["impression_id"], ["seal_impression.id"], name=op.f("fk_impression_word_impression_id_seal_impression")
        ),
        sa.PrimaryKeyConstraint("word", "impression_id", name=op.f("pk_impression_word")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seal_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verification_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=20), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("slot in ('certificate', 'letter')", name=op.f("ck_seal_copy_slot_known")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_seal_copy_document_id_document")),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_seal_copy_verification_id_verification")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_copy")),
    )
    op.create_index(op.f("ix_seal_copy_verification_id"), "seal_copy", ["verification_id"])
    op.create_index(op.f("ix_seal_copy_document_id"), "seal_copy", ["document_id"])


def downgrade() -> None:
    """Remove the tables, and all that is in them."""
    op.drop_table("seal_copy")
    op.drop_table("impression_word")
    op.drop_table("seal_impression")
