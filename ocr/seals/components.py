"""Outlines by colour: connected ink whose outermost points lie on an ellipse or a square."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import BoxValue
from ocr.seals.outline import Ellipse, Points, fitted

SMALLEST = 36
"""Pixels of the shorter side of a seal's box at working scale."""
MOST_ELONGATED = 2.1
MOST_COMPONENTS = 25
REACH = 7
"""Pixels across which broken ink is joined."""
DIRECTIONS = 120


def regions(mask: NDArray[np.uint8]) -> list[BoxValue]:
    """The boxes of ink that hangs together, as it is and across small gaps, largest first."""
    joined = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((REACH, REACH), np.uint8)), np.uint8)
    return sorted({*_boxes(mask), *_boxes(joined)}, key=lambda box: -box[2] * box[3])


def _boxes(mask: NDArray[np.uint8]) -> Iterator[BoxValue]:
    _, _, measured, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for x, y, width, height, _ in sorted(measured[1:].tolist(), key=lambda row: -row[2] * row[3])[:MOST_COMPONENTS]:
        short, long = sorted((width, height))
        if short >= SMALLEST and long < MOST_ELONGATED * short:
            yield x, y, width, height


def ellipses_by_colour(mask: NDArray[np.uint8], boxes: Iterable[BoxValue]) -> list[Ellipse]:
    """The ellipses around the ink in each of `boxes` of `mask`."""
    found = []
    for x, y, width, height in boxes:
        ellipse = fitted(outermost(mask[y : y + height, x : x + width]) + np.array([x, y], np.float32))
        if ellipse is not None and ellipse.aspect < MOST_ELONGATED and ellipse.long < 1.5 * max(width, height):
            found.append(ellipse)
        found.append(_inscribed(x, y, width, height))
    return found


def _inscribed(x: int, y: int, width: int, height: int) -> Ellipse:
    """The ellipse that fills a box."""
    centre_x, centre_y = x + (width - 1) / 2, y + (height - 1) / 2
    if width >= height:
        return Ellipse(centre_x, centre_y, width / 2, height / 2)
    return Ellipse(centre_x, centre_y, height / 2, width / 2, float(np.pi / 2))


def outermost(mask: NDArray[np.uint8]) -> Points:
    """The ink farthest from the middle of `mask` in each direction."""
    y, x = np.nonzero(mask)
    if not len(x):
        return np.zeros((0, 2), np.float32)
    centre_x, centre_y = (mask.shape[1] - 1) / 2, (mask.shape[0] - 1) / 2
    off_x, off_y = x - centre_x, y - centre_y
    direction = ((np.arctan2(off_y, off_x) / (2 * np.pi) + 1) * DIRECTIONS).astype(int) % DIRECTIONS
    distance = np.hypot(off_x, off_y)
    order = np.lexsort((distance, direction))
    last = np.append(np.flatnonzero(np.diff(direction[order])), len(order) - 1)
    chosen = order[last]
    return np.stack([x[chosen], y[chosen]], axis=1).astype(np.float32)
