"""Where print lies over a pale annotation, as over a watermark: what it covers is no evidence against the words."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.engines import Picture
from ocr.visible import Profile

LEAST_INK = 18.0
"""Grey levels that ink is darker than paper."""
PALE = 0.6
"""Of the darkest ink's darkness, that an annotation has at the most so that print over it can be told from it."""
DARKER = 0.5
"""Of the way from the annotation's darkness to the darkest ink's, from which ink is print."""
SPREAD = 1.5
"""Strokes are hidden by print that covers less than their whole place."""
EDGE = 3
"""Pixels across the soft edge of print."""


def covered_by_print(level: Picture) -> Profile:
    """Which share of the height of the `level` line print covers, column by column; 0 where the line is no paler."""
    grey = np.asarray(cv2.cvtColor(level, cv2.COLOR_BGR2GRAY), np.float32)
    darkness = float(np.percentile(grey, 75)) - grey
    inked = darkness[darkness > LEAST_INK]
    if not len(inked):
        return np.zeros(level.shape[1], np.float32)
    own, darkest = float(np.median(inked)), float(np.percentile(inked, 99))
    if own > PALE * darkest:
        return np.zeros(level.shape[1], np.float32)
    printed = (darkness > own + DARKER * (darkest - own)).astype(np.uint8)
    printed = np.asarray(cv2.dilate(printed, np.ones((EDGE, EDGE), np.uint8)), np.uint8)
    return np.asarray(np.clip(printed.mean(axis=0) * SPREAD, 0, 1), np.float32)
