"""Masking of personal data."""

import pytest

from models.privacy.masking import mask_id_number, mask_mobile, mask_personal


def test_numbers_lose_their_middle() -> None:
    assert mask_id_number("430602199001010013") == "430602********0013"
    assert mask_id_number("43060219900101001X") == "430602********001X"
    assert mask_mobile("13800138000") == "138****8000"


@pytest.mark.parametrize("number", ["430602900101001", "P1234567", "12", "4", "", "430602199001010013 "])
def test_a_number_of_an_unusual_form_shows_its_end_alone(number: str) -> None:
    masked = mask_id_number(number)
    assert len(masked) == len(number)
    assert masked.count("*") >= len(number) / 2 or "********" in masked


def test_numbers_inside_a_sentence_are_found() -> None:
    text = "身份证号码430602199001010013，手机13800138000。"
    assert mask_personal(text) == "身份证号码430602********0013，手机138****8000。"
    assert len(mask_personal(text)) == len(text)


@pytest.mark.parametrize("text", ["91430602MA4TT0009T", "124306004466000013", "4306020012345", "2026-000123"])
def test_codes_and_seal_numbers_are_left_alone(text: str) -> None:
    assert mask_personal(text) == text
