"""The rule of the five fields: how an operator (经办人) stands to the accounts that the unit has already.

The guide's rule: where the operator is the one of an existing account, user name, password, name, identity number and
mobile are all as that account has them (保持一致); another operator shares none of the five (完全不同) with any.
What comes out names fields, never values, and the password is never named alone, so that nobody learns one by trying.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from models.findings import Verdict
from models.form import Operator, Relation
from models.identity import normalise_id_number, normalise_mobile, normalise_person_name


class OperatorField(StrEnum):
    """The five fields."""

    USERNAME = "username"  # 用户名
    PASSWORD = "password"  # 密码  # noqa: S105
    NAME = "name"  # 经办人姓名
    ID_NUMBER = "id_number"  # 身份证号码
    MOBILE = "mobile"  # 手机号码


ALL_FIELDS = frozenset(OperatorField)


class Ruling(StrEnum):
    """What the rule says, as a stable code."""

    NEW_UNIT = "NEW_UNIT"
    ACCOUNT_UNKNOWN = "ACCOUNT_UNKNOWN"
    SAME_OPERATOR = "SAME_OPERATOR"
    OTHER_OPERATOR = "OTHER_OPERATOR"
    INFERRED_SAME = "INFERRED_SAME"
    INFERRED_DIFFERENT = "INFERRED_DIFFERENT"
    FIELDS_DIFFER = "FIELDS_DIFFER"
    FIELDS_COINCIDE = "FIELDS_COINCIDE"
    SAME_PERSON = "SAME_PERSON"
    NAMESAKE = "NAMESAKE"
    PARTLY_EQUAL = "PARTLY_EQUAL"
    NOT_CHECKED = "NOT_CHECKED"


@dataclass(frozen=True)
class KnownOperator:
    """An operator of the unit's existing account."""

    username: str
    name: str
    id_number: str = field(repr=False)
    mobile: str = field(repr=False)
    password_hash: str = field(repr=False)


@dataclass(frozen=True)
class Judgement:
    """What the rule says, and of which fields."""

    verdict: Verdict
    ruling: Ruling
    fields: tuple[OperatorField, ...] = ()
    """Those that differ, or coincide, in the form's order; the password only beside others."""


NOBODY_LOOKED = Judgement(Verdict.NOT_CHECKED, Ruling.NOT_CHECKED)


def equal_fields(
    candidate: Operator, password: str, known: KnownOperator, matches: Callable[[str, str], bool]
) -> frozenset[OperatorField]:
    """The fields in which `candidate` equals `known`; `matches` compares a stored hash with a password."""
    equal = {
        OperatorField.USERNAME: candidate.username.strip().casefold() == known.username.strip().casefold(),
        OperatorField.PASSWORD: matches(known.password_hash, password),
        OperatorField.NAME: normalise_person_name(candidate.name) == normalise_person_name(known.name),
        OperatorField.ID_NUMBER: normalise_id_number(candidate.id_number) == normalise_id_number(known.id_number),
        OperatorField.MOBILE: normalise_mobile(candidate.mobile) == normalise_mobile(known.mobile),
    }
    return frozenset(name for name, same in equal.items() if same)


def judge(relation: Relation, accounts: Sequence[frozenset[OperatorField]] | None) -> Judgement:
    """The ruling on an operator who declares `relation` (经办人关系; NEW declares none).

    `accounts` holds, for each existing account of the unit, the fields that are equal; None where nobody could look.
    """
    if accounts is None:
        return NOBODY_LOOKED
    if not accounts:
        if relation is Relation.NEW:
            return Judgement(Verdict.PASS, Ruling.NEW_UNIT)
        return Judgement(Verdict.REVIEW, Ruling.ACCOUNT_UNKNOWN)
    if relation is Relation.SAME:
        return _judge_same(accounts)
    if relation is Relation.DIFFERENT:
        return _judge_different(accounts)
    return _judge_undeclared(accounts)


def judge_without_password(relation: Relation, accounts: Sequence[frozenset[OperatorField]]) -> Judgement:
    """The ruling where no password can be compared: it is taken to follow the other four, and is not named."""
    others = ALL_FIELDS - {OperatorField.PASSWORD}
    followed = [ALL_FIELDS if equal >= others else equal - {OperatorField.PASSWORD} for equal in accounts]
    judgement = judge(relation, followed)
    return replace(judgement, fields=tuple(name for name in judgement.fields if name is not OperatorField.PASSWORD))


def _judge_same(accounts: Sequence[frozenset[OperatorField]]) -> Judgement:
    closest = max(accounts, key=len)
    if closest == ALL_FIELDS:
        return Judgement(Verdict.PASS, Ruling.SAME_OPERATOR)
    return Judgement(Verdict.FAIL, Ruling.FIELDS_DIFFER, _told(ALL_FIELDS - closest))


def _judge_different(accounts: Sequence[frozenset[OperatorField]]) -> Judgement:
    shared = frozenset().union(*accounts)
    if not shared:
        return Judgement(Verdict.PASS, Ruling.OTHER_OPERATOR)
    if OperatorField.ID_NUMBER in shared:
        return Judgement(Verdict.FAIL, Ruling.SAME_PERSON, _told(shared))
    ruling = Ruling.NAMESAKE if shared == {OperatorField.NAME} else Ruling.FIELDS_COINCIDE
    return Judgement(Verdict.FAIL, ruling, _told(shared))


def _judge_undeclared(accounts: Sequence[frozenset[OperatorField]]) -> Judgement:
    if ALL_FIELDS in accounts:
        return Judgement(Verdict.REVIEW, Ruling.INFERRED_SAME)
    shared = frozenset().union(*accounts)
    if not shared:
        return Judgement(Verdict.REVIEW, Ruling.INFERRED_DIFFERENT)
    return Judgement(Verdict.FAIL, Ruling.PARTLY_EQUAL, _told(shared))


def _told(fields: frozenset[OperatorField]) -> tuple[OperatorField, ...]:
    """`fields` in the form's order; nothing where it is the password alone."""
    if fields == {OperatorField.PASSWORD}:
        return ()
    return tuple(name for name in OperatorField if name in fields)
