"""The ring of a seal as a straight line of text."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engines import Picture
from ocr.seals.ink import Layer
from ocr.seals.outline import Ellipse

STRIP_HEIGHT = 48
"""Pixels: the recogniser's own height, so that small seals are enlarged once, from their own pixels."""
BOTTOM = pi / 2
"""The angle, clockwise from the x axis, of an upright seal's lowest point."""


@dataclass(frozen=True)
class Band:
    """A stretch of the way from the seal's centre (0) to its outline (1)."""

    inner: float
    outer: float

    @property
    def middle(self) -> float:
        """Half way between both edges."""
        return (self.inner + self.outer) / 2

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.outer - self.inner


@dataclass(frozen=True)
class Stretch:
    """A piece of the ring: `turn` radians from `start` on, clockwise; read from the outside, or from the centre."""

    start: float = BOTTOM
    turn: float = 2 * pi
    inward: bool = False
    """Whether the characters' heads point to the centre: such a line is read counter-clockwise."""

    def angle(self, place: float) -> float:
        """The angle of a place along the unrolled line, 0 (left) to 1 (right)."""
        return self.start + (1 - place if self.inward else place) * self.turn


def unroll(source: Picture | Layer, ellipse: Ellipse, band: Band, stretch: Stretch, parallel: bool = False) -> Picture:
    """The `band` of the ring along `stretch` as a picture that reads from left to right.

    `parallel` keeps the same distance from the outline all around, as oval seals are engraved; otherwise the distance
    shrinks with the axis, as on a round seal seen at an angle. Pixels outside of `source` repeat its edge.
    """
    height = max(STRIP_HEIGHT, round(band.width * ellipse.radius))
    width = max(STRIP_HEIGHT, round(height * stretch.turn * band.middle / band.width))
    along = (np.arange(width) + 0.5) / width
    angles = (stretch.start + stretch.turn * along).astype(np.float32)
    radii = np.linspace(band.outer, band.inner, height, dtype=np.float32)
    if parallel:
        x, y = _parallel_places(ellipse, radii, angles)
    else:
        x, y = ellipse.places(radii, angles)
    strip = cv2.remap(source, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    if stretch.inward:
        strip = strip[::-1, ::-1]
    return np.ascontiguousarray(strip)


def _parallel_places(ellipse: Ellipse, radii: Layer, angles: NDArray[np.float32]) -> tuple[Layer, Layer]:
    """Places at a fixed distance inside the outline, evenly spaced along it."""
    fine = np.linspace(angles[0], angles[-1], 4 * len(angles), dtype=np.float32)
    x, y = _local(ellipse, fine)
    along = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    even = np.interp(np.linspace(0, along[-1], len(angles)), along, fine).astype(np.float32)
    x, y = _local(ellipse, even)
    normal_x, normal_y = x / ellipse.long**2, y / ellipse.short**2
    length = np.hypot(normal_x, normal_y)
    depth = (1 - radii[:, None]) * ellipse.radius
    local_x, local_y = x - depth * normal_x / length, y - depth * normal_y / length
    cosine, sine = np.cos(ellipse.tilt), np.sin(ellipse.tilt)
    return (
        np.asarray(ellipse.x + cosine * local_x - sine * local_y, np.float32),
        np.asarray(ellipse.y + sine * local_x + cosine * local_y, np.float32),
    )


def _local(ellipse: Ellipse, angles: NDArray[np.float32]) -> tuple[Layer, Layer]:
    """Points of the outline in the ellipse's own axes."""
    return ellipse.long * np.cos(angles - ellipse.tilt), ellipse.short * np.sin(angles - ellipse.tilt)


def upright(source: Picture | Layer, ellipse: Ellipse, bottom: float, side: int) -> Picture:
    """The seal as a round one on a square of `side` pixels, turned until the angle `bottom` is at its bottom."""
    turn = bottom - BOTTOM
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    matrix = ellipse.matrix @ rotation
    grid = (np.arange(side, dtype=np.float32) + 0.5) / side * 2 - 1
    x, y = np.meshgrid(grid, grid)
    places = np.einsum("ij,jhw->ihw", matrix, np.stack([x, y])).astype(np.float32)
    straight = cv2.remap(
        source, places[0] + ellipse.x, places[1] + ellipse.y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.ascontiguousarray(straight)
