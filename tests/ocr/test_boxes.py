"""Numbers in boxes, drawn."""

import cv2
import numpy as np
import pytest

from ocr.boxes import unboxed
from ocr.engines import Picture

SIDE = 40


def row_of_boxes(text: str, boxes: int = 18, paper: int = 240) -> Picture:
    """A row of boxes with rules all around, and a character in each as far as `text` goes."""
    picture = np.full((SIDE + 24, (boxes + 2) * SIDE, 3), paper, np.uint8)
    for place in range(boxes):
        left = SIDE + place * SIDE
        cv2.rectangle(picture, (left, 12), (left + SIDE, 12 + SIDE), (60, 60, 60), 1)
        if place < len(text):
            cv2.putText(picture, text[place], (left + 12, 42), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (120, 50, 30), 2)
    return picture


def ink_columns(picture: Picture) -> int:
    """How many separate runs of inked columns there are."""
    inked = (picture.min(axis=2) < 150).any(axis=0).astype(np.int8)
    return int((np.diff(np.concatenate([[0], inked])) == 1).sum())


@pytest.mark.parametrize("text", ["430602199001010013", "91430602MA4TT0009T"[:16]])
def test_characters_are_set_side_by_side_without_the_rules(text: str) -> None:
    crop = unboxed(row_of_boxes(text))

    assert crop is not None
    assert crop.shape[1] < 18 * SIDE
    assert ink_columns(crop) == len(text)


def test_empty_boxes_leave_paper() -> None:
    crop = unboxed(row_of_boxes(""))

    assert crop is not None
    assert ink_columns(crop) == 0


def test_a_rule_to_write_on_is_no_row_of_boxes() -> None:
    picture = np.full((60, 800, 3), 240, np.uint8)
    cv2.line(picture, (20, 50), (780, 50), (60, 60, 60), 2)
    cv2.putText(picture, "13800138000", (30, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2)

    assert unboxed(picture) is None


def test_a_few_boxes_are_no_number() -> None:
    assert unboxed(row_of_boxes("123", boxes=4)) is None
