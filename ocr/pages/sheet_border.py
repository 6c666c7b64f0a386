"""Place a sheet's border exactly, and say how surely it is one."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from ocr.pages.page import Points
from ocr.pages.sheet_masks import Lab

Parts: TypeAlias = npt.NDArray[np.float64]

_SAMPLES = 60
_WITHIN: Parts = np.linspace(0.04, 0.96, _SAMPLES)
_BEFORE: Parts = np.linspace(-0.2, -0.03, 20)
_BEYOND: Parts = np.linspace(1.03, 1.2, 20)
_LEAST_SAMPLES_BEYOND = 4
_REACH = 0.03
"""How far from a rough side its true place is sought, as a part of the picture's longer side."""
_BAND = 6
"""Width of the strips that are compared on both sides of the border, in working pixels."""
_GAP = 2
_FRAME = 48
"""How far outside, in working pixels, the paper beyond a printed frame is looked for."""
_LEAST_STEP = 12.0
"""By how much ground and paper must differ, in Lab units of 0 to 255."""
_STEP = 4
_NEARLY = 0.7
_LEAST_SUPPORT = 0.6
"""Part of each side along which they must; a thumb, a shadow or a curled corner may hide the rest."""


def fit_border(lab: Lab, rough: Points) -> Points | None:
    """`rough` with each side moved to the strongest step from ground to paper nearby; None where sides do not meet."""
    lines = [_fit_side(lab, rough[side], rough[(side + 1) % 4]) for side in range(4)]
    corners = [_intersection(lines[side - 1], lines[side]) for side in range(4)]
    if any(corner is None for corner in corners):
        return None
    return np.array(corners, np.float64)


def border_strength(lab: Lab, corners: Points) -> float:
    """0 for no sheet's border, else the mean support of its four sides.

    A sample on a side supports it where the ground outside is darker or more coloured than the paper inside. One side
    without support is enough to say no: a printed frame on paper has paper on both sides.
    """
    sides = [(corners[side], corners[(side + 1) % 4]) for side in range(4)]
    supports = [_support(lab, *side, _WITHIN, least=_SAMPLES // 4) for side in sides]
    if min(supports) < _LEAST_SUPPORT or any(_goes_on(lab, *side) for side in sides):
        return 0.0
    return float(np.mean(supports))


def _goes_on(lab: Lab, start: Points, end: Points) -> bool:
    """Whether the step goes on in line beyond a corner, as the edge of a shadow that falls across the sheet does."""
    supports = (_support(lab, start, end, parts, least=_LEAST_SAMPLES_BEYOND) for parts in (_BEFORE, _BEYOND))
    return max(supports) >= _LEAST_SUPPORT


def _support(lab: Lab, start: Points, end: Points, parts: Parts, *, least: int) -> float:
    """The part of the samples on the picture that step down; 0 where fewer than `least` are on it."""
    places = start + parts[:, np.newaxis] * (end - start)
    margin = _GAP + _BAND
    height, width = lab.shape[:2]
    seen = ((places >= margin) & (places < np.array([width, height]) - margin)).all(axis=1)
    return float(_steps_down(lab, start, end, parts[seen]).mean()) if seen.sum() >= least else 0.0


def _along(start: Points, end: Points, parts: Parts) -> tuple[Points, Points]:
    """Samples on a side at `parts` of its length, and the unit normal that points out of a clockwise quadrilateral."""
    direction = (end - start) / (np.linalg.norm(end - start) + 1e-9)
    return start + parts[:, np.newaxis] * (end - start), np.array([direction[1], -direction[0]])


def _profiles(lab: Lab, points: Points, normal: Points, offsets: npt.NDArray[np.float64]) -> Lab:
    """Colours at `offsets` along the normal from each point: samples × offsets × 3."""
    places = points[:, np.newaxis, :] + offsets[np.newaxis, :, np.newaxis] * normal
    places = places.astype(np.float32)
    colours = cv2.remap(lab, places[:, :, 0], places[:, :, 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(colours, np.float32)


def _fit_side(lab: Lab, start: Points, end: Points) -> tuple[Points, Points]:
    """A point on the side and its direction."""
    points, normal = _along(start, end, _WITHIN)
    reach = _REACH * max(lab.shape[:2])
    offsets = np.arange(-reach, reach + 1, 1.0)
    profiles = _profiles(lab, points, normal, offsets)
    likeness = _paper_likeness(profiles)
    steps = likeness[:, :-_STEP] - likeness[:, _STEP:]
    # A frame printed near the border steps as strongly; the border is the outermost strong step.
    peaks = (steps >= _NEARLY * steps.max(axis=1, keepdims=True)) & (
        steps >= cv2.dilate(steps, np.ones((1, 7), np.uint8))
    )
    outermost = steps.shape[1] - 1 - peaks[:, ::-1].argmax(axis=1)
    clear = steps.max(axis=1) >= _LEAST_STEP
    if clear.sum() < _SAMPLES // 4:
        return start, end - start
    edge = points[clear] + offsets[outermost[clear] + _STEP // 2][:, np.newaxis] * normal
    x_direction, y_direction, x, y = cv2.fitLine(edge.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    return np.array([x, y], np.float64), np.array([x_direction, y_direction], np.float64)


def _intersection(first: tuple[Points, Points], second: tuple[Points, Points]) -> Points | None:
    system = np.array([first[1], -second[1]]).T
    if abs(np.linalg.det(system)) < 1e-6:
        return None
    distance = np.linalg.solve(system, second[0] - first[0])[0]
    return np.asarray(first[0] + distance * first[1], np.float64)


def _steps_down(lab: Lab, start: Points, end: Points, parts: Parts) -> npt.NDArray[np.bool_]:
    """For samples on a side at `parts` of its length, whether the ground outside is darker or more coloured."""
    points, normal = _along(start, end, parts)
    outside, inside = (
        _profiles(lab, points, normal, sign * np.arange(_GAP, _GAP + _BAND, 1.0)).mean(axis=1) for sign in (1, -1)
    )
    darker = inside[:, 0] - outside[:, 0] >= _LEAST_STEP
    coloured = _chroma(outside) - _chroma(inside) >= _LEAST_STEP
    return np.asarray((darker | coloured) & ~_is_paper_again(lab, points, normal, inside), np.bool_)


def _is_paper_again(lab: Lab, points: Points, normal: Points, inside: Lab) -> npt.NDArray[np.bool_]:
    """Whether something as light as `inside` follows soon after the step, as the margin follows a printed frame."""
    beyond = _profiles(lab, points, normal, np.arange(_GAP + _BAND, _FRAME, 1.0))
    lightest = cv2.blur(_paper_likeness(beyond), (_BAND, 1)).max(axis=1)
    return np.asarray(lightest > _paper_likeness(inside) - _LEAST_STEP, np.bool_)


def _paper_likeness(lab: Lab) -> Lab:
    return np.asarray(lab[..., 0] - _chroma(lab), np.float32)


def _chroma(lab: Lab) -> npt.NDArray[np.float32]:
    return np.asarray(np.linalg.norm(lab[..., 1:] - 128, axis=-1), np.float32)
