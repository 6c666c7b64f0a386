"""The outline of a square name seal (名章): a thin frame of coloured ink at any tilt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import BoxValue
from ocr.engines import Picture

Corners = NDArray[np.float32]
"""4 × 2: corners in pixels, clockwise from the upper left."""

LEAST_FRAME = 0.75
"""Share of the frame that must be ink."""
MOST_ASPECT = 1.6
LEAST_FILL, MOST_FILL = 0.12, 0.8
LARGEST = 0.3
"""Share of the page's longer side that a name seal takes at the most."""
UPRIGHT_SIDE = 96


@dataclass(frozen=True)
class Square:
    """A square or slightly oblong frame on a picture."""

    corners: Corners

    def scaled(self, factor: float) -> Square:
        """The same frame on a picture that is `factor` times larger."""
        return Square(self.corners * factor)

    def box(self, shape: tuple[int, ...]) -> BoxValue:
        """The upright box around it, kept inside a picture of `shape`."""
        left, top = (max(0, round(float(value))) for value in self.corners.min(axis=0))
        right, bottom = (round(float(value)) for value in self.corners.max(axis=0))
        return left, top, max(0, min(shape[1], right) - left), max(0, min(shape[0], bottom) - top)

    def upright(self, picture: Picture, side: int = UPRIGHT_SIDE) -> NDArray[np.generic]:
        """What stands inside the frame, turned upright, `side` × `side` pixels."""
        target = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
        transform = cv2.getPerspectiveTransform(self.corners, target)
        return np.asarray(cv2.warpPerspective(picture, transform, (side, side), borderMode=cv2.BORDER_REPLICATE))

    def framed(self, mask: NDArray[np.uint8]) -> float:
        """The share of its weakest side that is ink in `mask`; 0 where the inside is blank or solid."""
        upright = self.upright(mask).astype(np.float32) > 127
        edge, inner = UPRIGHT_SIDE // 10, UPRIGHT_SIDE // 6
        fill = float(upright[inner:-inner, inner:-inner].mean())
        if not LEAST_FILL < fill < MOST_FILL:
            return 0.0
        sides = (upright[:edge].any(0), upright[-edge:].any(0), upright[:, :edge].any(1), upright[:, -edge:].any(1))
        return min(float(side.mean()) for side in sides)


def squares(mask: NDArray[np.uint8], boxes: Iterable[BoxValue]) -> list[Square]:
    """The square frames that fill any of `boxes` of `mask`."""
    small_enough = [box for box in boxes if max(box[2:]) < LARGEST * max(mask.shape)]
    found = (_square(mask[y : y + height, x : x + width], x, y) for x, y, width, height in small_enough)
    return [square for square in found if square is not None and square.framed(mask) > LEAST_FRAME]


def _square(part: NDArray[np.uint8], x: int, y: int) -> Square | None:
    points = np.argwhere(part)[:, ::-1].astype(np.float32)
    rectangle = cv2.minAreaRect(points)
    sides = sorted(rectangle[1])
    if sides[0] < 1 or sides[1] > MOST_ASPECT * sides[0]:
        return None
    return Square(_clockwise(np.asarray(cv2.boxPoints(rectangle), np.float32)) + np.array([x, y], np.float32))


def _clockwise(corners: NDArray[np.float32]) -> Corners:
    """`corners` clockwise from the one nearest to the upper left."""
    centre = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0])
    ordered = corners[np.argsort(angles)]
    first = int(np.argmin(ordered.sum(axis=1)))
    return np.asarray(np.roll(ordered, -first, axis=0), np.float32)
