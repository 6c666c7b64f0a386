"""Print under a watermark, drawn."""

from dataclasses import replace

import numpy as np

from ocr.dark_ink import black_print, lines_in_other_inks, without_pale_ink
from ocr.engines import read_lines
from ocr.engines.reader import Reader
from tests.ocr.printed import line


def test_pale_ink_goes_and_dark_print_stays() -> None:
    picture = np.full((100, 300, 3), 235, np.uint8)
    picture[20:80, 40:60] = 150
    picture[20:80, 140:160] = 30

    seen = without_pale_ink(picture)

    assert seen[50, 50].min() > 200
    assert seen[50, 150].max() < 60
    assert seen[50, 250].min() > 240


def test_a_blank_page_stays_blank() -> None:
    assert without_pale_ink(np.full((50, 50, 3), 220, np.uint8)).min() == 255


def test_blue_and_grey_ink_go_and_black_print_stays() -> None:
    picture = np.full((100, 400, 3), 235, np.uint8)
    picture[20:80, 40:60] = 150
    picture[20:80, 140:160] = (190, 80, 40)
    picture[20:80, 240:260] = 30

    seen = black_print(picture)

    assert seen[50, 50].min() > 200
    assert seen[50, 150].min() > 200
    assert seen[50, 250].max() < 60


def test_a_line_that_was_hardly_legible_is_given_up_where_other_inks_are_left_out(reader: Reader) -> None:
    blank = np.full((400, 400, 3), 240, np.uint8)
    doubtful, legible = replace(line("限W司"), score=0.2), line("住所", y=200)

    for lines in lines_in_other_inks(blank, [doubtful, legible], reader, 1):
        assert lines == (legible, *read_lines(reader, blank))


def test_pale_ink_goes_on_the_dim_side_of_a_photograph_too() -> None:
    picture = np.full((100, 400, 3), 235, np.uint8)
    for left in (40, 300):
        picture[20:80, left : left + 20] = (190, 80, 40)
        picture[20:80, left + 40 : left + 60] = 30
    light = np.linspace(1, 0.4, 400)[None, :, None]

    seen = black_print((picture * light).astype(np.uint8))

    for left in (40, 300):
        assert seen[50, left + 10].min() > 200
        assert seen[50, left + 50].max() < 60
