"""Which green cases are drawn for full review."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from models.audit_sample import is_drawn

HASHES = st.lists(st.binary(min_size=1).map(lambda content: hashlib.sha256(content).hexdigest()), max_size=3)


@given(HASHES, st.floats(0, 1))
def test_the_same_files_are_always_drawn_alike_in_any_order(hashes: list[str], share: float) -> None:
    assert is_drawn(hashes, share) == is_drawn(reversed(hashes), share)


@given(HASHES, st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_only_adds(hashes: list[str], one: float, other: float) -> None:
    assert is_drawn(hashes, min(one, other)) <= is_drawn(hashes, max(one, other))


@given(HASHES)
def test_nothing_and_everything(hashes: list[str]) -> None:
    assert not is_drawn(hashes, 0)
    assert is_drawn(hashes, 1)


def test_the_share_is_about_what_was_asked_for() -> None:
    drawn = sum(is_drawn([hashlib.sha256(str(number).encode()).hexdigest()], 0.02) for number in range(20_000))
    assert 300 <= drawn <= 500
