"""A page that lies a little askew is read as if it lay level."""

from __future__ import annotations

import math

import pytest

from ocr.layout.levelling import levelled, page_tilt
from tests.ocr.printed import askew, line

PAGE = [line("岳阳市示例技术有限公司", y=100 + 60 * row) for row in range(5)]


@pytest.mark.parametrize("degrees", [0.0, 1.5, -3.0, 5.0])
def test_the_tilt_is_that_of_most_of_the_text(degrees: float) -> None:
    lines = [askew(printed, degrees) for printed in PAGE]
    assert math.degrees(page_tilt(lines)) == pytest.approx(degrees, abs=0.1)
    assert math.degrees(page_tilt([*lines, askew(line("仅供注册职称评审"), 30)])) == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("degrees", [0.0, 1.5, -3.0])
def test_boxes_become_as_high_and_wide_as_their_lines(degrees: float) -> None:
    for printed, (_, level) in zip(PAGE, levelled([askew(printed, degrees) for printed in PAGE]), strict=True):
        assert level[2:] == pytest.approx(printed.box[2:], abs=1)


def test_lines_of_one_row_level_out_to_one_height() -> None:
    left, right = (askew(printed, 3) for printed in (line("单位名称", x=100), line("岳阳市示例技术有限公司", x=1000)))
    assert right.box[1] > left.box[1] + 30
    (_, first), (_, second) = levelled([left, right])
    assert first[1] == pytest.approx(second[1], abs=1)


def test_what_runs_across_the_page_is_left_out() -> None:
    watermark = askew(line("仅供注册职称评审系统账号使用"), 30)
    assert [kept for kept, _ in levelled([*PAGE, watermark])] == PAGE


def test_single_characters_tell_no_direction_and_are_kept() -> None:
    single = askew(line("章"), 20)
    assert page_tilt([single]) == 0
    assert [kept for kept, _ in levelled([*PAGE, single])] == [*PAGE, single]
