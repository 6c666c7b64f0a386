"""Telephone numbers of units, and segments of mobile numbers."""

from __future__ import annotations

import pytest

from models.identity import is_mobile
from models.telephone import is_telephone, mobile_is_given_out

GIVEN_OUT = (
    *range(130, 140), 145, 147, *range(150, 154), *range(155, 160), 162, *range(165, 168), *range(170, 174),
    *range(175, 179), *range(180, 190), *range(190, 194), *range(195, 200),
)  # fmt: skip
NOT_GIVEN_OUT = (140, 141, 142, 143, 144, 146, 148, 149, 154, 160, 163, 164, 168, 169, 179, 194)


@pytest.mark.parametrize("segment", GIVEN_OUT)
def test_a_segment_in_use_is_given_out(segment: int) -> None:
    assert mobile_is_given_out(f"{segment}00001234")


@pytest.mark.parametrize("segment", NOT_GIVEN_OUT)
def test_another_segment_is_doubted_and_not_refused(segment: int) -> None:
    assert not mobile_is_given_out(f"{segment}90001234")
    assert is_mobile(f"{segment}90001234")


@pytest.mark.parametrize(
    "text",
    [
        "0730-8880000",
        "07308880000",
        "8880000",
        "０７３０－８８８００００",
        "010-88880000-12",
        "13800138000",
        "+86 138 0013 8000",
    ],
)
def test_a_fixed_line_or_a_mobile_reaches_a_unit(text: str) -> None:
    assert is_telephone(text)


@pytest.mark.parametrize("text", ["", "110", "0730-888", "730-8880000", "0730-8880000-1234567", "转人事科"])
def test_anything_else_does_not(text: str) -> None:
    assert not is_telephone(text)
