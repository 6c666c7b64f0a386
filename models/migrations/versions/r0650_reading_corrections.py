"""What reviewers saw on a page, where the machine read something else; only ever added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrations.guards import remove_guard, set_guard

revision = "0650"
down_revision = "0640"
branch_labels = None
depends_on = None

_REFERENCES = {
    "submission_id": "submission",
    "document_id": "document",
    "reading_id": "reading",
    "corrected_by": "account",
}
# The values themselves are left out: a change of the keys of personal data writes them anew. The fingerprint stays.
_KEPT = ("id", "submission_id", "revision", "document_id", "reading_id", "part", "page", "fingerprint", "corrected_by")
_CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in (*_KEPT, "corrected_at"))
GUARDS = (("never_changed", "UPDATE", _CHANGED), ("never_removed", "DELETE", "1 = 1"))


def upgrade() -> None:
    """Make the table and its guards."""
    op.create_table(
        "reading_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=60), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("box", sa.JSON(), nullable=False),
        sa.Column("old_value", sa.String(length=2048), nullable=False),
        sa.Column("new_value", sa.String(length=2048), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("corrected_by", sa.Integer(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(part) > 0", name=op.f("ck_reading_correction_part_named")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_reading_correction_{column}_{table}"))
            for column, table in _REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_correction")),
    )
    for columns in (["submission_id", "revision"], ["document_id", "part"]):
        op.create_index(f"ix_reading_correction_{'_'.join(columns)}", "reading_correction", columns)
    for guard in GUARDS:
        set_guard("reading_correction", *guard)


def downgrade() -> None:
    """Remove the table, and all that is in it; the events tell of the corrections still."""
    for name, _, _ in GUARDS:
        remove_guard("reading_correction", name)
    op.drop_table("reading_correction")
