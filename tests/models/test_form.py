"""Forms: whatever the bytes of a form.json are, every fault is named and the rest is used."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.form import (
    LARGEST_FORM,
    LONGEST_VALUE,
    Form,
    FormReading,
    Operator,
    Relation,
    form_from_json,
    form_to_json,
    read_form,
)
from tests.factories import FORM, form_json

PERSON: dict[str, Any] = FORM["operator"]
REQUIRED = {"credit_code": "统一社会信用代码", "unit_name": "单位名称", "pooling_area": "统筹区"}
REQUIRED_OF_OPERATOR = {
    "username": "经办人用户名",
    "name": "经办人姓名",
    "id_number": "经办人身份证号码",
    "mobile": "经办人手机号码",
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


def codes(reading: FormReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def operator_json(**changes: object) -> bytes:
    return form_json(operator={**PERSON, **changes})


def test_a_faultless_form_is_read_whole() -> None:
    assert read_form(form_json()) == FormReading(
        Form(
            credit_code="91430602MA4TT0009T",
            unit_name="岳阳市示例技术有限公司",
            pooling_area="岳阳楼区",
            registration_type="人事人才",
            business_category="专家项目、职称、继续教育申报",
            review_unit="主管机构",
            operator=Operator(Relation.NEW, "yyshili01", "张三", "430602199001010013", "13800138000"),
        )
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"not json",
        b'{"a": 1} trailing',
        b"{'unit_name': 'single quotes'}",
        b"\xff\xfe{\x00}\x00",
        '{"unit_name": "岳阳"}'.encode("gb18030"),
        b'{"unit_name": "\xed\xa0\x80"}',
        b'{"unit_name": "line\nbreak"}',
        b"\x00" * 100,
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b"1" * 10_000,
        b"null",
        b"true",
        b"7",
        b"NaN",
        b'"text"',
        b"[]",
        b"[{}]",
    ],
    ids=range(20),
)
def test_what_is_no_json_object_is_a_broken_form(content: bytes) -> None:
    reading = read_form(content)
    assert (reading.form, codes(reading)) == (Form(), ["FORM_BROKEN"])


def test_a_form_is_read_up_to_its_largest_size_and_no_further() -> None:
    padding = b" " * (LARGEST_FORM - len(form_json()))
    assert codes(read_form(form_json() + padding)) == []
    assert codes(read_form(form_json() + padding + b" ")) == ["FORM_TOO_LARGE"]


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_form(b"\xef\xbb\xbf" + form_json()) == read_form(form_json())


@pytest.mark.parametrize(("name", "label"), REQUIRED.items())
@pytest.mark.parametrize("empty", [None, "", "  \t", "　"])
def test_a_missing_field_of_the_unit_is_named(name: str, label: str, empty: str | None) -> None:
    reading = read_form(form_json(**{name: empty}))
    assert codes(reading) == ["FORM_FIELD_MISSING"]
    assert label in reading.problems[0].message


@pytest.mark.parametrize(("name", "label"), REQUIRED_OF_OPERATOR.items())
def test_a_missing_field_of_the_operator_is_named(name: str, label: str) -> None:
    reading = read_form(form_json(operator={key: value for key, value in PERSON.items() if key != name}))
    assert codes(reading) == ["FORM_FIELD_MISSING"]
    assert label in reading.problems[0].message


@pytest.mark.parametrize("nobody", [None, [], "张三", 7])
def test_a_form_without_operator_says_so_once(nobody: object) -> None:
    reading = read_form(form_json(operator=nobody))
    assert codes(reading) == ["FORM_FIELD_MISSING"]
    assert "经办人" in reading.problems[0].message
    assert reading.form.operator == Operator()


@pytest.mark.parametrize(
    "value",
    [
        7,
        1.5,
        True,
        [],
        {},
        ["岳阳楼区"],
        "nul\x00",
        "\x1b[31m",
        "line\nbreak",
        "\ud800",
        "\u202eright to left",
        "字" * 256,
    ],
    ids=ascii,
)
@pytest.mark.parametrize(("name", "label"), {**REQUIRED, "review_unit": "审核单位"}.items())
def test_a_value_that_is_no_line_of_text_is_named_and_the_rest_is_used(name: str, label: str, value: object) -> None:
    reading = read_form(form_json(**{name: value}))
    assert codes(reading) == ["FORM_FIELD_INVALID"]
    assert label in reading.problems[0].message
    assert reading.form.operator.name == "张三"
    assert getattr(reading.form, name) == getattr(Form(), name)


def test_all_faults_are_named_at_once() -> None:
    reading = read_form(form_json(credit_code=7, unit_name=None, operator={**PERSON, "mobile": None, "relation": "?"}))
    assert sorted(codes(reading)) == ["FORM_FIELD_INVALID"] * 2 + ["FORM_FIELD_MISSING"] * 2


def test_a_value_of_the_longest_length_is_kept() -> None:
    assert read_form(form_json(unit_name="字" * LONGEST_VALUE)).form.unit_name == "字" * LONGEST_VALUE


@pytest.mark.parametrize("typed", [" 张三 ", "\t张三", "张三\r\n", "　张三　"])
def test_blanks_around_a_value_are_no_fault(typed: str) -> None:
    reading = read_form(operator_json(name=typed))
    assert (reading.form.operator.name, codes(reading)) == ("张三", [])


@pytest.mark.parametrize("name", ["张　三", "岳阳市\u00a0示例"])
def test_the_wide_blank_that_people_pad_short_names_with_is_no_fault(name: str) -> None:
    reading = read_form(operator_json(name=name))
    assert (reading.form.operator.name, codes(reading)) == (name, [])


@pytest.mark.parametrize("relation", Relation)
def test_each_relation_of_the_operator_is_understood(relation: Relation) -> None:
    assert read_form(operator_json(relation=relation.value)).form.operator.relation is relation


def test_a_relation_left_out_is_a_new_one() -> None:
    person = {key: value for key, value in PERSON.items() if key != "relation"}
    assert read_form(form_json(operator=person)) == read_form(form_json())


@pytest.mark.parametrize("relation", ["", "NEW", "friend", 7, None, [], {}])
def test_an_unknown_relation_is_named(relation: object) -> None:
    reading = read_form(operator_json(relation=relation))
    assert codes(reading) == ["FORM_FIELD_INVALID"]
    assert "经办人关系" in reading.problems[0].message


def test_fields_that_nobody_asked_for_are_left_out() -> None:
    assert read_form(form_json(colour="red", __class__="Form")) == read_form(form_json())


def test_the_password_is_in_no_json_and_no_representation() -> None:
    reading = read_form(operator_json(password="Zh3nghe!secret"))
    assert reading.password == "Zh3nghe!secret"
    shown = f"{reading!r} {reading} {json.dumps(form_to_json(reading.form))}"
    assert "Zh3nghe!secret" not in shown


def test_the_numbers_of_a_person_are_in_no_representation() -> None:
    shown = repr(read_form(form_json()))
    assert PERSON["id_number"] not in shown
    assert PERSON["mobile"] not in shown


@pytest.mark.parametrize("password", [7, ["secret"], {"a": "b"}, "\ud800", "x" * 256], ids=ascii)
def test_a_password_that_nobody_could_type_is_named_without_being_told(password: object) -> None:
    reading = read_form(operator_json(password=password))
    assert (reading.password, codes(reading)) == (None, ["FORM_FIELD_INVALID"])
    assert "密码" in reading.problems[0].message
    assert "secret" not in repr(reading)


@pytest.mark.parametrize("password", [None, ""])
def test_a_form_without_password_has_none(password: str | None) -> None:
    reading = read_form(operator_json(password=password))
    assert (reading.password, codes(reading)) == (None, [])


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reading(content: bytes) -> None:
    reading = read_form(content)
    assert all(problem.message.endswith("提交。") for problem in reading.problems)
    assert reading.problems


@given(st.dictionaries(st.sampled_from([*FORM, "review_unit"]), ANYTHING | st.just(PERSON)))
def test_every_form_that_can_be_read_comes_back_from_json(values: dict[str, object]) -> None:
    form = read_form(json.dumps(values).encode()).form
    assert form_from_json(json.loads(json.dumps(form_to_json(form)))) == form
