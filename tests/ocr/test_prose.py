"""What was typed is found in a letter's sentences, by itself; a label at a line's end is not a blank."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.findings import FieldReading, TextLine
from ocr.borne_out import Typed
from ocr.layout import Layout
from ocr.prose import Prose
from tests.ocr.printed import askew, line

CODE = "91430602MA4TT0009T"
NAME = "岳阳市示例技术有限公司"


def sentence(*rows: str) -> list[TextLine]:
    """Rows of 30 pixels' height, each from the left margin."""
    return [line(row, x=100, y=100 + 60 * number) for number, row in enumerate(rows)]


def filled(before: str, value: str, behind: str, y: int = 100) -> list[TextLine]:
    """Print with a value written into a gap of it, up to the page's right edge."""
    first = line(before, x=100, y=y)
    second = line(value, x=first.box[0] + first.box[2] + 40, y=y)
    third = line(behind, x=second.box[0] + second.box[2] + 40, y=y)
    return [first, second, third] if value else [first, third]


@pytest.mark.parametrize(
    "lines",
    [
        sentence(f"本单位{NAME}（统一社会信用代码：{CODE}）现授权张三办理。"),
        filled("本单位", NAME, "现授权本单位工作人员"),
        sentence("特此承诺。", f"承诺单位：{NAME}"),
        sentence(f"我单位（{NAME}）"),
    ],
    ids=["in a sentence", "in a gap", "behind a colon", "in brackets"],
)
def test_a_name_without_a_label_is_found_where_it_stands_by_itself(lines: list[TextLine]) -> None:
    found = Prose(lines).where(Typed(NAME))
    assert found is not None
    assert found.text == NAME


@pytest.mark.parametrize("text", [f"{NAME}岳阳分公司", f"湖南{NAME}", "长沙市样品贸易行"])
def test_a_part_of_another_name_is_none(text: str) -> None:
    assert Prose(sentence(f"本单位{text}现授权张三办理")).where(Typed(NAME)) is None


def test_a_name_goes_on_where_the_line_is_full() -> None:
    rows = ["特此承诺特此承诺特此承诺本单位" + NAME, "第一分公司现授权张三办理"]
    assert Prose(sentence(*rows)).where(Typed(NAME)) is None


def test_a_value_over_two_lines_has_a_place_on_each() -> None:
    rows = ["特此承诺特此承诺特此承诺信用代码：" + CODE[:8], CODE[8:] + "现授权张三办理"]
    found = Prose(sentence(*rows)).where(Typed(CODE))
    assert found is not None
    assert (found.text, len(found.quads)) == (CODE, 2)


def test_a_misread_value_is_found_too_and_stays_as_it_was_read() -> None:
    misread = NAME.replace("技", "枝")
    found = Prose(filled("本单位", misread, "现授权")).where(Typed(NAME))
    assert found is not None
    assert found.text == misread


def code_beside_its_label(lines: list[TextLine]) -> FieldReading:
    value = Layout(lines, ["统一社会信用代码", "经办人"]).value_of("统一社会信用代码")
    assert value is not None
    return value


def wrapped(following: str) -> list[TextLine]:
    """A label at the end of a full line, and what the next one says."""
    first = line("本单位岳阳市示例技术有限公司的", x=100, y=100)
    label = line("统一社会信用代码：", x=first.box[0] + first.box[2] + 10, y=100)
    return [first, label, line(following, x=100, y=160)]


def test_a_value_stands_at_the_beginning_of_the_next_line() -> None:
    lines = wrapped(f"{CODE}，现授权本单位工作人员张三办理")
    blank = code_beside_its_label(lines)
    assert blank.text == ""
    found = Prose(lines).right_behind(blank, Typed(CODE))
    assert found is not None
    assert found.text == CODE


def test_a_page_may_be_askew() -> None:
    lines = [askew(each, 8) for each in wrapped(f"{CODE}，现授权本单位工作人员张三办理")]
    found = Prose(lines).right_behind(code_beside_its_label(lines), Typed(CODE))
    assert found is not None
    assert found.text == CODE


def test_what_stands_further_on_is_not_right_behind_the_label() -> None:
    lines = wrapped(f"现授权本单位工作人员张三办理，{CODE}")
    assert Prose(lines).right_behind(code_beside_its_label(lines), Typed(CODE)) is None


def test_a_name_behind_another_one_is_not_the_labels() -> None:
    lines = [line("经办人：李四", x=100, y=100), line("张三", x=300, y=100)]
    other = Layout(lines, ["经办人"]).value_of("经办人")
    assert other is not None
    assert Prose(lines).right_behind(other, Typed("张三")) is None


@pytest.mark.parametrize(("name", "found"), [("张三", "张三"), ("张三丰", None)])
def test_a_name_may_stand_before_its_label_where_a_bracket_follows_that(name: str, found: str | None) -> None:
    lines = sentence(f"特此承诺特此承诺现指定{name}为网上业务", "经办人（身份证号码：430602199001010013）")
    bracket = FieldReading("", 0.0, (190, 160, 15, 30), 1, (line("（", x=190, y=160).corners,))
    before = Prose(lines).right_before(bracket, Typed("张三"))

    assert (before and before.text) == found


@pytest.mark.parametrize(("following", "goes_on"), [("9L43OO602NA", True), ("），现授权本单位工作人员", False)])
def test_a_label_at_a_full_lines_end_is_blank_only_if_the_next_begins_otherwise(following: str, goes_on: bool) -> None:
    lines = wrapped(following)
    assert Prose(lines).goes_on_below(code_beside_its_label(lines)) is goes_on


def test_a_label_in_a_bracket_that_stays_open_is_no_blank() -> None:
    lines = [
        line("本单位（", x=100, y=100),
        line("统一社会信用代码：", x=230, y=100),
        line(f"{CODE}）现授权本单位工作人员张三办理各项事务", x=100, y=160),
    ]
    assert Prose(lines).goes_on_below(code_beside_its_label(lines))
    assert Prose(lines).goes_on_below(replace(code_beside_its_label(lines), quads=(line("甲", x=480, y=100).corners,)))


def test_a_label_with_room_beside_it_is_blank() -> None:
    lines = [line("统一社会信用代码：", x=100, y=100), line("现授权本单位工作人员张三办理各项事务", x=100, y=160)]
    assert not Prose(lines).goes_on_below(code_beside_its_label(lines))


def test_an_empty_page_says_nothing() -> None:
    prose = Prose([])
    assert prose.where(Typed(NAME)) is None
    assert prose.right_behind(FieldReading("", 1.0, (1, 1, 1, 1), 1, (line("甲").corners,)), Typed(NAME)) is None
