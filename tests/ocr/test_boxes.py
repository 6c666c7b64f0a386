"""Numbers in boxes, drawn."""

import cv2
import numpy as np
import pytest

from ocr.boxes import holds_ink, unboxed
from ocr.engines import Picture
from tests.ocr.printed import SIDE, row_of_boxes


def ink_columns(picture: Picture) -> int:
    """How many separate runs of inked columns there are."""
    inked = (picture.min(axis=2) < 150).any(axis=0).astype(np.int8)
    return int((np.diff(np.concatenate([[0], inked])) == 1).sum())


@pytest.mark.parametrize("text", ["430602199001010013", "91430602MA4TT0009T"[:16]])
def test_characters_are_set_side_by_side_without_the_rules(text: str) -> None:
    crop = unboxed(row_of_boxes(text), 18)

    assert crop is not None
    assert crop.shape[1] < 18 * SIDE
    assert ink_columns(crop) == len(text)


def test_empty_boxes_leave_paper() -> None:
    crop = unboxed(row_of_boxes(""), 18)

    assert crop is not None
    assert ink_columns(crop) == 0


def test_a_rule_to_write_on_is_no_row_of_boxes() -> None:
    picture = np.full((60, 800, 3), 240, np.uint8)
    cv2.line(picture, (20, 50), (780, 50), (60, 60, 60), 2)
    cv2.putText(picture, "13800138000", (30, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2)

    assert unboxed(picture, 11) is None


def test_a_few_boxes_are_no_number() -> None:
    assert unboxed(row_of_boxes("123", boxes=4), 18) is None


@pytest.mark.parametrize("boxes", [17, 19])
def test_a_row_of_more_or_fewer_boxes_is_another(boxes: int) -> None:
    assert unboxed(row_of_boxes("1" * boxes, boxes), 18) is None


@pytest.mark.parametrize("slope", [-0.04, 0.02, 0.05])
def test_a_row_that_is_not_quite_level_is_found(slope: float) -> None:
    row = cv2.copyMakeBorder(row_of_boxes("430602199001010013"), 40, 40, 0, 0, cv2.BORDER_REPLICATE)
    matrix = np.array([[1, 0, 0], [slope, 1, -slope * row.shape[1] / 2]], np.float64)
    leaning = cv2.warpAffine(row, matrix, row.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
    crop = unboxed(np.asarray(leaning, np.uint8), 18)

    assert crop is not None
    assert ink_columns(crop) == 18


def test_a_rule_that_is_torn_stands_where_the_others_say() -> None:
    row = row_of_boxes("430602199001010013")
    row[14:32, 8 * SIDE - 2 : 8 * SIDE + 3] = 240
    crop = unboxed(row, 18)

    assert crop is not None
    assert ink_columns(crop) == 18


@pytest.mark.parametrize("grain", [0, 6])
@pytest.mark.parametrize(("text", "is_written"), [("", False), ("430602199001010013", True)])
def test_boxes_tell_whether_anything_is_written_in_them(text: str, is_written: bool, grain: int) -> None:
    row = row_of_boxes(text)
    noise = np.random.default_rng(7).normal(0, grain, row.shape)

    assert holds_ink(np.clip(row + noise, 0, 255).astype(np.uint8), 18) is is_written
