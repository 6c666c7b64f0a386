"""Printed papers: they say what is kept, can be read as text, and carry the hash of their content."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
from openpyxl import load_workbook

from models.papers.printing import notice, summary
from models.papers.summary_table import summary_table

SHA256 = "ab" * 32
PERSON = {"name": "王小明", "year": 2026, "series": "工程技术", "speciality": "机械<工程>&", "level": "中级"}
NOTICE: dict[str, Any] = {
    "unit": "岳阳市示例技术有限公司",
    "contact": "李四",
    "telephone": "0730-8880000",
    "start": "2026-09-24",
    "end": "2026-10-08",
    "workdays": 5,
    "people": [PERSON] * 60,
}
SUMMARY: dict[str, Any] = {
    "unit": "岳阳市示例技术有限公司",
    "credit_code": "91430602MA4TT0009T",
    "year": 2026,
    "superior": "岳阳市职称改革办公室",
    "people": [PERSON],
}


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))


def test_the_notice_tells_who_until_when_and_where_to_object() -> None:
    text = text_of(notice(NOTICE, SHA256)).replace("\r\n", "")
    for part in ("公示", "2026-10-08", "5个工作日", "李四", "0730-8880000", "王小明", "机械<工程>&", "中级"):
        assert part in text
    assert SHA256 in text
    assert text.count("王小明") == 60


def test_the_summary_tells_who_goes_where() -> None:
    text = text_of(summary(SUMMARY, SHA256)).replace("\r\n", "")
    for part in ("汇总表", "91430602MA4TT0009T", "岳阳市职称改革办公室", "王小明", SHA256):
        assert part in text


def test_the_summary_is_a_table_too() -> None:
    sheet = load_workbook(io.BytesIO(summary_table(SUMMARY, SHA256))).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "王小明" in cells
    assert f"内容校验：{SHA256}" in cells
