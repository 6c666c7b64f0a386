"""How the database goes about each statement: none may walk through a whole large table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

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
FEW_PAGES = 10
"""An index costs two or three pages at random, each of which PostgreSQL takes for four in a row: a table of no more
pages than that is rightly read from its beginning to its end."""


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


def full_scans(engine: Engine, statements: dict[str, Any], large: Sequence[str] = LARGE) -> list[str]:
    """The statements that walk through a large table, with the line of the plan that says so."""
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    found = []
    with engine.connect() as connection:
        tables = [table for table in large if not _has_few_pages(connection, table)]
        for statement, values in statements.items():
            rows = connection.exec_driver_sql(explain + statement, values).all()
            found += [f"{line.strip()} | {statement[:200]}" for line in map(_line, rows) if _is_scan(line, tables)]
    return found


def _has_few_pages(connection: Connection, table: str) -> bool:
    # SQLite takes an index however small the table is.
    if connection.dialect.name == "sqlite":
        return False
    size = "SELECT pg_relation_size(%s) / current_setting('block_size')::int"
    pages: int = connection.exec_driver_sql(size, (table,)).scalar_one()
    return pages <= FEW_PAGES


def _line(row: Any) -> str:
    return str(row[-1])


def _is_scan(line: str, tables: Sequence[str]) -> bool:
    scan = re.search(r"\bSCAN (\w+)(?!.*USING (?:COVERING )?INDEX)|Seq Scan on (\w+)", line)
    return scan is not None and (scan[1] or scan[2]) in tables
