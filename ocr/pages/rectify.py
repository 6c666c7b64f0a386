"""Turn a photographed sheet into an upright rectangle with the sheet's own proportions."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from ocr.pages.page import Picture, Points
from ocr.pages.quadrilateral import side_lengths

Transform = npt.NDArray[np.float64]
"""3 × 3: takes (x, y, 1) of one picture to another."""

_SERIES_A = math.sqrt(2)
# Proportions this near to those of A4 and A3 (ISO 216), the sizes of all certificates and letters, are taken for them.
_NEAR_SERIES_A = 0.12
_MOST_SHORTENED = 0.7
_LEAST_CONVERGENCE = 0.05
# Squared focal length of a telephone's main camera (26 to 28 mm on a film of 36 mm), in longer sides of the picture.
_TELEPHONE = 0.56


def rectify(picture: Picture, corners: Points, longest_side: int) -> tuple[Picture, Transform]:
    """The sheet with these `corners` (clockwise from upper left), at most `longest_side` pixels, and the way to it."""
    width, height = _size(picture, corners, longest_side)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    transform = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    sheet = cv2.warpPerspective(
        picture, transform, (width, height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(sheet, np.uint8), np.asarray(transform, np.float64)


def _size(picture: Picture, corners: Points, longest_side: int) -> tuple[int, int]:
    top, right, bottom, left = side_lengths(corners)
    proportion = _snapped(proportion_of(corners, picture.shape[1], picture.shape[0]))
    width = max(top, bottom, max(left, right) * proportion)
    scale = min(1.0, longest_side / max(width, width / proportion))
    return max(1, round(width * scale)), max(1, round(width / proportion * scale))


def _snapped(proportion: float) -> float:
    for known in (_SERIES_A, 1 / _SERIES_A):
        if abs(proportion / known - 1) < _NEAR_SERIES_A:
            return known
    return proportion


def proportion_of(corners: Points, width: int, height: int) -> float:
    """The true width of a sheet divided by its height, from its corners on a picture of `width` × `height` pixels.

    The method is that of Zhang and He, Whiteboard scanning and image enhancement (2007), section 3, which takes the
    picture's middle for the camera's axis. A picture that was cut afterwards may give nonsense; there the sides' mean
    lengths are used.
    """
    top, right, bottom, left = side_lengths(corners)
    plain = (top + bottom) / (left + right)
    exact = _by_perspective((corners - np.array([width / 2, height / 2])) / max(width, height))
    return exact if _MOST_SHORTENED < exact / plain < 1 / _MOST_SHORTENED else plain


def _by_perspective(corners: Points) -> float:
    upper_left, upper_right, lower_right, lower_left = (np.append(corner, 1.0) for corner in corners)
    diagonal = np.cross(upper_left, lower_right)
    right_scale = np.dot(diagonal, lower_left) / _not_zero(np.dot(np.cross(upper_right, lower_right), lower_left))
    left_scale = np.dot(diagonal, upper_right) / _not_zero(np.dot(np.cross(lower_left, lower_right), upper_right))
    across, down = right_scale * upper_right - upper_left, left_scale * lower_left - upper_left
    weights = np.array([1.0, 1.0, _focal_length_squared(across, down)])
    return float(np.sqrt((across**2 * weights).sum() / _not_zero((down**2 * weights).sum())))


def _focal_length_squared(across: Points, down: Points) -> float:
    """In longer sides of the picture, from the sheet's two vanishing points.

    A sheet tilted about one axis alone has only one of them; there, and for impossible answers, a telephone's is taken.
    """
    if min(abs(across[2]), abs(down[2])) < _LEAST_CONVERGENCE:
        return _TELEPHONE
    found = -(across[0] * down[0] + across[1] * down[1]) / (across[2] * down[2])
    return float(found) if _TELEPHONE / 2 < found < _TELEPHONE * 2 else _TELEPHONE


def _not_zero(value: float) -> float:
    return value if abs(value) > 1e-9 else 1e-9
