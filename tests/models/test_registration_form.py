"""The registration's form: each field by its rule, with the reason in a sentence that says what to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from models.registration_form import LABELS, FieldRules, field_problem, form_problems, typed_registration
from models.sign_in_rules import SignInRules
from tests.models.steps.employers import TYPED

RULES = FieldRules(SignInRules(), dt.date(2026, 11, 24))


def test_a_right_form_has_no_problem() -> None:
    assert form_problems(typed_registration(TYPED), RULES) == {}


def test_an_empty_form_has_a_problem_in_every_field_in_the_forms_order() -> None:
    problems = form_problems(typed_registration({}), RULES)
    assert list(problems) == [name for name in LABELS if name != "relation"]
    assert all(problem.endswith("。") for problem in problems.values())


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("registration_type", "社会保险", "请选择注册类型"),
        ("category", "专家项目、职称、继续教育申报", "请选择申报类别"),
        ("business_category", "专家项目、职称、继续教育、人力资源申报", "请选择业务类别"),
        ("review_unit", "岳阳市人社局", "请选择审核单位"),
        ("relation", "friend", "请选择经办人关系"),
        ("credit_code", "91430602MA4TT0009", "应为18位"),
        ("credit_code", "430602000012345", "旧的注册号"),
        ("credit_code", "91430602MA4TT0009A", "最后一位校验码不符"),
        ("credit_code", "91430602MA4TTO009T", "是否应为91430602MA4TT0009T？"),
        ("unit_name", "岳", "证书全称"),
        ("pooling_area", "天心区", "不在名单中"),
        ("username", "1abc", "以字母开头"),
        ("password", "Zh3", "8至20位"),
        ("password", "zhenghekai2026", "至少3类"),
        ("password", "YYshili01!", "不能含有用户名"),
        ("password", "P@ssw0rd", "过于常见"),
        ("name", "张3", "2至30个汉字"),
        ("id_number", "430602199001010014", "校验码不符"),
        ("id_number", "430602900101001", "18位"),
        ("mobile", "0730-8880000", "11位大陆号码"),
        ("unit_name", "岳" * 300, "过长"),
    ],
)
def test_what_is_wrong_is_said_and_how_to_mend_it(field: str, value: str, words: str) -> None:
    typed = typed_registration({**TYPED, field: value})
    assert words in field_problem(field, typed, RULES)
    assert list(form_problems(typed, RULES)) == [field]


def test_spellings_are_levelled() -> None:
    typed = typed_registration(
        {**TYPED, "credit_code": "9143 0602-ma4tt0009t", "mobile": "+86 138 0013 8000", "pooling_area": "经开区"}
    )
    assert (typed.credit_code, typed.mobile) == ("91430602MA4TT0009T", "13800138000")
    assert typed.pooling_area == "岳阳经济技术开发区"
    assert form_problems(typed, RULES) == {}


def test_a_kept_password_need_not_be_typed_again() -> None:
    typed = typed_registration({**TYPED, "password": ""})
    assert list(form_problems(typed, RULES)) == ["password"]
    assert form_problems(typed, replace(RULES, password_kept=True)) == {}


def test_no_personal_value_stands_in_a_representation() -> None:
    written = repr(typed_registration(TYPED))
    assert not any(TYPED[name] in written for name in ("id_number", "mobile", "password"))
