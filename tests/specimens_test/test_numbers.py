"""Numbers on specimens are valid, and wrong exactly where they are meant to be."""

import random

import pytest
from stdnum.cn import ric, uscc

from tests.specimens.numbers import (
    body_check_character,
    code_check_character,
    credit_code,
    identity_number,
    is_valid_credit_code,
    with_one_wrong_character,
)


@pytest.mark.parametrize(
    "code",
    ["91430602MA4TT0009T", "9143060200100007XX", "91430602001000010X", "91430602001000133Y", "914306020010002560"],
)
def test_known_codes_are_valid(code: str) -> None:
    assert is_valid_credit_code(code)


@pytest.mark.parametrize(
    "code", ["52100000500000784G", "91110108MA01YBNX62", "9144030071526726XA", "9I44030071526726XG", ""]
)
def test_known_wrong_codes_are_not_valid(code: str) -> None:
    assert not is_valid_credit_code(code)


def test_the_two_check_characters_use_their_own_alphabets() -> None:
    assert body_check_character("71526726") == "X"
    assert code_check_character("9144030071526726X") == "G"


@pytest.mark.parametrize("prefix", ["91", "92", "93", "12", "51", "52", "53", "11", "13"])
def test_drawn_codes_satisfy_an_independent_validator(prefix: str) -> None:
    chance = random.Random(prefix)
    for _ in range(50):
        code = credit_code(chance, prefix, "430602")
        assert code.startswith(f"{prefix}430602")
        assert is_valid_credit_code(code)
        assert uscc.is_valid(code)


def test_one_wrong_character_breaks_the_code_and_keeps_the_rest() -> None:
    chance = random.Random(7)
    for _ in range(50):
        wrong = with_one_wrong_character(chance, "91430602MA4TT0009T")
        assert not is_valid_credit_code(wrong)
        assert sum(one != other for one, other in zip(wrong, "91430602MA4TT0009T", strict=True)) == 1


def test_identity_numbers_satisfy_an_independent_validator() -> None:
    chance = random.Random(3)
    numbers = [identity_number(chance) for _ in range(50)]
    assert all(ric.calc_check_digit(number) == number[17] for number in numbers)
