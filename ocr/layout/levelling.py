"""Levelling: where lines would stand if the page's lines ran exactly from left to right.

A photo or scan is a degree askew even after it was turned, and over a page's width a degree is a line's height.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from models.findings import BoxValue, TextLine

LONG = 4.0
"""A line this many times wider than high tells the page's direction."""
ASIDE = math.radians(6)
"""A line at a larger angle to the page's is a marking or a watermark, no field."""
SHORTEST = 2.0
"""Boxes less wide than this many heights have no direction worth measuring."""


def levelled(lines: Sequence[TextLine]) -> list[tuple[TextLine, BoxValue]]:
    """The lines that run along with the page's, each with its box on the level page."""
    tilt = page_tilt(lines)
    return [
        (line, _level_box(line, tilt))
        for line in lines
        if _width(line) < SHORTEST * _height(line) or abs(_tilt(line) - tilt) < ASIDE
    ]


def page_tilt(lines: Sequence[TextLine]) -> float:
    """The angle in radians at which most of the text runs, clockwise from level; 0 where no line is long enough."""
    long = sorted((_tilt(line), _width(line)) for line in lines if _width(line) >= LONG * _height(line))
    half, passed = sum(width for _, width in long) / 2, 0.0
    for tilt, width in long:
        passed += width
        if passed >= half:
            return tilt
    return 0.0


def _level_box(line: TextLine, tilt: float) -> BoxValue:
    if not line.corners:
        return line.box
    x, y = (sum(corner[axis] for corner in line.corners) / 4 for axis in (0, 1))
    middle_x = x * math.cos(tilt) + y * math.sin(tilt)
    middle_y = y * math.cos(tilt) - x * math.sin(tilt)
    width, height = _width(line), _height(line)
    return round(middle_x - width / 2), round(middle_y - height / 2), round(width), round(height)


def _tilt(line: TextLine) -> float:
    if not line.corners:
        return 0.0
    (left, top), (right, end) = line.corners[:2]
    return math.atan2(end - top, right - left)


def _width(line: TextLine) -> float:
    return math.dist(*line.corners[:2]) if line.corners else float(line.box[2])


def _height(line: TextLine) -> float:
    return math.dist(*line.corners[1:3]) if line.corners else float(line.box[3])
