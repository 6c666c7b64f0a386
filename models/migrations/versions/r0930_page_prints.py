"""Fingerprints of the pages of commitment letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0930"
down_revision = "0920"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; letters that were read before are found once they are read again."""
    op.create_table(
        "page_print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bits", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_page_print_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_print")),
    )
    op.create_index(op.f("ix_page_print_document_id"), "page_print", ["document_id"])
    op.create_table(
        "page_word",
        sa.Column("word", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("print_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["print_id"], ["page_print.id"], name=op.f("fk_page_word_print_id_page_print")),
        sa.PrimaryKeyConstraint("word", "print_id", name=op.f("pk_page_word")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove the tables, and all that is in them."""
    op.drop_table("page_word")
    op.drop_table("page_print")
