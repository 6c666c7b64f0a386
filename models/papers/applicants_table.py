"""The applicants' table (申报人导入表): a template to fill in, and reading it row by row.

No row stops the others: each is right, or has its problems named by field, or stands twice.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from openpyxl import load_workbook

from models.application_form import LABELS, LEVELS, TypedApplication, application_problems, typed_application
from models.errors import DocumentError
from models.papers.sheets import workbook

MOST_ROWS = 1000
"""Applicants in one table."""
LARGEST_TABLE = 5 * 1024 * 1024
"""Bytes of the file."""
_LARGEST_UNPACKED = 100 * 1024 * 1024
"""Bytes of what is inside; a table of 1,000 rows has less than one hundredth."""
_NOTE = f"请逐行填写，不要改动表头。申报级别：{'、'.join(LEVELS)}。年度为四位数字。"


class TableUnreadable(DocumentError):
    """The file is no such table."""

    code: ClassVar[str] = "TABLE_UNREADABLE"
    message_zh = "该文件不是有效的申报人导入表。请下载模板，按表头填写后上传.xlsx文件。"
    message_en = "This file is not the applicants' table. Download the template, fill it in, and upload the .xlsx file."


class TableTooLarge(DocumentError):
    """The table has more than is taken at once."""

    code: ClassVar[str] = "TABLE_TOO_LARGE"
    message_zh = "导入表超过1000行或5MB。请分成几个文件分别导入。"
    message_en = "The table has more than 1,000 rows or 5 MB. Divide it and import the parts."


@dataclass(frozen=True)
class TableRow:
    """One row as it was read."""

    number: int
    """Of the row in the sheet, as the person sees it."""
    typed: TypedApplication
    problems: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether it can be taken in."""
        return not self.problems


def template() -> bytes:
    """The empty table, as .xlsx."""
    return workbook("申报人", list(LABELS.values()), [], above=[_NOTE])


def read_table(content: bytes, today: dt.date) -> tuple[TableRow, ...]:
    """The rows of a filled-in table, each with what is wrong with it. Raises TableUnreadable or TableTooLarge."""
    rows, seen = [], set()
    for number, values in _rows(content):
        typed = typed_application(values)
        problems = list(application_problems(typed, today).values())
        key = (typed.id_number, typed.year, typed.series)
        if key in seen and not problems:
            problems.append("表中已有该申报人同一年度、同一系列的行。请删除重复的行。")
        seen.add(key)
        rows.append(TableRow(number, typed, tuple(problems)))
    return tuple(rows)


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, object]]]:
    if len(content) > LARGEST_TABLE or _unpacked(content) > _LARGEST_UNPACKED:
        raise TableTooLarge
    lines = _lines(content)
    head = next((place for place, line in enumerate(lines) if _is_head(line)), None)
    if head is None:
        raise TableUnreadable
    columns = {str(name).strip(): place for place, name in enumerate(lines[head]) if name is not None}
    filled = 0
    for number, line in enumerate(lines[head + 1 :], start=head + 2):
        if not any(value not in (None, "") for value in line):
            continue
        filled += 1
        if filled > MOST_ROWS:
            raise TableTooLarge
        yield (
            number,
            {name: line[columns[label]] if columns[label] < len(line) else "" for name, label in LABELS.items()},
        )


def _lines(content: bytes) -> list[tuple[object, ...]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines: list[tuple[object, ...]] = [
            tuple(row) for row in sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 20)
        ]
        book.close()
    except Exception as error:
        # A broken archive raises whatever the readers of its parts raise.
        raise TableUnreadable from error
    return lines


def _is_head(line: tuple[object, ...]) -> bool:
    return set(LABELS.values()) <= {str(value).strip() for value in line if value is not None}


def _unpacked(content: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except Exception as error:
        raise TableUnreadable from error
