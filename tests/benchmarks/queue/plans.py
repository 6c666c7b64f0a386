"""How the database goes about each statement: none may walk through a whole large table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

LARGE = (
    "submission",
    "standing",
    "verification",
    "check_result",
    "decision",
    "event",
    "form_version",
    "hold",
    "flagged_check",
)


@contextmanager
def noted_statements(engine: Engine) -> Iterator[dict[str, Any]]:
    """Every different statement that reads or changes rows while the context lasts, with its values."""
    noted: dict[str, Any] = {}

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if not many and statement.lstrip().upper().startswith(("SELECT", "UPDATE", "WITH", "DELETE")):
            noted.setdefault(statement, values)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(engine, "before_cursor_execute", note)


def full_scans(engine: Engine, statements: dict[str, Any]) -> list[str]:
    """The statements that walk through a large table, with the line of the plan that says so."""
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    found = []
    with engine.connect() as connection:
        for statement, values in statements.items():
            rows = connection.exec_driver_sql(explain + statement, values).all()
            found += [f"{line.strip()} | {statement[:200]}" for line in map(_line, rows) if _is_scan(line)]
    return found


def _line(row: Any) -> str:
    return str(row[-1])


def _is_scan(line: str) -> bool:
    tables = "|".join(LARGE)
    return bool(
        re.search(rf"\bSCAN (?:{tables})\b(?!.*USING (?:COVERING )?INDEX)", line)
        or re.search(rf"Seq Scan on (?:{tables})\b", line)
    )
