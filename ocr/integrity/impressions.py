"""Impressions (印迹) cut out of their pages, and how alike two of them are.

Two pressings of one stamp agree in what is engraved and differ in the ink: where it is thin, torn or blotted. The same
picture put on two documents agrees in that too, even after it was printed and photographed. So impressions are laid
over each other, and the density of their ink is compared where both have some.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import BoxValue
from ocr.engines import Picture
from ocr.seals.ink import absorption

Layer = NDArray[np.float32]

SIDE = 160
"""Pixels of an impression's side; a stroke of the ring then has four."""
MARGIN = 0.04
"""Share of the seal's box that is kept around it, since its finder is not exact to the pixel."""
RING = 48
"""Pixels from the centre to the edge of an unrolled impression."""
INNER, OUTER = 0.45, 0.86
"""Of RING: between them stand the characters, which tell a turn, and neither the star nor the rim."""
REFINEMENTS = 60
LEAST_GAIN = 1e-5
DARK = 0.45
"""Share of the light that print takes in all colours, where it hides the seal's ink."""
INKED = 0.3
LEAST_COMMON = 400
"""Pixels that both must have ink on."""
SHAPE_AGREES = 0.9
SAME_INK = 0.99
"""Agreement of the ink's density that two pressings do not reach, however one lies to the other."""
SAME_INK_UPRIGHT = 0.972
"""The same where neither is turned against the other: a hand seldom presses twice at one angle."""
UPRIGHT = 3.0
"""Degrees."""


COPIED_SHAPE = 0.95
"""Agreement that the seals of two units do not reach, having other names in their rings."""
COPIED_INK = 0.9


class Likeness(NamedTuple):
    """How alike two impressions are."""

    shape: float
    """Correlation of the two, laid over each other: near 1 for one stamp, however often it was pressed."""
    ink: float
    """Correlation of the ink's density within the strokes of both: near 1 for one picture alone."""
    turn: float
    """Degrees by which one is turned against the other, -180 to 180."""

    @property
    def is_one_picture(self) -> bool:
        """Whether both are copies of one picture, rather than two pressings of one stamp."""
        least = SAME_INK_UPRIGHT if abs(self.turn) <= UPRIGHT else SAME_INK
        return self.shape >= SHAPE_AGREES and self.ink >= least

    @property
    def is_one_seal(self) -> bool:
        """Whether both are of one seal, where two units are expected to have two."""
        return self.shape >= COPIED_SHAPE and self.ink >= COPIED_INK


UNLIKE = Likeness(0.0, 0.0, 0.0)


class Superposed(NamedTuple):
    """Two impressions laid over each other."""

    ink: Layer
    """Of the first."""
    other: Layer
    """The second's ink where it then lies."""
    seen: NDArray[np.bool_]
    """Where print hides neither."""
    turn: float
    """Degrees by which one is turned against the other, -180 to 180."""


