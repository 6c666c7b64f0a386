"""A square name seal (名章): two to five characters in one or two columns or rows."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.engines import Picture, Reader, Recognition
from ocr.seals.characters import chinese_in, trimmed
from ocr.seals.squares import Square

SIDE = 120
"""Pixels of the upright seal that the characters are cut from."""
FRAME = 11
"""Pixels of it that the frame takes on each side."""
LEAST_SCORE = 0.7
FEWEST, MOST = 2, 6
UNUSUAL = 0.3
"""What a less usual order must read better."""


def read_name(picture: Picture, outline: Square, reader: Reader) -> tuple[Picture, Recognition]:
    """The upright seal, and the name on it in reading order; an empty text where no name is legible."""
    upright = np.asarray(outline.upright(picture, SIDE), np.uint8)
    inner = upright[FRAME:-FRAME, FRAME:-FRAME]
    orders = (_right_column_first(inner), _upper_row_first(inner), inner)
    readings = [trimmed(reading) for reading in reader.recognise(orders)]
    best = max(
        range(len(readings)),
        key=lambda index: readings[index].score * min(4, len(chinese_in(readings[index].text))) - UNUSUAL * index,
    )
    name = readings[best]
    legible = FEWEST <= len(chinese_in(name.text)) <= MOST and name.score > LEAST_SCORE
    return upright, name if legible else Recognition("", 0.0)


def _right_column_first(inner: Picture) -> Picture:
    """The traditional order: the right column downwards, then the left one."""
    half = len(inner) // 2
    quarters = (inner[:half, -half:], inner[-half:, -half:], inner[:half, :half], inner[-half:, :half])
    return np.ascontiguousarray(cv2.hconcat(quarters), np.uint8)


def _upper_row_first(inner: Picture) -> Picture:
    """The modern order: the upper row from left to right, then the lower one."""
    half = len(inner) // 2
    return np.ascontiguousarray(cv2.hconcat((inner[:half], inner[-half:])), np.uint8)
