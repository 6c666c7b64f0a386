"""Which way up a page is, decided by its writing.

No single classifier is trusted, since they are known to turn upright pages over: the shape of the lines says whether
the page lies on its side, and reading a few of them both ways says which way is up. In doubt the page stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import cv2
import numpy as np

from ocr.pages.page import Picture, Quad

_SAMPLES = 3
_LONG = 2.0
"""Lines are at least this many times longer than high; seals and single characters say nothing."""
_SLANTED = 25.0
"""Degrees from which a line neither lies nor stands, as a watermark's across the page."""
_CONVINCING = 0.9
_LEAST_CHARACTERS = 10
_LEAST_LEAD = 0.1
"""By how much another orientation must read better than the present one."""
_STRIP_HEIGHT = 48
_STRIP_WIDTH = 10 * _STRIP_HEIGHT


class Recognised(Protocol):
    """What a recogniser says of one line."""

    @property
    def text(self) -> str:
        """The characters."""
        ...

    @property
    def score(self) -> float:
        """How sure, 0 to 1."""
        ...


class LineReader(Protocol):
    """The two abilities that an orientation needs of an engine."""

    def detect(self, picture: Picture) -> Sequence[Quad]:
        """The lines on `picture`."""
        ...

    def recognise(self, crops: Sequence[Picture]) -> Sequence[Recognised]:
        """The text of each crop, which holds one line from left to right."""
        ...


@dataclass(frozen=True, eq=False)
class Orientation:
    """How a picture must be turned to stand upright."""

    turn: int
    """Degrees clockwise: 0, 90, 180 or 270."""
    boxes: tuple[Quad, ...] | None = None
    """The lines that were found on the picture as it was, so that they need not be sought again."""


Orient: TypeAlias = Callable[[Picture], Orientation]


def orientation_by(reader: LineReader) -> Orient:
    """A function that decides the orientation of pictures with `reader`: one detection, and a few lines recognised."""

    def orient(picture: Picture) -> Orientation:
        boxes = tuple(reader.detect(picture))
        return Orientation(_turn(picture, boxes, reader), boxes)

    return orient


def _turn(picture: Picture, boxes: Sequence[Quad], reader: LineReader) -> int:
    lying, standing = _lines(boxes, lying=True), _lines(boxes, lying=False)
    along, across = _length(lying), _length(standing)
    upright = _legibility(picture, lying[:_SAMPLES], 0, reader)
    if along >= across and upright >= _CONVINCING:
        return 0
    scores = {0: upright, 180: _legibility(picture, lying[:_SAMPLES], 180, reader)}
    if along < across or max(scores.values()) < _CONVINCING:
        scores |= {turn: _legibility(picture, standing[:_SAMPLES], turn, reader) for turn in (90, 270)}
    # A marking may be written across a page: what most lines say counts for more.
    weighed = {turn: score * (across if turn in (90, 270) else along) for turn, score in scores.items()}
    best = max(weighed, key=lambda turn: weighed[turn])
    return best if weighed[best] >= weighed[0] + _LEAST_LEAD * max(along, across) else 0


def _lines(boxes: Sequence[Quad], *, lying: bool) -> list[Quad]:
    """The lines that lie (run from left to right) or stand, longest first; slanted ones where there are no others."""
    shaped = [box for box in boxes if _stretch(box) >= _LONG]
    chosen = [box for box in shaped if _slant(box) < _SLANTED] or shaped
    return sorted((box for box in chosen if _is_lying(box) == lying), key=_longer_side, reverse=True)


def _sides(box: Quad) -> tuple[float, float]:
    """Mean length of the first and third, and of the second and fourth side."""
    sides = np.linalg.norm(np.roll(box, -1, axis=0) - box, axis=1)
    return float(sides[0] + sides[2]) / 2, float(sides[1] + sides[3]) / 2


def _longer_side(box: Quad) -> float:
    return max(_sides(box))


def _stretch(box: Quad) -> float:
    return max(_sides(box)) / max(1.0, min(_sides(box)))


def _is_lying(box: Quad) -> bool:
    width, height = np.ptp(box, axis=0)
    return bool(width >= height)


def _slant(box: Quad) -> float:
    """Degrees between the line in `box` and the nearer one of the picture's edges."""
    first, second = _sides(box)
    along = box[1] - box[0] if first >= second else box[2] - box[1]
    width, height = np.abs(along)
    return float(np.degrees(np.arctan2(min(width, height), max(width, height))))


def _length(boxes: Sequence[Quad]) -> float:
    return sum(_longer_side(box) for box in boxes)


def _legibility(picture: Picture, boxes: Sequence[Quad], turn: int, reader: LineReader) -> float:
    """Mean score of the lines' characters once the page is turned, 0 to 1; 0 where too little is read."""
    if not boxes:
        return 0.0
    found = reader.recognise([_strip(picture, box, turn) for box in boxes])
    characters = sum(len(line.text) for line in found)
    total = sum(line.score * len(line.text) for line in found)
    return total / max(characters, _LEAST_CHARACTERS)


def _strip(picture: Picture, box: Quad, turn: int) -> Picture:
    """The beginning of the line in `box`, as it reads once the page is turned by `turn` degrees clockwise."""
    # Turned clockwise by a quarter, what was at the lower left comes to the upper left.
    corners = np.roll(_corners(box), turn // 90, axis=0)
    length, height = _sides(corners)
    width = max(1, round(_STRIP_HEIGHT * length / max(1.0, height)))
    target = np.array([[0, 0], [width, 0], [width, _STRIP_HEIGHT], [0, _STRIP_HEIGHT]], np.float32)
    transform = cv2.getPerspectiveTransform(corners, target)
    size = (min(width, _STRIP_WIDTH), _STRIP_HEIGHT)
    strip = cv2.warpPerspective(picture, transform, size, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(strip, np.uint8)


def _corners(box: Quad) -> Quad:
    """Clockwise from the upper left as the picture is; detectors begin tilted boxes at any corner."""
    first, second = _sides(box)
    axis = box[1] - box[0] if first >= second else box[2] - box[1]
    axis = axis / max(1e-6, float(np.linalg.norm(axis)))
    if _is_lying(box):
        right = axis if axis[0] >= 0 else -axis
    else:
        down = axis if axis[1] >= 0 else -axis
        right = np.array([down[1], -down[0]])
    down = np.array([-right[1], right[0]])
    long, short = max(first, second) / 2, min(first, second) / 2
    half_width, half_height = (long, short) if _is_lying(box) else (short, long)
    across, along = right * half_width, down * half_height
    middle = box.mean(axis=0)
    corners = (middle - across - along, middle + across - along, middle + across + along, middle - across + along)
    return np.array(corners, np.float32)
