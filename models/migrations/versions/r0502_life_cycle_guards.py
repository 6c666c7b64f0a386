"""The database itself refuses what the life cycles forbid, and any change of the history of steps."""

from __future__ import annotations

from models.migrations.guards import keep_history, let_history_go, remove_guard, set_guard

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
        set_guard(table, "state_begins", "INSERT", f"NEW.state <> '{INITIAL}'")
        allowed = ", ".join(f"'{pair}'" for pair in pairs)
        condition = f"NEW.state <> OLD.state AND OLD.state || '>' || NEW.state NOT IN ({allowed})"
        set_guard(table, "state_follows", "UPDATE", condition)
    keep_history("life_event")


def downgrade() -> None:
    """Take the guards away."""
    for table in MOVES:
        remove_guard(table, "state_begins")
        remove_guard(table, "state_follows")
    let_history_go("life_event")
