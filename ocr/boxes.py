"""Numbers written into boxes, a character each: set close together, as a recogniser expects them."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engines import Picture

FEWEST_BOXES = 8
RULE_LENGTH = 0.45
"""Of the crop's height: what counts as an upright rule; a digit's strokes are shorter."""
CONTRAST = 35
"""Grey levels that a rule is darker than the paper."""
UNEVEN = 0.3
"""Of the usual distance of two rules, that one may differ."""
INSET = 0.12
"""Of a box's width and height, that its rules take on each side."""
GAP = 0.22
"""Of a box's width, that is left between two characters."""


def unboxed(crop: Picture) -> Picture | None:
    """The characters in the boxes on `crop`, side by side; None where there is no row of boxes."""
    grey = np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), np.uint8)
    paper = int(np.percentile(grey, 75))
    rules, top, bottom = _rules(grey < paper - CONTRAST)
    if len(rules) <= FEWEST_BOXES:
        return None
    width = float(np.median(np.diff(rules)))
    cells = [
        _content(crop[top:bottom, round(left + INSET * width) : round(right - INSET * width)], width)
        for left, right in pairwise(rules)
        if abs(right - left - width) < UNEVEN * width
    ]
    return np.ascontiguousarray(np.concatenate(cells, axis=1), np.uint8) if len(cells) >= FEWEST_BOXES else None


def _rules(dark: NDArray[np.bool_]) -> tuple[list[float], int, int]:
    """Where the upright rules stand that belong to one row of boxes, and the rows between its level rules."""
    height = dark.shape[0]
    upright = cv2.morphologyEx(
        dark.astype(np.uint8), cv2.MORPH_OPEN, np.ones((max(5, round(RULE_LENGTH * height)), 1), np.uint8)
    )
    columns = upright.any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], columns.astype(np.int8), [0]])))
    middles = [(start + end - 1) / 2 for start, end in zip(edges[::2], edges[1::2], strict=True)]
    rows = np.flatnonzero(upright.any(axis=1))
    if len(middles) < 2 or not len(rows):
        return [], 0, height
    inset = max(2, round(INSET * (rows[-1] - rows[0])))
    return middles, int(rows[0]) + inset, int(rows[-1]) + 1 - inset


def _content(cell: Picture, width: float) -> Picture:
    """The ink of one box with a little paper on both sides; empty boxes leave a gap."""
    grey = cell.min(axis=2)
    paper = np.percentile(cell, 80, axis=(0, 1))
    inked = np.flatnonzero((grey < paper.min() - CONTRAST).any(axis=0))
    gap = np.full((cell.shape[0], max(1, round(GAP * width / 2)), 3), paper, np.uint8)
    if not len(inked):
        return np.concatenate([gap, gap], axis=1)
    return np.concatenate([gap, cell[:, inked[0] : inked[-1] + 1], gap], axis=1)
