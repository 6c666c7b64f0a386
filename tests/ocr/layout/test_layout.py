"""Values beside their labels, as forms print them: spread out, glued, on several lines, beneath a seal, askew."""

from __future__ import annotations

import pytest

from models.findings import TextLine
from ocr.layout import Layout
from tests.ocr.printed import askew, line

LABELS = ("名称", "类型", "住所", "法定代表人", "注册资本", "成立日期")
NAME = "岳阳市示例技术有限公司"
ADDRESS = "湖南省岳阳市岳阳楼区示例街道办事处示例路八号示例大厦"


def text_of(lines: list[TextLine], *labels: str, most_lines: int = 1) -> str | None:
    found = Layout(lines, LABELS).value_of(*labels, most_lines=most_lines)
    return None if found is None else found.text


def form(**values: str) -> list[TextLine]:
    """Labels in one column and their values in another, 60 pixels apart."""
    rows = list(values.items())
    return [
        printed
        for row, (label, value) in enumerate(rows)
        for printed in (line(label, x=100, y=100 + 60 * row), line(value, x=300, y=100 + 60 * row))
        if printed.text
    ]


def placed(*pieces: tuple[str, int, int]) -> list[TextLine]:
    """Pieces of text with the x and y of their upper left corners."""
    return [line(text, x=x, y=y) for text, x, y in pieces]


def test_the_value_stands_to_the_right_of_its_label() -> None:
    lines = form(名称=NAME, 类型="有限责任公司", 住所="示例路8号")
    assert text_of(lines, "名称") == NAME
    assert text_of(lines, "类型") == "有限责任公司"


def test_a_label_that_is_not_there_has_no_value() -> None:
    assert text_of(form(名称=NAME), "住所") is None


def test_a_label_beside_which_nothing_stands_has_an_empty_one() -> None:
    assert text_of(form(名称="", 类型="有限责任公司"), "名称") == ""


@pytest.mark.parametrize(
    "lines",
    [
        [line(f"名称：{NAME}")],
        [line(f"名称{NAME}")],
        [line("名　　称"), line(NAME, x=300)],
        [line("名", x=100), line("称", x=190), line(NAME, x=300)],
        [line("名称"), line(f"：{NAME}", x=180)],
        [line("名称（全称）："), line(NAME, x=400)],
        [line("名称"), line("岳阳市示例", x=300), line("技术有限公司", x=470)],
        [askew(printed, 5) for printed in (line("名称"), line(NAME, x=420), line(ADDRESS, y=300))],
    ],
    ids=["colon", "glued", "spread", "in two boxes", "colon with the value", "remark", "value in two boxes", "askew"],
)
def test_however_label_and_value_are_boxed_the_value_is_found(lines: list[TextLine]) -> None:
    assert text_of(lines, "名称") == NAME


def test_of_two_columns_each_label_has_its_own_value() -> None:
    lines = [line("名称"), line("岳阳示例厂", x=200), line("注册资本", x=500), line("壹佰万元整", x=660)]
    assert text_of(lines, "名称") == "岳阳示例厂"
    assert text_of(lines, "注册资本") == "壹佰万元整"


def test_two_fields_that_were_read_as_one_line_are_parted() -> None:
    lines = [line("名称：岳阳示例厂类型：个体工商户")]
    assert text_of(lines, "名称") == "岳阳示例厂"
    assert text_of(lines, "类型") == "个体工商户"


def test_a_long_value_goes_on_below_until_its_last_short_line() -> None:
    lines = [
        line("住所"),
        line(ADDRESS, x=300, y=100),
        line(ADDRESS, x=300, y=140),
        line("三楼", x=300, y=180),
        line("成立日期", y=240),
        line("2020年1月1日", x=300, y=240),
    ]
    assert text_of(lines, "住所", most_lines=4) == ADDRESS * 2 + "三楼"
    assert text_of(lines, "住所", most_lines=2) == ADDRESS * 2
    assert text_of(lines, "住所") == ADDRESS


def test_a_value_never_takes_the_next_fields() -> None:
    lines = form(名称=NAME, 类型="有限责任公司")
    assert text_of(lines, "名称", most_lines=3) == NAME


def test_the_first_label_that_is_found_with_a_value_decides() -> None:
    lines = form(住所="示例路8号", 名称="", 类型="有限责任公司")
    assert text_of(lines, "名称", "住所") == "示例路8号"


