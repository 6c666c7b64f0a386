"""What Alembic runs for every migration: the connection is the caller's, and so is the transaction."""

from __future__ import annotations

from alembic import context

from models.migrations.tables import all_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=all_tables(),
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
