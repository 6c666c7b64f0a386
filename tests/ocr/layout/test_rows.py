"""Pieces that stand beside each other are of one row."""

from ocr.layout import squeeze
from ocr.layout.rows import in_rows
from tests.ocr.printed import line


def test_rows_run_from_left_to_right() -> None:
    lines = [line("乙", x=400, y=104), line("甲", x=100, y=100), line("丙", x=100, y=200)]
    rows = in_rows(squeeze(each) for each in lines)
    assert [[piece.text for piece in row] for row in rows] == [["甲", "乙"], ["丙"]]


def test_large_print_stands_on_a_row_of_its_own() -> None:
    rows = in_rows([squeeze(line("承诺书", height=90)), squeeze(line("甲", x=500, y=130))])
    assert len(rows) == 2
