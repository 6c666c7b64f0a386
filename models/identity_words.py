"""What the rule of the five fields says, in words that name fields and never values."""

from __future__ import annotations

from models.identity_rule import Judgement, OperatorField, Ruling
from models.registration_form import LABELS

_LOGIN = "登录信息"
"""Instead of the password, which is never named alone."""
_WORDS = {
    Ruling.NEW_UNIT: "本单位尚无账号，经办人信息格式正确。",
    Ruling.ACCOUNT_UNKNOWN: (
        "申请称本单位已有账号，系统未查到原账号，请人工核对经办人信息是否与原账号一致（或完全不同）。"
    ),
    Ruling.SAME_OPERATOR: "经办人信息与本单位原账号一致。",
    Ruling.OTHER_OPERATOR: "经办人信息与本单位已有账号完全不同。",
    Ruling.FIELDS_DIFFER: (
        "您选择了“与原经办人相同”，但以下信息与原账号不一致：{fields}。"
        "五项须完全一致；换人办理的，请选择“与原经办人不同”。"
    ),
    Ruling.FIELDS_COINCIDE: ("您选择了“与原经办人不同”，但以下信息与已有账号相同：{fields}。五项须完全不同，请修改。"),
    Ruling.SAME_PERSON: ("身份证号码与已有经办人相同，即为同一人。请选择“与原经办人相同”，并使五项信息完全一致。"),
    Ruling.NAMESAKE: "姓名与已有经办人相同。如确为同名不同人，请联系审核单位人工处理。",
    Ruling.PARTLY_EQUAL: (
        "部分信息与已有账号相同：{fields}。同一经办人请使五项完全一致并选择“与原经办人相同”；"
        "换人请使五项完全不同并选择“与原经办人不同”。"
    ),
    Ruling.INFERRED_SAME: "本单位已有该经办人的账号。请在“经办人关系”中选择“与原经办人相同”以确认。",
    Ruling.INFERRED_DIFFERENT: "本单位已有其他经办人的账号。请在“经办人关系”中选择“与原经办人不同”以确认。",
    Ruling.NOT_CHECKED: "未能查询本单位已有账号，请人工核对经办人信息。",
}


def ruling_words(judgement: Judgement) -> str:
    """What the rule says of the operator, and what to do."""
    names = [_LOGIN if name is OperatorField.PASSWORD else LABELS[name.value] for name in judgement.fields]
    return _WORDS[judgement.ruling].format(fields="、".join(names) or _LOGIN)
