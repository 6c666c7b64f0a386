"""The database itself refuses what the life cycles forbid, and any change of the history of steps."""

from __future__ import annotations

from alembic import op

revision = "0502"
down_revision = "0501"
branch_labels = None
depends_on = None

MOVES = {
    "registration": {
        "draft": "attached form_complete",
        "form_complete": "attached draft",
        "attached": "draft form_complete saved",
        "saved": "attached draft form_complete submitted",
        "submitted": "approved rejected returned withdrawn",
        "approved": "closed suspended",
        "returned": "attached draft form_complete submitted",
        "rejected": "submitted",
        "withdrawn": "attached draft form_complete",
        "suspended": "approved closed",
    },
    "title_application": {
        "draft": "pending",
        "pending": "passed rejected returned",
        "passed": "pending public",
        "returned": "pending",
        "public": "expired objected passed",
        "objected": "expired public publicity_failed",
        "expired": "objected passed publicity_failed publicity_passed",
        "publicity_passed": "reported",
        "publicity_failed": "returned",
        "reported": "publicity_passed upper_approved upper_rejected upper_returned",
        "upper_returned": "reported returned",
    },
    "publicity_batch": {
        "draft": "active cancelled",
        "active": "cancelled expired",
        "expired": "result_saved",
    },
    "recommendation": {
        "draft": "reported",
        "reported": "received withdrawn",
        "received": "answered",
    },
}
"""By table: the states that may follow each state, as the life cycles stood when this was written."""
INITIAL = "draft"


def upgrade() -> None:
    """Set the guards."""
    for table, moves in MOVES.items():
        pairs = [f"{before}>{after}" for before, afters in moves.items() for after in afters.split()]
        _set_guard(table, "state_begins", "INSERT", f"NEW.state <> '{INITIAL}'")
        allowed = ", ".join(f"'{pair}'" for pair in pairs)
        condition = f"NEW.state <> OLD.state AND OLD.state || '>' || NEW.state NOT IN ({allowed})"
        _set_guard(table, "state_follows", "UPDATE", condition)
    _set_guard("life_event", "never_changed", "UPDATE", "1 = 1")
    _set_guard("life_event", "never_removed", "DELETE", "1 = 1")


def downgrade() -> None:
    """Take the guards away."""
    for table in MOVES:
        _remove_guard(table, "state_begins")
        _remove_guard(table, "state_follows")
    _remove_guard("life_event", "never_changed")
    _remove_guard("life_event", "never_removed")


def _set_guard(table: str, name: str, event: str, condition: str) -> None:
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


def _remove_guard(table: str, name: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {table}_{name}")
        return
    op.execute(f"DROP TRIGGER {table}_{name} ON {table}")
    op.execute(f"DROP FUNCTION {table}_{name}()")
