"""The title application's form (职称申报): its fields and what is wrong with each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.identity import (
    IdentityFault,
    id_number_fault,
    is_mobile,
    is_person_name,
    normalise_id_number,
    normalise_mobile,
    normalise_person_name,
)

LEVELS = ("员级", "助理级", "中级", "副高级", "正高级")
"""级别, as the regulations on titles divide them."""
LABELS = {
    "name": "姓名",
    "id_number": "身份证号码",
    "mobile": "手机号码",
    "year": "年度",
    "series": "申报系列",
    "speciality": "申报专业",
    "level": "申报级别",
    "details": "学历及业绩摘要",
}
"""The fields in the order of the form."""
EARLIEST_YEAR = 2000
_LONGEST = {"series": 64, "speciality": 64, "level": 32, "details": 4000}
_ID_FAULTS = {
    IdentityFault.SHAPE: "身份证号码应为18位。请核对后填写。",
    IdentityFault.BIRTH_DATE: "身份证号码中的出生日期不存在。请按证件核对。",
    IdentityFault.AGE: "身份证号码对应的年龄不合常理。请按证件核对。",
    IdentityFault.CHECK_CHARACTER: "身份证号码校验码不符，可能有一位填错。请按证件逐位核对。",
}


@dataclass(frozen=True)
class TypedApplication:
    """What was typed, field by field."""

    name: str = ""
    id_number: str = field(default="", repr=False)
    mobile: str = field(default="", repr=False)
    year: str = ""
    series: str = ""
    speciality: str = ""
    level: str = ""
    details: str = ""


def typed_application(values: Mapping[str, object]) -> TypedApplication:
    """The application in posted values or in a row of a table, each normalised as far as its rule does."""
    texts = {name: str(values.get(name) or "").strip() for name in LABELS}
    return TypedApplication(
        name=normalise_person_name(texts["name"]),
        id_number=normalise_id_number(texts["id_number"]),
        mobile=normalise_mobile(texts["mobile"]),
        year=texts["year"].removesuffix(".0").removesuffix("年"),
        series=texts["series"],
        speciality=texts["speciality"],
        level=texts["level"],
        details=texts["details"],
    )


def application_problems(typed: TypedApplication, today: dt.date) -> dict[str, str]:
    """What is wrong with each field that something is wrong with, in the form's order."""
    problems = {name: _problem(name, typed, today) for name in LABELS}
    return {name: problem for name, problem in problems.items() if problem}


def _problem(name: str, typed: TypedApplication, today: dt.date) -> str:
    value = getattr(typed, name)
    if not value:
        return "" if name == "details" else f"请填写{LABELS[name]}。"
    if len(value) > _LONGEST.get(name, 64):
        return f"{LABELS[name]}过长。请精简后重新填写。"
    if name == "id_number":
        fault = id_number_fault(value, today)
        return _ID_FAULTS[fault] if fault else ""
    right = {
        "name": is_person_name(value),
        "mobile": is_mobile(value),
        "year": value.isdecimal() and EARLIEST_YEAR <= int(value) <= today.year + 1,
        "level": value in LEVELS,
    }
    words = {
        "name": "姓名应为2至30个汉字。请按身份证填写。",
        "mobile": "手机号码应为11位大陆号码。请核对后填写。",
        "year": "年度应为四位数字，不晚于明年。请核对后填写。",
        "level": f"申报级别应为{'、'.join(LEVELS)}之一。请重新选择。",
    }
    return words[name] if not right.get(name, True) else ""
