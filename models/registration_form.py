"""The registration's form (账号注册): its fields and choices in the guide's words, and what is wrong with each.

The guide names the business twice, in different words; both stand here as it has them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from models import credit_code
from models.areas import areas, find_area
from models.credit_code import CodeFault
from models.form import LONGEST_VALUE, Relation
from models.identity import (
    IdentityFault,
    id_number_fault,
    is_mobile,
    is_person_name,
    normalise_id_number,
    normalise_mobile,
    normalise_person_name,
)
from models.sign_in_rules import PasswordFault, SignInRules

REGISTRATION_TYPES = ("人事人才",)
CATEGORIES = ("专家项目、职称、继续教育、人力资源申报",)
BUSINESS_CATEGORIES = ("专家项目、职称、继续教育申报",)
REVIEW_UNITS = ("主管机构",)
LABELS = {
    "registration_type": "注册类型",
    "category": "申报类别",
    "credit_code": "统一社会信用代码",
    "unit_name": "单位名称",
    "pooling_area": "统筹区",
    "business_category": "业务类别",
    "review_unit": "审核单位",
    "relation": "经办人关系",
    "username": "用户名",
    "password": "密码",
    "name": "经办人姓名",
    "id_number": "身份证号码",
    "mobile": "手机号码",
}
"""The fields in the order of the form."""

_CHOICES = {
    "registration_type": REGISTRATION_TYPES,
    "category": CATEGORIES,
    "business_category": BUSINESS_CATEGORIES,
    "review_unit": REVIEW_UNITS,
    "relation": tuple(relation.value for relation in Relation),
}
_CODE_FAULTS = {
    CodeFault.LENGTH: "统一社会信用代码应为18位。请按登记证书逐位核对。",
    CodeFault.OLD_NUMBER: "这是旧的注册号或组织机构代码。请填写登记证书上的18位统一社会信用代码。",
    CodeFault.CHARACTER: "统一社会信用代码中不会出现字母I、O、S、V、Z。请核对是否误填。",
    CodeFault.SHAPE: "统一社会信用代码的格式不正确：第3至8位应为数字。请按登记证书核对。",
    CodeFault.CHECK_CHARACTER: "统一社会信用代码最后一位校验码不符，可能有一位填错。请按登记证书逐位核对。",
    CodeFault.ORGANISATION_CHECK_CHARACTER: "统一社会信用代码第17位校验码不符，可能有一位填错。请按登记证书逐位核对。",
}
_ID_FAULTS = {
    IdentityFault.SHAPE: "身份证号码应为18位（第二代居民身份证）。请核对后填写。",
    IdentityFault.BIRTH_DATE: "身份证号码中的出生日期不存在。请按证件核对。",
    IdentityFault.AGE: "身份证号码对应的年龄应在16至100岁之间。请按证件核对。",
    IdentityFault.CHECK_CHARACTER: "身份证号码校验码不符，可能有一位填错。请按证件逐位核对。",
}


@dataclass(frozen=True)
class TypedRegistration:
    """What was typed, field by field; the password apart from what is kept."""

    registration_type: str = ""
    category: str = ""
    credit_code: str = ""
    unit_name: str = ""
    pooling_area: str = ""
    business_category: str = ""
    review_unit: str = ""
    relation: str = Relation.NEW.value
    username: str = ""
    name: str = ""
    id_number: str = field(default="", repr=False)
    mobile: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    """Empty where it stays as it is."""


@dataclass(frozen=True)
class FieldRules:
    """What the fields are held against."""

    sign_in: SignInRules
    today: dt.date
    password_kept: bool = False
    """Whether a password is kept already, so that an empty field changes nothing."""


def typed_registration(values: Mapping[str, str]) -> TypedRegistration:
    """The registration in posted values, each normalised as far as its rule does."""
    texts = {name: values.get(name, "").strip()[: LONGEST_VALUE + 1] for name in LABELS if name != "password"}
    typed = TypedRegistration(**texts, password=values.get("password", ""))
    area = find_area(typed.pooling_area)
    return replace(
        typed,
        credit_code=credit_code.normalise(typed.credit_code),
        pooling_area=area.name if area else typed.pooling_area,
        relation=typed.relation or Relation.NEW.value,
        name=normalise_person_name(typed.name),
        id_number=normalise_id_number(typed.id_number),
        mobile=normalise_mobile(typed.mobile),
    )


def field_problem(name: str, typed: TypedRegistration, rules: FieldRules) -> str:
    """What is wrong with one field and what to do, in a sentence for the operator; empty where nothing is."""
    if name in _CHOICES:
        chosen = getattr(typed, name)
        return "" if chosen in _CHOICES[name] else f"请选择{LABELS[name]}。"
    if name == "password":
        return _password_problem(typed, rules)
    value = getattr(typed, name)
    if not value:
        return f"请填写{LABELS[name]}。"
    if len(value) > LONGEST_VALUE:
        return f"{LABELS[name]}过长。请核对后重新填写。"
    return _PROBLEMS[name](typed, rules)


def form_problems(typed: TypedRegistration, rules: FieldRules) -> dict[str, str]:
    """What is wrong with each field that something is wrong with, in the form's order."""
    problems = {name: field_problem(name, typed, rules) for name in LABELS}
    return {name: problem for name, problem in problems.items() if problem}


