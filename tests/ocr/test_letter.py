"""What was filled into a letter, by machine or by hand; a blank is told from what could not be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import FieldReading, TextLine
from ocr.engines import Picture
from ocr.letter import LABELS, parse_date, read_letter
from tests.ocr.printed import StandInReader, line, paper, row_of_boxes, set_on

VALUES = {
    "unit_name": "岳阳市示例技术有限公司",
    "credit_code": "91430602MA4TT0009T",
    "operator_name": "张三",
    "id_number": "430602199001010013",
    "mobile": "13800138000",
}
CHINESE_DIGITS = "〇一二三四五六七八九"


def letter(label: int = 0, changes: Mapping[str, str] | None = None) -> list[TextLine]:
    """The lines of a letter with each field beside one of its labels; an empty value leaves its place blank."""
    lines = []
    for row, (name, value) in enumerate({**VALUES, **(changes or {})}.items()):
        labels = LABELS[name]
        lines.append(line(labels[min(label, len(labels) - 1)] + "：", x=100, y=100 + 70 * row))
        if value:
            lines.append(line(value, x=460, y=100 + 70 * row))
    return lines


def read(
    lines: list[TextLine], picture: Picture | None = None, reader: StandInReader | None = None
) -> dict[str, FieldReading]:
    return read_letter(paper(1200, 1600) if picture is None else picture, lines, reader or StandInReader(""))


@pytest.mark.parametrize("label", range(4))
def test_every_field_is_read_beside_any_of_its_labels(label: int) -> None:
    found = read(letter(label))
    assert {name: found[name].text for name in VALUES} == VALUES
    assert all(found[name].confidence == pytest.approx(0.99) for name in VALUES)


def test_a_field_whose_label_is_not_there_is_left_out() -> None:
    lines = [printed for printed in letter() if not printed.text.startswith(LABELS["mobile"][0])]
    assert "mobile" not in read([printed for printed in lines if printed.text != VALUES["mobile"]])


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("filling", ["", "______", "……", "（盖章）"])
def test_a_place_that_was_left_blank_is_surely_empty(name: str, filling: str) -> None:
    found = read(letter(changes={name: filling}))[name]
    assert (found.text, found.confidence) == ("", 1.0)


def test_a_rule_to_write_on_is_no_writing() -> None:
    picture = paper(1200, 1600)
    picture[128:131, 300:1000] = 0
    lines = [line("单位名称：______________", x=100, y=100), *letter()[2:]]
    assert read(lines, picture)["unit_name"].text == ""


def test_writing_that_was_taken_for_a_rule_is_read_again() -> None:
    picture = set_on(paper(1200, 1600), "岳阳示例厂", x=280, y=98, size=30)
    lines = [line("单位名称：", x=100, y=100), line("——————", x=280, y=100), *letter()[2:]]
    again = read(lines, picture, StandInReader("岳阳示例厂", score=0.7))["unit_name"]
    assert again.text == "岳阳示例厂"
    assert again.confidence == pytest.approx(0.7)
    unread = read(lines, picture, StandInReader(""))["unit_name"]
    assert (unread.text, unread.confidence) == ("", 0.0)


@pytest.mark.parametrize(("written", "confidence"), [("", 1.0), ("91430602MA4TT0009T", 0.0)])
def test_boxes_that_nobody_could_read_are_blank_only_where_they_hold_no_ink(written: str, confidence: float) -> None:
    picture, boxes = paper(1200, 1600), row_of_boxes(written, paper=255)
    picture[152 : 152 + boxes.shape[0], 380 : 380 + boxes.shape[1]] = boxes
    found = read(letter(changes={"credit_code": ""}), picture)["credit_code"]
    assert (found.text, found.confidence) == ("", confidence)


def test_a_remark_behind_the_label_is_no_part_of_the_name() -> None:
    lines = [line("单位名称（全称）：", x=100, y=100), line(VALUES["unit_name"], x=460, y=100), *letter()[2:]]
    assert read(lines)["unit_name"].text == VALUES["unit_name"]


@pytest.mark.parametrize(
    "lines",
    [
        [line("2026年11月8日", x=600, y=900)],
        [line("承诺日期：2026年11月08日", x=500, y=900)],
        [line("2026", x=500, y=900), line("年", x=600, y=900), line("11月8日", x=660, y=900)],
        [line("二〇二六年十一月八日", x=600, y=900)],
        [line("2026/11/08", x=600, y=900)],
        [line("2025年1月1日起施行", x=100, y=500), line("2026.11.8", x=600, y=900)],
    ],
    ids=["printed", "beside its label", "in pieces", "Chinese numerals", "slashes", "the lowest of two"],
)
def test_the_letters_date_is_the_lowest_on_the_page(lines: list[TextLine]) -> None:
    assert read([*letter(), *lines])["date"].text == "2026-11-08"


@pytest.mark.parametrize("frame", ["年　　月　　日", "____年__月__日", "日期：　　年　月　日"])
def test_a_date_of_which_only_the_frame_is_printed_is_blank(frame: str) -> None:
    found = read([*letter(), line(frame, x=600, y=900)])["date"]
    assert (found.text, found.confidence) == ("", 1.0)


def test_a_letter_of_no_lines_has_no_fields() -> None:
    assert read([]) == {}


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(["{0}年{1}月{2}日", "{0}.{1:02}.{2:02}"]))
def test_a_date_in_digits_is_read_as_written(day: dt.date, form: str) -> None:
    assert parse_date(form.format(day.year, day.month, day.day)) == (day.year, day.month, day.day)
    spread = " ".join(form.format(day.year, day.month, day.day))
    assert parse_date(spread) == (day.year, day.month, day.day)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_a_date_in_chinese_numerals_is_read_as_written(day: dt.date) -> None:
    year = "".join(CHINESE_DIGITS[int(digit)] for digit in str(day.year))
    assert parse_date(f"{year}年{numeral(day.month)}月{numeral(day.day)}日") == (day.year, day.month, day.day)


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, f"{CHINESE_DIGITS[tens]}十")
    return ten + (CHINESE_DIGITS[ones] if ones else "")


@pytest.mark.parametrize("text", ["26年10月5日", "026年10月5日", "226年10月05日"])
def test_a_year_of_which_a_digit_was_lost_is_of_this_century(text: str) -> None:
    assert parse_date(text) == (2026, 10, 5)


@pytest.mark.parametrize(("text", "day"), [("2026年71月29日", (2026, 11, 29)), ("2026年7月71日", (2026, 7, 11))])
def test_a_one_with_a_flag_is_no_seven_where_none_can_be(text: str, day: tuple[int, int, int]) -> None:
    assert parse_date(text) == day


def test_a_date_whose_digits_run_together_has_its_month_and_day() -> None:
    assert parse_date("2026年0926日") == (2026, 9, 26)


@pytest.mark.parametrize(
    "text", ["", "年月日", "2026年926日", "13800138000", "430602199001010013", "12026年11月8日", "1998年1月1日"]
)
def test_what_is_no_date_of_this_century_is_none(text: str) -> None:
    assert parse_date(text) is None
