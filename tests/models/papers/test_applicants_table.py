"""The applicants' table: the template is read as it was given out, and no row stops the others."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from models.application_form import LABELS
from models.papers.applicants_table import MOST_ROWS, TableTooLarge, TableUnreadable, read_table, template
from models.papers.sheets import cell_text, workbook
from tests.models.steps.applications import TYPED, id_number

TODAY = dt.date(2026, 11, 24)


def filled(*rows: dict[str, Any]) -> bytes:
    """The template with these rows."""
    book = load_workbook(io.BytesIO(template()))
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append([{**TYPED, "id_number": id_number(1), **row}[name] for name in LABELS])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_template_has_all_fields_and_no_rows() -> None:
    assert read_table(template(), TODAY) == ()


def test_a_right_row_is_read_and_numbered_as_in_the_sheet() -> None:
    (row,) = read_table(filled({}), TODAY)
    assert row.is_right
    assert (row.number, row.typed.name, row.typed.id_number) == (3, TYPED["name"], id_number(1))


def test_each_row_has_its_own_problems_and_the_others_are_read() -> None:
    rows = read_table(filled({}, {"id_number": "1", "level": "高级"}, {"id_number": id_number(2)}), TODAY)
    assert [row.is_right for row in rows] == [True, False, True]
    assert len(rows[1].problems) == 2


def test_a_person_who_stands_twice_is_told() -> None:
    first, second, third = read_table(filled({}, {}, {"series": "经济"}), TODAY)
    assert first.is_right
    assert second.problems == ("表中已有该申报人同一年度、同一系列的行。请删除重复的行。",)
    assert third.is_right


def test_numbers_and_blank_rows_are_taken_as_people_leave_them() -> None:
    book = load_workbook(io.BytesIO(filled({"year": 2026, "mobile": 13700137000})))
    sheet = book.worksheets[0]
    sheet.append([])
    sheet.append([{**TYPED, "id_number": id_number(2)}[name] for name in LABELS])
    buffer = io.BytesIO()
    book.save(buffer)
    assert [(row.number, row.is_right) for row in read_table(buffer.getvalue(), TODAY)] == [(3, True), (5, True)]


def test_columns_may_stand_in_another_order() -> None:
    heads = list(reversed(LABELS))
    row = [{**TYPED, "id_number": id_number(1)}[name] for name in heads]
    content = workbook("申报人", [LABELS[name] for name in heads], [row])
    assert [found.is_right for found in read_table(content, TODAY)] == [True]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04broken", "姓名,身份证号码".encode()])
def test_anything_else_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(TableUnreadable):
        read_table(content, TODAY)


def test_another_table_is_refused_in_words() -> None:
    buffer = io.BytesIO()
    Workbook().save(buffer)
    with pytest.raises(TableUnreadable):
        read_table(buffer.getvalue(), TODAY)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(TableTooLarge):
        read_table(filled(*({"id_number": str(number)} for number in range(MOST_ROWS + 1))), TODAY)


def test_a_file_that_unpacks_to_too_much_is_refused_unread() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (101 * 1024 * 1024))
    with pytest.raises(TableTooLarge):
        read_table(buffer.getvalue(), TODAY)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(text: str) -> None:
    content = workbook("表", ["列"], [[text]])
    value = load_workbook(io.BytesIO(content)).worksheets[0]["A2"]
    assert (value.value, value.data_type) == (f"'{text}", "s")
    assert cell_text("岳阳") == "岳阳"


def test_a_table_whose_parts_cannot_be_unpacked_is_refused_by_name() -> None:
    content = bytearray(template())
    at = content.index(b"docProps/core.xml") + len(b"docProps/core.xml")
    content[at : at + 60] = b"\xff" * 60
    with pytest.raises(TableUnreadable):
        read_table(bytes(content), TODAY)
