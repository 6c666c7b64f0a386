"""Ellipses by their shape alone: smooth arcs along the edges of ink that belong to one outline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.seals.outline import Ellipse, Points, distances, fitted

STEP = 5
"""Pixels along an edge between which its direction is measured."""
SHARPEST = 0.36
"""Radians of turning over STEP pixels that end an arc."""
SHORTEST_ARC = 26
"""Pixels; strokes of characters are shorter."""
LEAST_BEND = 0.35
"""Radians that an arc turns in all; straight rules turn less."""
LEAST_SUM = 1.1
"""Radians of arcs that make an outline worth a look."""
MOST_CANDIDATES = 24
LONG_RUN = 60
"""Pixels."""
LEAST_AROUND = 0.25
"""Share of an oval that one arc must cover."""
MOST_ASPECT = 1.9


@dataclass(frozen=True)
class Arc:
    """A smooth piece of an edge and the circle through it."""

    points: Points
    x: float
    y: float
    radius: float

    @property
    def bend(self) -> float:
        """Radians that it turns in all."""
        return len(self.points) / self.radius


def ellipses_by_shape(mask: NDArray[np.uint8]) -> list[Ellipse]:
    """Outlines, best first, that the edges of the ink in `mask` may lie on."""
    smallest = SHORTEST_ARC / 2
    largest = 0.75 * max(mask.shape)
    runs = list(_runs(mask))
    circles = (arc for run in runs if (arc := _circle(run)) is not None)
    arcs = [arc for arc in circles if smallest < arc.radius < largest and arc.bend > LEAST_BEND]
    arcs.sort(key=lambda arc: len(arc.points), reverse=True)
    groups: list[list[Arc]] = []
    for arc in arcs:
        home = next((group for group in groups if _together(group[0], arc)), None)
        if home is None:
            groups.append([arc])
        else:
            home.append(arc)
    long = [ellipse for run in runs if (ellipse := _long_ellipse(run)) is not None]
    groups = [group for group in groups if sum(arc.bend for arc in group) > LEAST_SUM]
    groups.sort(key=lambda group: sum(arc.bend for arc in group), reverse=True)
    return [ellipse for group in groups[:MOST_CANDIDATES] for ellipse in _outlines(group)] + long


def _together(first: Arc, second: Arc) -> bool:
    apart = np.hypot(first.x - second.x, first.y - second.y)
    return bool(apart < 0.14 * first.radius and abs(first.radius - second.radius) < 0.14 * first.radius)


def _outlines(group: list[Arc]) -> Iterator[Ellipse]:
    """The circle of the group's longest arc, and the ellipse through all of it."""
    weights = [len(arc.points) for arc in group]
    x, y, radius = (
        float(np.average([getattr(arc, name) for arc in group], weights=weights)) for name in ("x", "y", "radius")
    )
    yield Ellipse(x, y, radius, radius)
    if sum(arc.bend for arc in group) > 2.2:
        ellipse = fitted(np.concatenate([arc.points for arc in group]))
        if ellipse is not None and ellipse.aspect < MOST_ASPECT:
            yield ellipse


def _long_ellipse(run: Points) -> Ellipse | None:
    """The ellipse along `run`, where it is long enough to tell an oval from a circle."""
    if len(run) < LONG_RUN:
        return None
    ellipse = fitted(run)
    if ellipse is None or ellipse.aspect > MOST_ASPECT:
        return None
    off = np.abs(distances(run, ellipse) - 1)
    around = len(run) / (2 * np.pi * ellipse.radius)
    return ellipse if float(off.max()) < 0.05 and around > LEAST_AROUND else None


def _runs(mask: NDArray[np.uint8]) -> Iterator[Points]:
    edges, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    for edge in edges:
        if len(edge) < SHORTEST_ARC:
            continue
        points = edge[:, 0, :].astype(np.float32)
        if max(np.ptp(points[:, 0]), np.ptp(points[:, 1])) < 0.6 * SHORTEST_ARC:
            continue
        yield from _smooth_runs(points)


def _smooth_runs(points: Points) -> Iterator[Points]:
    """The pieces of a closed edge between its sharp turns."""
    kernel = cv2.getGaussianKernel(7, 1.6)[:, 0]
    closed = np.concatenate([points[-3:], points, points[:3]])
    smooth = np.stack([np.convolve(closed[:, axis], kernel, "valid") for axis in (0, 1)], axis=1)
    ahead = np.roll(smooth, -STEP, axis=0) - smooth
    direction = np.arctan2(ahead[:, 1], ahead[:, 0])
    turning = np.roll(direction, -STEP) - direction
    turning = np.abs((turning + np.pi) % (2 * np.pi) - np.pi)
    sharp = np.flatnonzero(turning > SHARPEST)
    if not len(sharp):
        yield smooth.astype(np.float32)
        return
    starts = sharp + STEP
    ends = np.append(sharp[1:], sharp[0] + len(points))
    doubled = np.concatenate([smooth, smooth, smooth[: 2 * STEP]])
    for start, end in zip(starts, ends + STEP // 2, strict=True):
        if end - start >= SHORTEST_ARC:
            yield doubled[start:end].astype(np.float32)


def _circle(points: Points) -> Arc | None:
    """The circle through `points` by least squares; None where they do not lie on one."""
    centre = points.mean(axis=0)
    x, y = (points - centre).T.astype(np.float64)
    squares = x * x + y * y
    system = np.stack([x, y, np.ones_like(x)], axis=1)
    (p, q, r), *_ = np.linalg.lstsq(system, squares, rcond=None)
    squared = r + (p * p + q * q) / 4
    if squared <= 0:
        return None
    radius = float(np.sqrt(squared))
    off = np.hypot(x - p / 2, y - q / 2) - radius
    if float(np.sqrt((off * off).mean())) > 0.6 + 0.02 * radius:
        return None
    return Arc(points, float(centre[0] + p / 2), float(centre[1] + q / 2), radius)
