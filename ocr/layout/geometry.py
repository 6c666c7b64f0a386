"""Boxes on a page: which stand beside each other, and which below."""

from __future__ import annotations

from collections.abc import Iterable

from models.findings import BoxValue, Corners

SAME_ROW = 0.5
"""Two boxes that share this much of the lower one's height stand on one row."""


def union(boxes: Iterable[BoxValue]) -> BoxValue:
    """The box around `boxes`, of which there must be one at least."""
    corners = [(x, y, x + width, y + height) for x, y, width, height in boxes]
    left, top = min(box[0] for box in corners), min(box[1] for box in corners)
    return left, top, max(box[2] for box in corners) - left, max(box[3] for box in corners) - top


def same_row(first: BoxValue, second: BoxValue) -> bool:
    """Whether two boxes stand beside each other."""
    overlap = min(first[1] + first[3], second[1] + second[3]) - max(first[1], second[1])
    return overlap >= SAME_ROW * min(first[3], second[3])


def right(box: BoxValue) -> int:
    """The box's right edge."""
    return box[0] + box[2]


def middle(box: BoxValue) -> float:
    """The height at which the box's middle stands."""
    return box[1] + box[3] / 2


def corners_of(box: BoxValue) -> Corners:
    """The corners of an upright box, clockwise from its upper left."""
    x, y, width, height = box
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)
