"""A page of a list that is ordered by number."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webqueue.api.shapes.employers import NumberedList

Row = TypeVar("Row", bound=Any)


def numbered_page(
    session: Session, rows: Select[tuple[Row]], number: InstrumentedAttribute[int], query: NumberedList
) -> tuple[list[Row], int | None]:
    """The rows of the page, newest first, and from where the next one goes on."""
    if query.before is not None:
        rows = rows.where(number < query.before)
    found = list(session.scalars(rows.order_by(number.desc()).limit(query.limit + 1)))
    shown = found[: query.limit]
    return shown, shown[-1].id if len(found) > query.limit else None
