"""Geometry of four corners."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.pages.page import Points

_LEAST_ANGLE, _MOST_ANGLE = 55.0, 125.0
_MOST_FORESHORTENING = 2.2


def in_order(corners: Points) -> Points:
    """The same corners clockwise (as seen on the picture), beginning with the one nearest to the upper left."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    clockwise = corners[np.argsort(angles)]
    first = int(np.argmin(clockwise.sum(axis=1)))
    return np.roll(clockwise, -first, axis=0)


def area_of(corners: Points) -> float:
    """Area in square pixels."""
    return float(cv2.contourArea(corners.astype(np.float32)))


def side_lengths(corners: Points) -> tuple[float, float, float, float]:
    """Top, right, bottom and left."""
    top, right, bottom, left = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return float(top), float(right), float(bottom), float(left)


def fits_a_sheet(corners: Points) -> bool:
    """Whether a rectangular sheet, held at an ordinary angle to the camera, can look like this."""
    if not cv2.isContourConvex(corners.astype(np.float32).reshape(-1, 1, 2)):
        return False
    top, right, bottom, left = side_lengths(corners)
    even = max(top, bottom) < _MOST_FORESHORTENING * min(top, bottom)
    even = even and max(left, right) < _MOST_FORESHORTENING * min(left, right)
    return even and all(_LEAST_ANGLE < angle < _MOST_ANGLE for angle in _angles(corners))


def _angles(corners: Points) -> list[float]:
    """Interior angles in degrees."""
    towards, back = np.roll(corners, -1, axis=0) - corners, np.roll(corners, 1, axis=0) - corners
    cosines = (towards * back).sum(axis=1) / (np.linalg.norm(towards, axis=1) * np.linalg.norm(back, axis=1) + 1e-9)
    return [float(angle) for angle in np.degrees(np.arccos(np.clip(cosines, -1, 1)))]


def quadrilateral_of(contour: np.ndarray) -> Points | None:
    """The quadrilateral that a contour's hull nearly is, or None."""
    hull = cv2.convexHull(contour)
    length = cv2.arcLength(hull, True)
    for tolerance in np.linspace(0.01, 0.08, 15):
        corners = cv2.approxPolyDP(hull, tolerance * length, True)
        if len(corners) == 4:
            return np.asarray(corners, np.float64).reshape(4, 2)
        if len(corners) < 4:
            return None
    return None
