"""The form (申请表): what the operator (经办人) typed, as `form.json` brings it.

Reading a form never stops at the first fault: what can be used is used, and each fault is named.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

LARGEST_FORM = 64 * 1024
"""Bytes; a form is a page of text."""
LONGEST_VALUE = 255


class Relation(StrEnum):
    """How the operator stands to the unit's existing account (经办人关系)."""

    NEW = "new"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Operator:
    """The person who acts for the unit; the five fields of the identity rule, the password apart."""

    relation: Relation = Relation.NEW
    username: str = ""
    name: str = ""
    id_number: str = field(default="", repr=False)
    mobile: str = field(default="", repr=False)


@dataclass(frozen=True)
class Form:
    """The fields of an account registration (账号注册申请); what is missing is empty."""

    credit_code: str = ""
    unit_name: str = ""
    pooling_area: str = ""
    registration_type: str = "人事人才"
    business_category: str = "专家项目、职称、继续教育申报"
    review_unit: str = "主管机构"
    operator: Operator = Operator()


@dataclass(frozen=True)
class FormProblem:
    """A fault of a form, named for the operator."""

    code: str
    message: str


@dataclass(frozen=True)
class FormReading:
    """A form as far as it could be read, and what is wrong with it."""

    form: Form
    problems: tuple[FormProblem, ...] = ()
    password: str | None = field(default=None, repr=False)


_REQUIRED = {"credit_code": "统一社会信用代码", "unit_name": "单位名称", "pooling_area": "统筹区"}
_DEFAULTED = {"registration_type": "注册类型", "business_category": "业务类别", "review_unit": "审核单位"}
_OPERATOR_REQUIRED = {
    "username": "经办人用户名",
    "name": "经办人姓名",
    "id_number": "经办人身份证号码",
    "mobile": "经办人手机号码",
}


def read_form(content: bytes) -> FormReading:
    """The form in the bytes of a `form.json`; faults are listed, never raised."""
    if len(content) > LARGEST_FORM:
        return _unreadable("FORM_TOO_LARGE", "申请表文件过大，不是有效的申请表。请重新填写并提交。")
    try:
        values = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return _unreadable("FORM_BROKEN", "申请表文件损坏，无法读取。请重新填写并提交。")
    if not isinstance(values, dict):
        return _unreadable("FORM_BROKEN", "申请表内容格式不正确。请重新填写并提交。")
    return _read_values(values)


def form_to_json(form: Form) -> dict[str, Any]:
    """`form` as plain JSON values."""
    return asdict(form)


def form_from_json(values: dict[str, Any]) -> Form:
    """The form that `form_to_json` gave `values` for."""
    operator = dict(values["operator"])
    operator["relation"] = Relation(operator["relation"])
    return Form(**{**values, "operator": Operator(**operator)})


def _unreadable(code: str, message: str) -> FormReading:
    return FormReading(Form(), (FormProblem(code, message),))


def _read_values(values: dict[str, Any]) -> FormReading:
    problems: list[FormProblem] = []
    unit = _texts(values, _REQUIRED, problems)
    defaulted = {name: text for name, text in _texts(values, _DEFAULTED, problems, required=False).items() if text}
    person = values.get("operator")
    if not isinstance(person, dict):
        problems.append(FormProblem("FORM_FIELD_MISSING", "申请表缺少经办人信息。请补填后重新提交。"))
        person = {}
        operator = Operator()
    else:
        operator = Operator(relation=_relation(person, problems), **_texts(person, _OPERATOR_REQUIRED, problems))
    password = _password(person, problems)
    return FormReading(Form(**unit, **defaulted, operator=operator), tuple(problems), password)


def _texts(
    values: dict[str, Any], labels: dict[str, str], problems: list[FormProblem], *, required: bool = True
) -> dict[str, str]:
    texts = {}
    for name, label in labels.items():
        value = values.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            if required:
                problems.append(FormProblem("FORM_FIELD_MISSING", f"申请表缺少“{label}”。请补填后重新提交。"))
            value = ""
        elif not _is_line(value):
            problems.append(FormProblem("FORM_FIELD_INVALID", f"申请表中“{label}”的内容无效。请改正后重新提交。"))
            value = ""
        texts[name] = value.strip()
    return texts


def _is_line(value: object) -> bool:
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        return False
    # Names of two characters are padded with a wide blank (U+3000), which Python does not count as printable.
    return all(character.isprintable() or unicodedata.category(character) == "Zs" for character in value.strip())


def _password(person: dict[str, Any], problems: list[FormProblem]) -> str | None:
    value = person.get("password")
    if value is None or value == "":
        return None
    if _is_line(value):
        return str(value)
    problems.append(FormProblem("FORM_FIELD_INVALID", "申请表中“密码”的内容无效。请改正后重新提交。"))
    return None


def _relation(person: dict[str, Any], problems: list[FormProblem]) -> Relation:
    value = person.get("relation", Relation.NEW.value)
    try:
        return Relation(value)
    except ValueError:
        problems.append(
            FormProblem("FORM_FIELD_INVALID", "申请表中“经办人关系”须为 new、same 或 different。请改正后重新提交。")
        )
        return Relation.NEW
