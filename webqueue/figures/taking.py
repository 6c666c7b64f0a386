"""A filtered list taken along, on record: the same for a page's button and for a program."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Session

from models.histories import record_step
from models.queue import QueueFilter, list_cases
from webqueue.entrance.signed_in import current_account, current_actor
from webqueue.figures.tables import as_csv, as_workbook, table_rows
from webqueue.review.filters import filter_arguments
from webqueue.services import services

MOST_ROWS = 20_000


class ListKind(StrEnum):
    """What a list can be written as."""

    CSV = "csv"
    EXCEL = "xlsx"


MIME_TYPES = {
    ListKind.CSV: "text/csv",
    ListKind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WRITERS = {ListKind.CSV: as_csv, ListKind.EXCEL: as_workbook}


def take_along(session: Session, wanted: QueueFilter, kind: ListKind) -> bytes:
    """The list as a file of up to MOST_ROWS rows; who took how many rows of it is kept on record."""
    entries = list_cases(session, wanted, limit=MOST_ROWS)
    details = {"rows": len(entries), "filter": sorted(filter_arguments(wanted))}
    record_step(session, "list", current_account().id, current_actor(), ("take_list", "", ""), details)
    return _WRITERS[kind](table_rows(entries, services().settings.time_zone))
