"""Names of units as they are compared, so that earlier submissions of one name are found however each was typed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.names import normalise_name

revision = "0950"
down_revision = "0940"
branch_labels = None
depends_on = None

LONGEST_NAME = 255
AT_ONCE = 1000
"""Rows that are held in memory."""


def upgrade() -> None:
    """Level the names that are there, and index them."""
    empty = sa.Column("plain_name", sa.String(length=LONGEST_NAME), nullable=False, server_default="")
    op.add_column("submission", empty)
    _level_names()
    op.create_index(op.f("ix_submission_plain_name"), "submission", ["plain_name"])


def downgrade() -> None:
    """Compare by code, file and seal alone again."""
    op.drop_index(op.f("ix_submission_plain_name"), "submission")
    op.drop_column("submission", "plain_name")


def _level_names() -> None:
    rows = sa.table("submission", sa.column("id"), sa.column("unit_name"), sa.column("plain_name"))
    identity = rows.c.id
    level = rows.update().where(identity == sa.bindparam("submission")).values(plain_name=sa.bindparam("plain"))
    some = sa.select(identity, rows.c.unit_name).order_by(identity).limit(AT_ONCE)
    last = 0
    while found := op.get_bind().execute(some.where(identity > last)).all():
        plain = [{"submission": number, "plain": normalise_name(name)[:LONGEST_NAME]} for number, name in found]
        op.get_bind().execute(level, plain)
        last = found[-1].id
