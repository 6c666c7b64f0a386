"""Excel sheets: safe to open, whatever stands in their cells."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {"名称": 40, "号码": 24, "摘要": 48, "单位": 32}


def cell_text(value: object) -> str:
    """`value` as text that no program takes for a formula."""
    text = "".join(
        letter for letter in str(value if value is not None else "") if letter.isprintable() or letter == "\n"
    )
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], above: Sequence[str] = ()) -> bytes:
    """An .xlsx with one sheet: lines of text above, a row of headings, and the rows; all cells are text."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise LookupError("a new workbook has a sheet")
    sheet.title = title[:31]
    for line in above:
        sheet.append([cell_text(line)])
    sheet.append([cell_text(head) for head in heads])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = f"A{sheet.max_row + 1}"
    for row in rows:
        sheet.append([cell_text(value) for value in row])
    for column, head in enumerate(heads, start=1):
        width = next((width for word, width in _WIDTHS.items() if word in head), 16)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        for cell in cells:
            cell.number_format = "@"
            cell.alignment = Alignment(vertical="top", wrap_text=number > len(above))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
