"""The code is found among the lines, read again as a code, by two engines, and never repaired."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.credit_code import judge
from models.findings import CodeReading, TextLine
from ocr.code_on_page import read_code
from ocr.engines import Picture, read_lines
from ocr.reading import Readers
from tests.ocr.printed import StandInReader, askew, line, paper, set_on
from tests.specimens import fonts
from tests.specimens.fonts import Typeface

CODE = "91430602MA4TT0009T"
INVALID = "91430602MA4TT0008T"
OTHER = "91430600MA4L1PCY1D"
FACES = [fonts.UMING, fonts.UKAI, fonts.MICROHEI, fonts.WENKAI, fonts.SONG[1], fonts.HEI[2]]


def printed(text: str, face: Typeface = fonts.MICROHEI, size: int = 36) -> Picture:
    return set_on(set_on(paper(), "统一社会信用代码", size=30), text, y=130, size=size, face=face)


def read(picture: Picture, readers: Readers) -> CodeReading:
    found = read_code(picture, read_lines(readers.first, picture), readers.first, readers.second)
    assert found is not None
    return found


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file.rsplit("/", 1)[-1])
def test_a_printed_code_is_read_exactly(face: Typeface, readers: Readers) -> None:
    found = read(printed(CODE, face), readers)
    assert found.text == CODE
    assert found.confidence > 0.5
    assert len(found.character_scores) == len(CODE)


def test_both_engines_read_a_clear_code_alike(readers: Readers) -> None:
    found = read(printed(OTHER), readers)
    assert (found.text, found.second_text) == (OTHER, OTHER)


def test_an_invalid_code_is_told_as_it_stands(readers: Readers) -> None:
    found = read(printed(INVALID), readers)
    assert found.text == INVALID
    assert not judge(found.text).valid


def test_the_box_lies_around_the_code_alone(readers: Readers) -> None:
    label_and_code = set_on(paper(), f"统一社会信用代码：{CODE}", y=130, size=36)
    found = read(label_and_code, readers)
    assert found.text == CODE
    assert found.box is not None
    x, _, width, _ = found.box
    assert x > 60 + 8 * 36 * 0.9
    assert x + width < 60 + (9 + 10) * 36 + 60


def lines_of(*texts: str) -> list[TextLine]:
    return [line(text, y=100 + 60 * row) for row, text in enumerate(texts)]


def test_of_several_numbers_the_valid_code_is_taken() -> None:
    lines = lines_of("430602000123456789", CODE, "No. 43060219900101001")
    assert read_code(paper(), lines, StandInReader(CODE)) is not None
    found = read_code(paper(), lines, StandInReader(""))
    assert found is not None
    assert (found.text, found.page) == (CODE, 1)


@pytest.mark.parametrize("texts", [(), ("岳阳市示例技术有限公司",), ("电话 07308888888", "邮编 414000"), ("X" * 20,)])
def test_where_nothing_looks_like_a_code_there_is_none(texts: tuple[str, ...]) -> None:
    assert read_code(paper(), lines_of(*texts), StandInReader(CODE)) is None


def test_what_the_second_reading_makes_shorter_is_as_the_line_was_read() -> None:
    found = read_code(paper(), lines_of(CODE), StandInReader(CODE[:-1]))
    assert found is not None
    assert found.text == CODE
    assert found.confidence == pytest.approx(0.99)


def test_the_second_engine_reads_on_its_own() -> None:
    found = read_code(paper(), lines_of(CODE), StandInReader(CODE), StandInReader(OTHER))
    assert found is not None
    assert (found.text, found.second_text) == (CODE, OTHER)
    alone = read_code(paper(), lines_of(CODE), StandInReader(CODE))
    assert alone is not None
    assert alone.second_text == ""


def test_spaces_and_wide_characters_are_no_difference() -> None:
    found = read_code(paper(), lines_of("统一社会信用代码　９１４３０６０２ ＭＡ４ＴＴ ０００９Ｔ"), StandInReader(""))
    assert found is not None
    assert found.text == CODE


def test_a_code_on_a_tilted_line_is_cut_out_level() -> None:
    reader = StandInReader(CODE)
    read_code(paper(1200, 600), [askew(line(f"统一社会信用代码：{CODE}", x=100, y=100, height=40), 8)], reader)
    height, width = reader.crops[0].shape[:2]
    assert height == pytest.approx(40, rel=0.4)
    assert width == pytest.approx(9 * 40, rel=0.2)


def test_a_code_on_a_line_that_took_in_what_is_above_it_is_read_by_itself(readers: Readers) -> None:
    page = set_on(paper(), CODE, x=400, y=150, size=24)
    corners = ((396.0, 42.0), (646.0, 42.0), (646.0, 182.0), (396.0, 182.0))
    taken_in = replace(line(CODE), box=(396, 42, 250, 140), corners=corners)
    found = read_code(page, [taken_in], readers.first, typed=CODE)
    assert found is not None
    assert found.agreement is not None
    assert found.agreement.confidence > 0.9
