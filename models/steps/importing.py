"""Taking in an applicants' table (申报人导入): what is right is entered, and every row is reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.audit import Actor
from models.employers import Employer
from models.papers.applicants_table import TableRow
from models.steps.applying import ApplicationExists, enter


@dataclass(frozen=True)
class RowReport:
    """What became of one row."""

    number: int
    name: str
    problems: tuple[str, ...] = ()
    code: str = ""
    """The access code for the applicant, shown this once; empty where the row was not entered."""

    @property
    def entered(self) -> bool:
        """Whether there is an application now."""
        return not self.problems


def import_rows(session: Session, employer: Employer, rows: Sequence[TableRow], actor: Actor) -> tuple[RowReport, ...]:
    """Enter every right row as a draft; the others, and those that are there already, are told."""
    return tuple(_import_one(session, employer, row, actor) for row in rows)


def _import_one(session: Session, employer: Employer, row: TableRow, actor: Actor) -> RowReport:
    if not row.is_right:
        return RowReport(row.number, row.typed.name, row.problems)
    try:
        _, code = enter(session, employer, row.typed, actor)
    except ApplicationExists as error:
        return RowReport(row.number, row.typed.name, (error.chinese,))
    return RowReport(row.number, row.typed.name, code=code)
