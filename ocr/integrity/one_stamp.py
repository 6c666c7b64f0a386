"""Whether two impressions (印迹) were pressed with one stamp: the comparison that banks make of seals (验印).

A unit has one official seal. Where print and handwriting hide half of its ring on one document, the clear impression
on the other one shows what the rest must look like. The two are laid over each other and compared place by place
around the ring, each place about as wide as a character: another unit's seal, be it by the same engraver, differs at
one place at least, and a seal for a special purpose has ink where the official one has none.

What is hidden is not compared, and where too little of a place is seen nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engines import Picture
from ocr.integrity.impressions import SIDE, Layer, correlation, superposed

RING, INSIDE = (0.5, 0.86), (0.12, 0.5)
"""Of an impression's half side: where the characters stand, and where the star and a line stand."""
TEXT_TURN = 0.72
"""Share of the ring that a text takes, so that its length tells how wide a character's place is."""
NARROWEST = 6
"""Angles of the unrolled ring, of about a degree each, that a place has at the least."""
SHIFT = 2
"""Pixels by which a place may be moved, since pressed paper gives and photographs bend."""
SOFT = 0.7
"""Pixels by which edges are blurred, so that they may be a little off."""
FULL_INK = 98
"""Percentile of the ring's ink that counts as full."""
INKED = 0.35
"""Share of the usual ink of a place from which there is a character or a piece of one."""
ALIKE = 0.85
"""Correlation of the whole and, at the least, of its worst place, where these are one stamp's."""
WORST = 0.87
EVENLY = 2.0
"""Times that the worst place differs as much as the usual one at the most: another character differs far more."""
SLIGHT = 0.004
"""Difference that is let pass anyhow, where all agree nearly to perfection."""
VISIBLE = 0.25
"""Share of each place that must be seen."""
FEWEST_PLACES = 12
"""Overlapping places, four to a character: three characters' worth."""
SURPLUS = 0.45
"""Share of a character's usual ink that may be where the other impression has none."""


@dataclass(frozen=True)
class Comparison:
    """How alike two impressions are, place by place."""

    whole: float
    """Correlation of all ink, laid over each other."""
    worst: float
    """Correlation of the ring at the place where it is least."""
    usual: float
    """The same at the middle one of all places."""
    visible: float
    """Share that can be seen of the place that is hidden most."""
    surplus: float
    """Ink of the second where the first has none, at the worst place, as a share of the ring's usual ink."""
    places: int
    """How many overlapping places of the ring were compared."""

    @property
    def is_one_stamp(self) -> bool:
        """Whether nothing tells them apart, and enough of both is seen to say so."""
        return (
            self.places >= FEWEST_PLACES
            and self.whole >= ALIKE
            and self.worst >= WORST
            and 1 - self.worst <= EVENLY * (1 - self.usual) + SLIGHT
            and self.visible >= VISIBLE
            and self.surplus <= SURPLUS
        )


UNLIKE = Comparison(0.0, 0.0, 0.0, 0.0, 1.0, 0)


def compare_stamps(clear: Picture, other: Picture, characters: int) -> Comparison:
    """The impression `other` against a `clear` one, each SIDE × SIDE, BGR, whose ring has so many characters."""
    laid = superposed(clear, other)
    if laid is None:
        return UNLIKE
    inks = (_soft(laid.ink), _soft(laid.other), np.asarray(laid.seen, np.float32))
    first, second, seen = (_unrolled(layer) for layer in inks)
    full = float(np.percentile(_band(first, RING), FULL_INK))
    if full <= 0:
        return UNLIKE
    first, second, visible = first / full, second / full, seen > 0.5
    width = max(NARROWEST, round(len(first) * TEXT_TURN / max(1, characters)))
    inked = _mean(_band(first, RING), width)
    is_text = inked > INKED * float(np.percentile(inked, 75))
    alike = _best_correlations(first, second, visible, width)[is_text]
    return Comparison(
        whole=correlation(laid.ink, laid.other, np.ones(laid.seen.shape, np.bool_)),
        worst=float(alike.min()),
        usual=float(np.median(alike)),
        visible=float(_mean(_band(seen, RING), width)[is_text].min()),
        surplus=_surplus(first, second, seen, width) / float(np.median(inked[is_text])),
        places=round(float(is_text.sum()) * 4 / width),
    )


def _soft(layer: Layer) -> Layer:
    return np.asarray(cv2.GaussianBlur(layer, (0, 0), SOFT), np.float32)


def _unrolled(layer: Layer) -> Layer:
    """Angles × radii."""
    angles = round(pi * SIDE * 0.75)
    middle = (SIDE / 2, SIDE / 2)
    return np.asarray(cv2.warpPolar(layer, (SIDE // 2, angles), middle, SIDE / 2, cv2.WARP_POLAR_LINEAR), np.float32)


def _band(unrolled: Layer, band: tuple[float, float], shift: int = 0) -> Layer:
    inner, outer = (round(edge * SIDE / 2) + shift for edge in band)
    return unrolled[:, inner:outer]


def _around(rows: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """The sum over `width` neighbouring angles, for each angle, all the way around."""
    padded = np.concatenate([rows[-(width // 2) :], rows, rows[: width - width // 2]])
    sums = np.concatenate([[0.0], np.cumsum(padded)])
    return np.asarray(sums[width : width + len(rows)] - sums[: len(rows)])


def _mean(band: Layer, width: int) -> NDArray[np.float64]:
    return _around(band.mean(axis=1, dtype=np.float64), width) / width


def _best_correlations(first: Layer, second: Layer, seen: NDArray[np.bool_], width: int) -> NDArray[np.float64]:
    """For each angle, the correlation of the ring there, wherever within SHIFT pixels it is best."""
    ring, shifts = _band(first, RING), range(-SHIFT, SHIFT + 1)
    found = [
        _correlations(
            ring,
            _band(np.roll(second, turn, axis=0), RING, depth),
            _band(np.asarray(np.roll(seen, turn, axis=0), np.float32), RING, depth),
            width,
        )
        for turn in shifts
        for depth in shifts
    ]
    return np.asarray(np.stack(found).max(axis=0), np.float64)


def _correlations(first: Layer, second: Layer, seen: Layer, width: int) -> NDArray[np.float64]:
    def total(values: Layer) -> NDArray[np.float64]:
        return _around((values * seen).sum(axis=1, dtype=np.float64), width)

    count = np.maximum(total(np.ones_like(first)), 1)
    mean, other_mean = total(first) / count, total(second) / count
    spread = total(first * first) / count - mean**2
    other_spread = total(second * second) / count - other_mean**2
    together = total(first * second) / count - mean * other_mean
    return np.asarray(together / np.sqrt(np.maximum(spread * other_spread, 1e-8)))


def _surplus(first: Layer, second: Layer, seen: Layer, width: int) -> float:
    """The most of `second`'s ink, within a place of the ring or of the inside, where `first` has none."""
    reach = np.ones((2 * SHIFT + 1, 2 * SHIFT + 1), np.uint8)
    more = np.clip(second - cv2.dilate(first, reach), 0, None) * seen
    shares = [
        _mean(_band(more, band), width) / np.maximum(_mean(_band(seen, band), width), VISIBLE)
        for band in (RING, INSIDE)
    ]
    return float(np.max(shares))
