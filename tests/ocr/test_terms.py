"""Until when a certificate is valid, as it is printed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.terms import end_in, end_of_term, is_endless, is_term

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@given(DAYS, DAYS)
def test_the_end_stands_behind_the_beginning(begins: dt.date, ends: dt.date) -> None:
    text = f"自{begins.year}年{begins.month:02}月{begins.day:02}日至{ends.year}年{ends.month:02}月{ends.day:02}日"
    assert end_of_term(text) == ends
    assert end_of_term(end_in(f"有效期 {text}") or "") == ends


@pytest.mark.parametrize("text", ["长期", "2019年03月01日至长期", "永久有效"])
def test_some_have_no_end(text: str) -> None:
    assert is_endless(text)
    assert is_term(text)


@pytest.mark.parametrize("text", ["", "自20", "自2024年07月28日", "自2030月26日", "至2027年13月45日"])
def test_a_part_of_a_term_is_none(text: str) -> None:
    assert not is_term(text)
    assert end_in(text) is None


def test_of_an_end_partly_read_the_first_day_counts() -> None:
    assert end_of_term("自2024年07月28日至2029年") == dt.date(2029, 1, 1)
