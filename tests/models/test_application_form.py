"""The application's form, as it is typed or stands in a table."""

from __future__ import annotations

import datetime as dt

import pytest

from models.application_form import LABELS, application_problems, typed_application

TODAY = dt.date(2026, 11, 24)
VALUES = {
    "name": "王小明",
    "id_number": "430602199001010013",
    "mobile": "13800138000",
    "year": "2026",
    "series": "工程技术",
    "speciality": "机械工程",
    "level": "中级",
    "details": "",
}


def test_a_right_form_has_no_problem_and_needs_no_details() -> None:
    assert application_problems(typed_application(VALUES), TODAY) == {}


def test_an_empty_form_has_a_problem_in_every_field_but_the_details() -> None:
    assert list(application_problems(typed_application({}), TODAY)) == [name for name in LABELS if name != "details"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "Wang", "汉字"),
        ("id_number", "430602199001010014", "校验码不符"),
        ("mobile", "12345", "11位"),
        ("year", "1999", "四位数字"),
        ("year", "2028", "不晚于明年"),
        ("year", "二〇二六", "四位数字"),
        ("level", "高级", "之一"),
        ("series", "工" * 65, "过长"),
    ],
)
def test_what_is_wrong_is_said(field: str, value: str, words: str) -> None:
    problems = application_problems(typed_application({**VALUES, field: value}), TODAY)
    assert list(problems) == [field]
    assert words in problems[field]


def test_cells_of_a_table_are_read_as_they_come() -> None:
    typed = typed_application({**VALUES, "year": 2026.0, "mobile": 13800138000, "level": None})
    assert (typed.year, typed.mobile, typed.level) == ("2026", "13800138000", "")
    assert typed_application({"year": "2026年"}).year == "2026"
