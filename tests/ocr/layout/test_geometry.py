"""Boxes beside and below each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.findings import BoxValue
from ocr.layout import same_row, union

boxes = st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(1, 200), st.integers(1, 200))


@given(st.lists(boxes, min_size=1, max_size=5))
def test_the_union_holds_every_box_and_touches_one_on_each_side(found: list[BoxValue]) -> None:
    left, top, width, height = union(found)
    assert left == min(box[0] for box in found)
    assert top == min(box[1] for box in found)
    assert left + width == max(box[0] + box[2] for box in found)
    assert top + height == max(box[1] + box[3] for box in found)


@given(boxes, boxes)
def test_standing_on_one_row_is_mutual(first: BoxValue, second: BoxValue) -> None:
    assert same_row(first, second) == same_row(second, first)


def test_what_shares_half_of_the_lower_ones_height_stands_on_one_row() -> None:
    assert same_row((0, 100, 50, 40), (80, 120, 50, 40))
    assert not same_row((0, 100, 50, 40), (80, 121, 50, 40))
    assert same_row((0, 100, 50, 40), (80, 60, 50, 200))
