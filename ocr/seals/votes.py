"""Circles by the vote of edges: found where print breaks an outline into pieces too short to be arcs."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.seals.ink import Layer
from ocr.seals.outline import Ellipse

SHRINK = 0.6
"""Votes are counted on a smaller picture: its circles are as round, and there are fewer places to vote for."""
STRONG = 0.6
"""Strength of ink from which more says no more."""
SMALLEST, LARGEST = 16, 0.19
"""Radius in pixels of the smaller picture, and as a share of its longer side."""
APART = 20
EDGE_STRENGTH = 200.0
PERFECTION = 0.7
"""Share of a circle's edge that must agree."""


def circles_by_vote(strength: Layer) -> list[Ellipse]:
    """The circles that the edges of the ink in `strength` vote for, most votes first."""
    levels = (np.clip(strength, 0, STRONG) * (255 / STRONG)).astype(np.uint8)
    small = cv2.resize(levels, None, fx=SHRINK, fy=SHRINK, interpolation=cv2.INTER_AREA)
    largest = max(SMALLEST + 1, round(LARGEST * max(small.shape)))
    found = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT_ALT, 1.5, APART, param1=EDGE_STRENGTH, param2=PERFECTION, minRadius=SMALLEST,
        maxRadius=largest,
    )  # fmt: skip
    if found is None:
        return []
    return [Ellipse(*(float(value) / SHRINK for value in (x, y, radius, radius))) for x, y, radius in found[0][:, :3]]