def test_the_longer_label_wins_over_one_that_it_holds() -> None:
    labels = ("名称", "企业名称")
    lines = [line("企业名称"), line(NAME, x=300)]
    found = Layout(lines, labels).value_of("企业名称")
    assert found is not None
    assert found.text == NAME
    assert Layout(lines, labels).value_of("名称") is None


def test_a_label_half_beneath_a_seal_is_known_by_its_end_where_the_others_end() -> None:
    lines = placed(
        ("法定代表人", 100, 100),
        ("张三", 300, 100),
        ("注册资本", 130, 160),
        ("壹佰万元整", 300, 160),
        ("日期", 190, 220),
        ("2020年1月1日", 300, 220),
    )
    assert text_of(lines, "成立日期") == "2020年1月1日"


def test_words_that_the_paper_repeats_are_no_part_of_a_value() -> None:
    ground = [line("SCJDGL", x=700, y=40 + 200 * row) for row in range(3)]
    assert text_of([line("名称"), line(f"{NAME}SCJDGL", x=300), *ground], "名称") == NAME


@pytest.mark.parametrize(("glued", "kept"), [("CJDGL", ""), ("SCJDGL", ""), ("KTV", "KTV"), ("GL", "GL")])
def test_the_word_of_licences_is_known_where_it_is_legible_once(glued: str, kept: str) -> None:
    assert text_of([line("名称"), line(NAME + glued, x=300)], "名称") == NAME + kept


def test_so_are_they_with_a_letter_misread() -> None:
    ground = [line("SCJDGL", x=700, y=40 + 200 * row) for row in range(3)]
    assert text_of([line("名SCJDGI称"), line(NAME, x=400), *ground], "名称") == NAME


def test_so_is_a_single_letter_of_them_before_the_label() -> None:
    ground = [line("SCJDGL", x=700, y=40 + 200 * row) for row in range(3)]
    assert text_of([line("S名JDG称"), line(f"{NAME}CJDGL", x=400), *ground], "名称") == NAME


def test_a_value_that_begins_as_a_label_ends_is_no_label() -> None:
    lines = placed(
        ("法定代表人", 30, 100),
        ("张三", 200, 100),
        ("住所", 120, 160),
        ("岳阳市岳阳楼区示例大道54", 178, 160),
        ("号孵化大楼15楼", 178, 200),
    )
    assert Layout(lines, ("住所", "名称", "字号", "法定代表人")).value_of("名称", "字号") is None


def test_a_clause_that_ends_with_a_labels_words_is_no_label() -> None:
    lines = placed(
        ("岳阳市示例技术有限公司现委托本单位工作人员张三（身份证号码：430602199001010013）为", 100, 100),
        ("经办人，负责办理“人事人才”业务账号的注册等工作。", 80, 150),
    )

    assert Layout(lines, ("经办人姓名", "经办人", "身份证号码")).value_of("经办人姓名", "经办人") is None


def test_a_value_that_is_half_a_label_hides_none_above_it() -> None:
    lines = placed(
        ("统一社会信用代码：91430602MA4TT0009T", 148, 358),
        ("机构名称", 179, 464),
        ("岳阳市示例局", 329, 466),
        ("机构性质", 179, 515),
        ("机关", 328, 517),
    )
    found = Layout(lines, ["统一社会信用代码", "机构名称", "机构性质", "赋码机关"]).value_of("机构名称")

    assert found is not None
    assert found.text == "岳阳市示例局"


def test_a_value_is_as_sure_as_its_least_certain_character_and_says_where_it_is() -> None:
    value = TextLine("张三", 0.9, (300, 100, 60, 30), 2, character_scores=(0.99, 0.6))
    found = Layout([line("名称", page=2), value], LABELS).value_of("名称")
    assert found is not None
    assert (found.confidence, found.box, found.page) == (0.6, (300, 100, 60, 30), 2)


def test_rows_are_joined_from_left_to_right() -> None:
    lines = [line("11月", x=260), line("2026年", x=100), line("8日", x=380), line("经办人", y=200)]
    assert {row.text for row in Layout(lines, ()).rows()} == {"2026年11月8日", "经办人"}


def test_a_page_without_lines_has_no_values() -> None:
    assert text_of([], "名称") is None
    assert Layout([], LABELS).rows() == ()


def test_a_value_whose_label_lost_its_beginning_is_known_by_what_was_typed() -> None:
    lines = [line(f"称{NAME}", x=170), line("法定代表人张三", y=160)]
    assert (found := Layout(lines, LABELS).unlabelled(NAME, "名称")) is not None
    assert found.text == NAME