def area_names() -> tuple[str, ...]:
    """The pooling areas that may be chosen."""
    return tuple(area.name for area in areas())


def _code_problem(typed: TypedRegistration, _rules: FieldRules) -> str:
    judgement = credit_code.judge(typed.credit_code)
    if judgement.valid:
        return ""
    repair = credit_code.suggest_repair(typed.credit_code)
    suggestion = f"是否应为{repair}？" if repair else ""
    return _CODE_FAULTS[judgement.faults[0]] + suggestion


def _unit_name_problem(typed: TypedRegistration, _rules: FieldRules) -> str:
    printable = all(letter.isprintable() for letter in typed.unit_name)
    return "" if printable and len(typed.unit_name) >= 2 else "单位名称应与登记证书一致。请按证书全称填写。"


def _area_problem(typed: TypedRegistration, _rules: FieldRules) -> str:
    return "" if find_area(typed.pooling_area) else "所选统筹区不在名单中。请从列表中选择。"


def _username_problem(typed: TypedRegistration, rules: FieldRules) -> str:
    if rules.sign_in.is_username(typed.username):
        return ""
    shortest, longest = rules.sign_in.shortest_username, rules.sign_in.longest_username
    return f"用户名应为{shortest}至{longest}位字母、数字或下划线，并以字母开头。请重新填写。"


def _name_problem(typed: TypedRegistration, _rules: FieldRules) -> str:
    return "" if is_person_name(typed.name) else "姓名应为2至30个汉字，中间可用“·”。请按身份证填写。"


def _id_number_problem(typed: TypedRegistration, rules: FieldRules) -> str:
    fault = id_number_fault(typed.id_number, rules.today)
    return _ID_FAULTS[fault] if fault else ""


def _mobile_problem(typed: TypedRegistration, _rules: FieldRules) -> str:
    return "" if is_mobile(typed.mobile) else "手机号码应为11位大陆号码。请核对后填写。"


def _password_problem(typed: TypedRegistration, rules: FieldRules) -> str:
    if not typed.password:
        return "" if rules.password_kept else "请填写密码。"
    fault = rules.sign_in.password_fault(typed.password, typed.username, (typed.id_number, typed.mobile))
    shortest, longest = rules.sign_in.shortest_password, rules.sign_in.longest_password
    classes = f"密码应含大写字母、小写字母、数字、符号中的至少{rules.sign_in.password_classes}类。请重新设置。"
    words = {
        None: "",
        PasswordFault.LENGTH: f"密码应为{shortest}至{longest}位。请重新设置。",
        PasswordFault.CHARACTERS: "密码不能含有空格或不可见字符。请重新设置。",
        PasswordFault.CLASSES: classes,
        PasswordFault.PERSONAL: "密码不能含有用户名、身份证号或手机号的末几位。请重新设置。",
        PasswordFault.WEAK: "该密码过于常见，容易被猜到。请重新设置。",
    }
    return words[fault]


_PROBLEMS: dict[str, Callable[[TypedRegistration, FieldRules], str]] = {
    "credit_code": _code_problem,
    "unit_name": _unit_name_problem,
    "pooling_area": _area_problem,
    "username": _username_problem,
    "name": _name_problem,
    "id_number": _id_number_problem,
    "mobile": _mobile_problem,
}
