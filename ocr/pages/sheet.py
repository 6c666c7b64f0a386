"""Find a photographed sheet on its ground: its four corners, or nothing where that is not certain.

A scan, a screenshot and a picture cut at the document's own frame have no ground around the sheet; they must be left
as they are, since a marking (用途标注) may stand in the margin outside of a printed frame. So a quadrilateral counts as
the sheet only if the ground outside of it is darker or more coloured than the paper inside, along all four sides.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from ocr.pages.page import Picture, Points
from ocr.pages.quadrilateral import area_of, fits_a_sheet, in_order, quadrilateral_of
from ocr.pages.sheet_border import border_strength, fit_border
from ocr.pages.sheet_masks import paper_masks

_WORKING_SIDE = 800
_LEAST_AREA = 0.12
_MOST_OUTSIDE = 0.06
"""How far a corner may lie outside of the picture, as a part of its longer side."""
# A straight rectangle that nearly fills the picture is a scan, or a copy cut at its own frame: nothing to gain there.
_NEARLY_FILLS = 0.05
_STRAIGHT = 0.007


def find_sheet(picture: Picture) -> Points | None:
    """The sheet's corners in pixels of `picture`, clockwise from the upper left; None where no sheet is certain."""
    height, width = picture.shape[:2]
    scale = min(1.0, _WORKING_SIDE / max(height, width))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2LAB).astype(np.float32)
    best = _best_candidate(lab)
    if best is None or _fills(best, lab.shape[1], lab.shape[0]):
        return None
    return np.asarray(best / scale, np.float64)


def _best_candidate(lab: npt.NDArray[np.float32]) -> Points | None:
    """The strongest of all borders; among equals the outermost."""
    best, best_score = None, 0.0
    for mask in paper_masks(lab):
        for rough in _quadrilaterals(mask):
            corners = fit_border(lab, rough)
            if corners is None or not _is_plausible(corners, lab):
                continue
            score = border_strength(lab, corners) * math.sqrt(area_of(corners))
            if score > best_score:
                best, best_score = corners, score
    return best


def _quadrilaterals(mask: npt.NDArray[np.uint8]) -> list[Points]:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    large = [contour for contour in contours if cv2.contourArea(cv2.convexHull(contour)) >= _LEAST_AREA * mask.size]
    found = (quadrilateral_of(contour) for contour in large)
    return [in_order(corners) for corners in found if corners is not None]


def _is_plausible(corners: Points, lab: npt.NDArray[np.float32]) -> bool:
    height, width = lab.shape[:2]
    slack = _MOST_OUTSIDE * max(height, width)
    inside = bool((corners >= -slack).all() and (corners <= np.array([width, height]) + slack).all())
    return inside and area_of(corners) >= _LEAST_AREA * height * width and fits_a_sheet(corners)


def _fills(corners: Points, width: int, height: int) -> bool:
    """Whether the corners are near to the picture's own, and those of an upright rectangle."""
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    upright = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64)
    near, straight = (float(np.abs(corners - other).max()) / max(width, height) for other in (whole, upright))
    return near < _NEARLY_FILLS and straight < _STRAIGHT
