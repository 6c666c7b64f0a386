"""The rule of the five fields, row by row and for any accounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import Verdict
from models.form import Operator, Relation
from models.identity_rule import (
    ALL_FIELDS,
    KnownOperator,
    OperatorField,
    Ruling,
    equal_fields,
    judge,
    judge_without_password,
)
from models.identity_words import ruling_words

NAME, ID, MOBILE = OperatorField.NAME, OperatorField.ID_NUMBER, OperatorField.MOBILE
USERNAME, PASSWORD = OperatorField.USERNAME, OperatorField.PASSWORD
NONE: frozenset[OperatorField] = frozenset()
ZHANG = Operator(Relation.SAME, "yyshili01", "张三", "430602199001010013", "13800138000")
KNOWN = KnownOperator("YYshili01", "张三", "430602199001010013", "13800138000", "hash of Zh3nghe-Kai")
matched = st.sets(st.sampled_from(OperatorField)).map(frozenset)
accounts = st.lists(matched, min_size=1, max_size=4)


def matches(password_hash: str, password: str) -> bool:
    return password_hash == f"hash of {password}"


@pytest.mark.parametrize(
    ("relation", "known", "verdict", "ruling", "fields"),
    [
        (Relation.NEW, [], Verdict.PASS, Ruling.NEW_UNIT, ()),
        (Relation.SAME, [], Verdict.REVIEW, Ruling.ACCOUNT_UNKNOWN, ()),
        (Relation.DIFFERENT, [], Verdict.REVIEW, Ruling.ACCOUNT_UNKNOWN, ()),
        (Relation.SAME, [ALL_FIELDS], Verdict.PASS, Ruling.SAME_OPERATOR, ()),
        (Relation.SAME, [ALL_FIELDS - {MOBILE}], Verdict.FAIL, Ruling.FIELDS_DIFFER, (MOBILE,)),
        (Relation.SAME, [NONE], Verdict.FAIL, Ruling.FIELDS_DIFFER, tuple(OperatorField)),
        (Relation.SAME, [{NAME}, ALL_FIELDS], Verdict.PASS, Ruling.SAME_OPERATOR, ()),
        (Relation.SAME, [{NAME}, ALL_FIELDS - {NAME, ID}], Verdict.FAIL, Ruling.FIELDS_DIFFER, (NAME, ID)),
        (Relation.DIFFERENT, [NONE], Verdict.PASS, Ruling.OTHER_OPERATOR, ()),
        (Relation.DIFFERENT, [NONE, NONE], Verdict.PASS, Ruling.OTHER_OPERATOR, ()),
        (Relation.DIFFERENT, [NONE, {MOBILE}], Verdict.FAIL, Ruling.FIELDS_COINCIDE, (MOBILE,)),
        (Relation.DIFFERENT, [{NAME}], Verdict.FAIL, Ruling.NAMESAKE, (NAME,)),
        (Relation.DIFFERENT, [{NAME, ID}], Verdict.FAIL, Ruling.SAME_PERSON, (NAME, ID)),
        (Relation.DIFFERENT, [ALL_FIELDS], Verdict.FAIL, Ruling.SAME_PERSON, tuple(OperatorField)),
        (Relation.NEW, [ALL_FIELDS], Verdict.REVIEW, Ruling.INFERRED_SAME, ()),
        (Relation.NEW, [NONE], Verdict.REVIEW, Ruling.INFERRED_DIFFERENT, ()),
        (Relation.NEW, [{USERNAME, MOBILE}], Verdict.FAIL, Ruling.PARTLY_EQUAL, (USERNAME, MOBILE)),
        (Relation.NEW, None, Verdict.NOT_CHECKED, Ruling.NOT_CHECKED, ()),
    ],
)
def test_each_row_of_the_table(
    relation: Relation,
    known: list[frozenset[OperatorField]] | None,
    verdict: Verdict,
    ruling: Ruling,
    fields: tuple[OperatorField, ...],
) -> None:
    judgement = judge(relation, None if known is None else [frozenset(equal) for equal in known])
    assert (judgement.verdict, judgement.ruling, judgement.fields) == (verdict, ruling, fields)


@given(known=accounts)
def test_the_same_operator_equals_one_account_whole(known: list[frozenset[OperatorField]]) -> None:
    assert (judge(Relation.SAME, known).verdict is Verdict.PASS) == (ALL_FIELDS in known)


@given(known=accounts)
def test_another_operator_shares_nothing_with_any_account(known: list[frozenset[OperatorField]]) -> None:
    assert (judge(Relation.DIFFERENT, known).verdict is Verdict.PASS) == (not any(known))


@given(known=accounts)
def test_nobody_passes_undeclared_where_the_unit_has_accounts(known: list[frozenset[OperatorField]]) -> None:
    assert judge(Relation.NEW, known).verdict in (Verdict.REVIEW, Verdict.FAIL)


@given(known=accounts, relation=st.sampled_from(Relation))
def test_the_password_is_never_named_alone(known: list[frozenset[OperatorField]], relation: Relation) -> None:
    assert judge(relation, known).fields != (PASSWORD,)


@given(known=accounts, relation=st.sampled_from(Relation))
def test_without_a_password_it_follows_the_other_four_and_is_not_named(
    known: list[frozenset[OperatorField]], relation: Relation
) -> None:
    judgement = judge_without_password(relation, known)
    assert PASSWORD not in judgement.fields
    followed = [equal | {PASSWORD} if equal >= ALL_FIELDS - {PASSWORD} else equal - {PASSWORD} for equal in known]
    assert judgement.ruling is judge(relation, followed).ruling


@given(known=accounts, relation=st.sampled_from(Relation))
def test_every_ruling_has_words_that_end_with_a_way_out(
    known: list[frozenset[OperatorField]], relation: Relation
) -> None:
    words = ruling_words(judge(relation, known))
    assert words.endswith("。")
    assert "{" not in words


def test_spellings_of_one_value_are_equal() -> None:
    typed = Operator(Relation.SAME, " yySHILI01", "张　三", "４３０６０２199001010013", "+86 138-0013-8000")
    assert equal_fields(typed, "Zh3nghe-Kai", KNOWN, matches) == ALL_FIELDS


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"username": "yyshili02"}, USERNAME),
        ({"name": "张山"}, NAME),
        ({"id_number": "430602199001010021"}, ID),
        ({"mobile": "13800138001"}, MOBILE),
    ],
)
def test_a_changed_field_is_the_one_that_differs(change: dict[str, str], differs: OperatorField) -> None:
    typed = Operator(**{**ZHANG.__dict__, **change})
    assert equal_fields(typed, "Zh3nghe-Kai", KNOWN, matches) == ALL_FIELDS - {differs}


def test_passwords_are_compared_by_their_hash() -> None:
    assert equal_fields(ZHANG, "another", KNOWN, matches) == ALL_FIELDS - {PASSWORD}


def test_no_personal_value_stands_in_a_representation() -> None:
    assert "430602199001010013" not in repr(KNOWN)
    assert "13800138000" not in repr(KNOWN)
