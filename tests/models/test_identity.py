"""The operator's number, mobile and name, by GB 11643 and the rules of the form."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.identity import (
    IdentityDoubt,
    IdentityFault,
    bears_check_character,
    id_check_character,
    id_number_doubts,
    id_number_fault,
    is_mobile,
    is_person_name,
    mask_id_number,
    mask_mobile,
    normalise_id_number,
    normalise_mobile,
    normalise_person_name,
)

TODAY = dt.date(2026, 11, 24)
numbers = st.builds(
    lambda area, born, sequence: f"{area:06d}{born:%Y%m%d}{sequence:03d}",
    st.integers(110000, 839999),
    st.dates(dt.date(1930, 1, 1), dt.date(2008, 1, 1)),
    st.integers(0, 999),
).map(lambda digits: digits + id_check_character(digits))


@pytest.mark.parametrize("number", ["430602199001010013", "430602199001010021", "810000198506150012"])
def test_a_right_number_has_no_fault(number: str) -> None:
    assert id_number_fault(number, TODAY) is None


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_standards_own_examples_check(number: str) -> None:
    assert id_check_character(number[:17]) == number[17]


@given(number=numbers)
def test_a_number_with_its_check_character_has_no_fault(number: str) -> None:
    assert id_number_fault(number, TODAY) is None


@given(number=numbers, place=st.integers(0, 16), step=st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, step: int) -> None:
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert id_number_fault(wrong, TODAY) is not None
    assert not bears_check_character(wrong)


@given(number=numbers, place=st.integers(0, 15))
def test_two_exchanged_neighbours_are_always_found(number: str, place: int) -> None:
    left, right = number[place], number[place + 1]
    wrong = number[:place] + right + left + number[place + 2 :]
    assert (id_number_fault(wrong, TODAY) is None) == (left == right)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", IdentityFault.SHAPE),
        ("430602900101001", IdentityFault.SHAPE),
        ("4306021990010100139", IdentityFault.SHAPE),
        ("43060219900101001A", IdentityFault.SHAPE),
        ("43060219900230001X", IdentityFault.BIRTH_DATE),
        ("430602202711250019", IdentityFault.AGE),
        ("430602191001010013", IdentityFault.AGE),
        ("430602199001010014", IdentityFault.CHECK_CHARACTER),
    ],
)
def test_what_is_wrong_is_named(number: str, fault: IdentityFault) -> None:
    assert id_number_fault(number, TODAY) is fault


def test_an_operator_may_be_sixteen_from_the_birthday_on() -> None:
    digits = "43060220101124001"
    number = digits + id_check_character(digits)
    assert id_number_fault(number, TODAY) is None
    assert id_number_fault(number, TODAY - dt.timedelta(days=1)) is IdentityFault.AGE
    assert id_number_doubts(number, TODAY) == (IdentityDoubt.UNDER_AGE,)


@pytest.mark.parametrize(
    ("area", "doubts"),
    [("430602", ()), ("430124", ()), ("830000", ()), ("991234", ()), ("170001", (IdentityDoubt.UNKNOWN_PROVINCE,))],
)
def test_an_unknown_area_is_doubted_and_not_refused(area: str, doubts: tuple[IdentityDoubt, ...]) -> None:
    digits = f"{area}19900101001"
    number = digits + id_check_character(digits)
    assert id_number_fault(number, TODAY) is None
    assert id_number_doubts(number, TODAY) == doubts


def test_numbers_and_names_are_read_in_any_spelling() -> None:
    assert normalise_id_number(" 11010519491231００２x ") == "11010519491231002X"
    assert normalise_mobile("+86 138-0013-8000") == normalise_mobile("008613800138000") == "13800138000"
    assert normalise_person_name(" 买买提•艾力 ") == "买买提·艾力"


@pytest.mark.parametrize("text", ["13800138000", "+86 138 0013 8000", "１３８００１３８０００", "199-0000-0000"])
def test_a_mobile_number(text: str) -> None:
    assert is_mobile(text)


@pytest.mark.parametrize("text", ["", "12800138000", "1380013800", "138001380000", "0730-8880000", "1380013800a"])
def test_no_mobile_number(text: str) -> None:
    assert not is_mobile(text)


@pytest.mark.parametrize("text", ["张三", "欧阳小明", "买买提·艾力", "买买提．艾力", "王　明"])
def test_a_name(text: str) -> None:
    assert is_person_name(text)


@pytest.mark.parametrize("text", ["", "张", "张3", "Zhang San", "·张三", "张三·", "张" * 31])
def test_no_name(text: str) -> None:
    assert not is_person_name(text)


def test_masks_hide_the_birth_date_and_the_middle() -> None:
    assert mask_id_number("430602199001010013") == "430602********0013"
    assert mask_mobile("13800138000") == "138****8000"
    assert mask_id_number("4306") == mask_mobile("4306") == "****"
