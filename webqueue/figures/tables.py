"""A filtered list as CSV or Excel, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from models.queue import QueueEntry
from webqueue.moments import local_time
from webqueue.words import CASE_VERDICTS, CHECKS, STATES

HEAD = ("编号", "统一社会信用代码", "单位名称", "统筹区", "状态", "核验结论", "需要查看的项目", "版次", "提交时间")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table_rows(entries: Iterable[QueueEntry], time_zone: str) -> list[tuple[str, ...]]:
    """The list as rows of text, its head first."""
    return [HEAD, *(_row(entry, time_zone) for entry in entries)]


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as CSV in UTF-8, with the mark at the beginning by which spreadsheets know it."""
    written = io.StringIO()
    csv.writer(written).writerows([[harmless(text) for text in row] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def as_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as an Excel workbook; every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("审核队列")
    for row in rows:
        sheet.append([harmless(text) for text in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def harmless(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula."""
    text = "".join(character for character in text if character.isprintable())
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _row(entry: QueueEntry, time_zone: str) -> tuple[str, ...]:
    submission = entry.submission
    return (
        submission.reference,
        submission.credit_code,
        submission.unit_name,
        submission.pooling_area,
        STATES[entry.state],
        CASE_VERDICTS[entry.verdict] if entry.verdict else "",
        "、".join(CHECKS.get(check, check) for check in entry.flagged),  # type: ignore[call-overload]
        str(submission.revision),
        local_time(submission.received_at, time_zone),
    )
