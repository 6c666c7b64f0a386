"""Guards in the database: triggers that refuse what the rules forbid, on SQLite and on PostgreSQL."""

from __future__ import annotations

from alembic import op


def set_guard(table: str, name: str, event: str, condition: str) -> None:
    """Refuse every `event` (INSERT, UPDATE or DELETE) on the table for which `condition` on OLD and NEW holds."""
    message = f"{table} {name}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    kept = "OLD" if event == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {condition} THEN RAISE integrity_constraint_violation USING MESSAGE = '{message}'; END IF;"
        f" RETURN {kept}; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_{name}()"
    )


def remove_guard(table: str, name: str) -> None:
    """Take the guard away."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {table}_{name}")
        return
    op.execute(f"DROP TRIGGER {table}_{name} ON {table}")
    op.execute(f"DROP FUNCTION {table}_{name}()")


def keep_history(table: str) -> None:
    """Let rows be added to the table, and none be changed or removed."""
    set_guard(table, "never_changed", "UPDATE", "1 = 1")
    set_guard(table, "never_removed", "DELETE", "1 = 1")


def let_history_go(table: str) -> None:
    """Take back `keep_history`."""
    remove_guard(table, "never_changed")
    remove_guard(table, "never_removed")