def impression_of(picture: Picture, box: BoxValue) -> Picture:
    """The seal at `box` of a page, with a little of the paper around it, as a square of SIDE pixels."""
    x, y, width, height = box
    across, down = round(width * MARGIN), round(height * MARGIN)
    cut = picture[max(0, y - down) : y + height + down, max(0, x - across) : x + width + across]
    if not cut.size:
        return np.full((SIDE, SIDE, 3), 255, np.uint8)
    return np.asarray(cv2.resize(cut, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def likeness(first: Picture, second: Picture) -> Likeness:
    """How alike two impressions are, whichever way one is turned against the other."""
    laid = superposed(first, second)
    if laid is None:
        return UNLIKE
    seen = laid.seen.copy()
    seen[: SIDE // 40], seen[-SIDE // 40 :], seen[:, : SIDE // 40], seen[:, -SIDE // 40 :] = False, False, False, False
    return Likeness(correlation(laid.ink, laid.other, seen), _ink_agreement(laid.ink, laid.other, seen), laid.turn)


def superposed(first: Picture, second: Picture) -> Superposed | None:
    """`second` laid over `first`; None where it fits in no way."""
    ink, print_ = _layers(first)
    other, other_print = _layers(second)
    map_ = _placed(ink, other)
    if map_ is None:
        return None
    seen = ~((print_ > DARK) | (_laid(other_print, map_) > DARK))
    return Superposed(ink, _laid(other, map_), seen, math.degrees(math.atan2(map_[1, 0], map_[0, 0])))


def ink_of(impression: Picture) -> Layer:
    """The ink of an impression, 0 (none) to about 1 (as strong as it gets)."""
    return _layers(impression)[0]


def _layers(impression: Picture) -> tuple[Layer, Layer]:
    """The seal's own ink, 1 where it is strong, and what else darkens the paper."""
    taken = absorption(impression).astype(np.float32)
    blue, green, red = taken[..., 0], taken[..., 1], taken[..., 2]
    layers = [np.clip(green - red, 0, None), np.clip(red - blue, 0, None)]
    ink = max(layers, key=lambda layer: float(layer.sum()))
    print_ = cv2.dilate(np.minimum(np.minimum(blue, green), red), np.ones((3, 3), np.uint8)) / 255
    if float(np.percentile(ink, 95)) < 0.08 * 255:  # a photocopy's seal is as grey as its print
        ink, print_ = green, np.zeros_like(green)
    strong = float(np.percentile(ink, 99)) + 1e-3
    return np.asarray(np.clip(ink / strong, 0, 1.2), np.float32), np.asarray(print_, np.float32)


def _placed(ink: Layer, other: Layer) -> Layer | None:
    """The affine map that lays `other` over `ink`; None where nothing fits."""
    turns = [_turned(angle) for angle in _likely_turns(ink, other)]
    soft, other_soft = _soft(ink, 1.5), _soft(other, 1.5)
    everywhere = np.ones(ink.shape, np.bool_)
    start = max(turns, key=lambda turn: correlation(soft, _laid(other_soft, turn), everywhere))
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, REFINEMENTS, LEAST_GAIN)
    try:
        whole = everywhere.astype(np.uint8)
        _, map_ = cv2.findTransformECC(ink, other, start, cv2.MOTION_AFFINE, criteria, whole, 5)
    except cv2.error:  # it did not converge
        return None
    return np.asarray(map_, np.float32)


def _likely_turns(ink: Layer, other: Layer) -> list[float]:
    """Degrees by which `other` may be turned, from the unrolled rings; none at all is always one of them."""
    first, second = (np.fft.rfft(_unrolled(layer), axis=0) for layer in (ink, other))
    agreement = np.fft.irfft((first * np.conj(second)).sum(axis=1), 360)
    turn = float(agreement.argmax())
    return [0.0, turn, -turn]


def _unrolled(layer: Layer) -> Layer:
    middle = (SIDE / 2, SIDE / 2)
    unrolled = cv2.warpPolar(layer, (RING, 360), middle, SIDE / 2, cv2.WARP_POLAR_LINEAR)
    ring = unrolled[:, round(INNER * RING) : round(OUTER * RING)]
    return np.asarray(ring - ring.mean(axis=0), np.float32)


def _turned(degrees: float) -> Layer:
    return np.asarray(cv2.getRotationMatrix2D((SIDE / 2, SIDE / 2), degrees, 1), np.float32)


def _laid(layer: Layer, map_: Layer) -> Layer:
    """`layer` as the affine `map_` of `placed` lays it over the other one."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(layer, map_, (SIDE, SIDE), flags=flags), np.float32)


def _ink_agreement(ink: Layer, laid: Layer, seen: NDArray[np.bool_]) -> float:
    common = seen & (_soft(ink, 1.5) > INKED) & (_soft(laid, 1.5) > INKED)
    if int(common.sum()) < LEAST_COMMON:
        return 0.0
    return correlation(_soft(ink, 1), _soft(laid, 1), common)


def _soft(layer: Layer, width: float) -> Layer:
    return np.asarray(cv2.GaussianBlur(layer, (0, 0), width), np.float32)


def correlation(first: Layer, second: Layer, where: NDArray[np.bool_]) -> float:
    """Of two layers at the pixels of `where`; 0 where these are too few, or all alike."""
    one, other = first[where], second[where]
    if one.size < LEAST_COMMON or float(one.std()) < 1e-3 or float(other.std()) < 1e-3:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
