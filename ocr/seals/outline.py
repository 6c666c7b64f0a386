"""The outline of a round or oval seal: an ellipse, its place on the picture, and its fit to ink."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, degrees, hypot, pi, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import BoxValue
from ocr.seals.ink import Layer

Points = NDArray[np.float32]
"""Count × 2: x and y in pixels."""

ANGLES = 180
FEWEST_POINTS = 24


@dataclass(frozen=True)
class Ellipse:
    """An ellipse on a picture, in pixels; `tilt` is the long axis' angle in radians, clockwise from the x axis."""

    x: float
    y: float
    long: float
    short: float
    tilt: float = 0.0

    @property
    def aspect(self) -> float:
        """Long axis over short axis."""
        return self.long / max(self.short, 1e-6)

    @property
    def radius(self) -> float:
        """The radius of the circle of the same area."""
        return float((self.long * self.short) ** 0.5)

    @property
    def matrix(self) -> NDArray[np.float32]:
        """2 × 2: takes the unit circle to this ellipse, without turning it."""
        turn = np.array([[cos(self.tilt), -sin(self.tilt)], [sin(self.tilt), cos(self.tilt)]])
        stretched: NDArray[np.float32] = (turn @ np.diag([self.long, self.short]) @ turn.T).astype(np.float32)
        return stretched

    def scaled(self, factor: float) -> Ellipse:
        """The same ellipse on a picture that is `factor` times larger."""
        return Ellipse(self.x * factor, self.y * factor, self.long * factor, self.short * factor, self.tilt)

    def grown(self, factor: float) -> Ellipse:
        """The ellipse around the same centre, `factor` times larger."""
        return Ellipse(self.x, self.y, self.long * factor, self.short * factor, self.tilt)

    def moved(self, across: float, down: float) -> Ellipse:
        """The same ellipse, moved by so many pixels."""
        return Ellipse(self.x + across, self.y + down, self.long, self.short, self.tilt)

    def fill(self, picture: NDArray[np.uint8], shade: int) -> None:
        """Paint its inside on the one-channel `picture`."""
        axes = (max(1, round(self.long)), max(1, round(self.short)))
        cv2.ellipse(picture, (round(self.x), round(self.y)), axes, degrees(self.tilt), 0, 360, shade, cv2.FILLED)

    def box(self, shape: tuple[int, ...]) -> BoxValue:
        """The upright box around it, kept inside a picture of `shape`."""
        half_width = hypot(self.long * cos(self.tilt), self.short * sin(self.tilt))
        half_height = hypot(self.long * sin(self.tilt), self.short * cos(self.tilt))
        left, top = max(0, round(self.x - half_width)), max(0, round(self.y - half_height))
        right, bottom = min(shape[1], round(self.x + half_width)), min(shape[0], round(self.y + half_height))
        return left, top, max(0, right - left), max(0, bottom - top)

    def places(self, radii: NDArray[np.float32], angles: NDArray[np.float32]) -> tuple[Layer, Layer]:
        """The x and y, each radii × angles, of points at `radii` (1: the outline) and `angles` (radians, clockwise)."""
        circle = np.stack([np.cos(angles), np.sin(angles)])
        x, y = self.matrix @ circle
        return (
            np.asarray(self.x + radii[:, None] * x[None, :], np.float32),
            np.asarray(self.y + radii[:, None] * y[None, :], np.float32),
        )


def all_round(count: int = ANGLES) -> NDArray[np.float32]:
    """`count` angles evenly around the circle."""
    return np.linspace(0, 2 * pi, count, endpoint=False, dtype=np.float32)


def around(layer: Layer, ellipse: Ellipse, radii: NDArray[np.float32], count: int = ANGLES) -> Layer:
    """The strength of ink at radii × angles around `ellipse`; not a number outside of the picture."""
    x, y = ellipse.places(radii, all_round(count))
    sampled = cv2.remap(layer, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=float("nan"))
    return np.asarray(sampled, np.float32)


def fitted(points: Points) -> Ellipse | None:
    """The ellipse through most of `points`, outliers left out; None where they lie on no ellipse."""
    ellipse = None
    kept = points
    for tolerance in (0.08, 0.04, 0.025):
        if len(kept) < FEWEST_POINTS:
            return None
        (x, y), (width, height), degrees = cv2.fitEllipseDirect(kept.astype(np.float32))
        if not np.isfinite([x, y, width, height]).all() or min(width, height) < 8:
            return None
        ellipse = Ellipse(x, y, width / 2, height / 2, radians(degrees))
        if ellipse.long < ellipse.short:
            ellipse = Ellipse(x, y, ellipse.short, ellipse.long, ellipse.tilt + pi / 2)
        kept = points[np.abs(distances(points, ellipse) - 1) < tolerance]
    return ellipse


def distances(points: Points, ellipse: Ellipse) -> NDArray[np.float32]:
    """How far out each point lies, 1 on the outline."""
    unit = np.linalg.inv(ellipse.matrix) @ (points - np.array([ellipse.x, ellipse.y], np.float32)).T
    lengths: NDArray[np.float32] = np.hypot(unit[0], unit[1])
    return lengths


def refined(layer: Layer, threshold: float, ellipse: Ellipse) -> Ellipse | None:
    """`ellipse` moved onto the ring of ink that lies nearest to it."""
    for reach in (0.16, 0.09, 0.05):
        radii = np.linspace(1 - reach, 1 + reach, 33, dtype=np.float32)
        strength = np.nan_to_num(around(layer, ellipse, radii))
        nearness = np.exp(-0.5 * ((radii - 1) / (0.6 * reach)) ** 2)[:, None]
        peaks = (strength * nearness).argmax(axis=0)
        angles = all_round()
        inked = strength[peaks, np.arange(len(angles))] > threshold
        if inked.sum() < FEWEST_POINTS:
            return None
        x, y = ellipse.places(radii, angles)
        chosen = (peaks[inked], np.flatnonzero(inked))
        better = fitted(np.stack([x[chosen], y[chosen]], axis=1))
        if better is None or not 0.6 < better.radius / ellipse.radius < 1.6:
            return None
        ellipse = better
    return ellipse


def support(layer: Layer, threshold: float, ellipse: Ellipse) -> float:
    """The share of the outline, as far as it lies on the picture, that is a line of ink with paper on a side of it."""
    on, inside, outside = (
        around(layer, ellipse, np.linspace(low, high, 5, dtype=np.float32))
        for low, high in ((0.97, 1.03), (0.90, 0.945), (1.055, 1.10))
    )
    visible = ~np.isnan(on).any(axis=0)
    if visible.mean() < 0.35:
        return 0.0
    strongest, within, beyond = (np.nan_to_num(part).max(axis=0) for part in (on, inside, outside))
    line = (strongest > threshold) & ((within < 0.6 * strongest) | (beyond < 0.6 * strongest))
    return float(line[visible].mean())
