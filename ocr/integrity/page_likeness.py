"""Whether two pictures show one and the same page, rather than two pages that were filled in on one form.

The pages are laid over each other by what both have in common, and compared piece by piece. On two letters of one form
nearly all pieces agree, but not those that somebody filled in, signed or stamped. So the worst twentieth of the
pieces decides.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from ocr.engines import Picture
from ocr.integrity.page_prints import Layer, page_ink

POINTS = 1500
"""Corners looked for on a page, by which one is laid over the other."""
FEWEST = 12
"""Corners that must be found on both at places that fit."""
FITS = 4.0
"""Pixels by which a corner may miss its place."""
HIGH, WIDE = 20, 40
"""Pixels of a piece: a line or two, and a few characters."""
SOFT = 1.5
"""Pixels by which the ink is blurred, since two cameras never put an edge on the same place."""
REACH = 3
"""Pixels by which a piece may lie elsewhere, as on a bent sheet."""
BARE = 0.01
"""Mean ink below which a piece has nothing to compare."""
WORST = 0.05
"""Share of the pieces, the worst, whose mean decides."""
ONE_PAGE = 0.85
"""Likeness from which two pictures show one page; docs/integrity.md has what was measured."""


def is_one_page(first: Picture, second: Picture) -> bool:
    """Whether both pictures show one page."""
    return page_likeness(first, second) >= ONE_PAGE


def page_likeness(first: Picture, second: Picture) -> float:
    """Mean correlation of the worst pieces of two upright pages: near 1 for one page; 0 where they cannot be laid."""
    ink, other = page_ink(first), page_ink(second)
    laid = _laid_over(ink, other)
    if laid is None:
        return 0.0
    pieces = sorted(_pieces(_soft(ink), _soft(laid)))
    return float(np.mean(pieces[: max(1, round(WORST * len(pieces)))])) if pieces else 0.0


def _laid_over(ink: Layer, other: Layer) -> Layer | None:
    """`other` laid over `ink`; None where they have too little in common."""
    finder = cv2.ORB.create(POINTS)
    (points, marks), (others, their_marks) = (
        finder.detectAndCompute(_visible(layer), np.full(layer.shape, 255, np.uint8)) for layer in (ink, other)
    )
    if len(points) < FEWEST or len(others) < FEWEST:
        return None
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(marks, their_marks)
    if len(pairs) < FEWEST:
        return None
    from_ = np.array([others[pair.trainIdx].pt for pair in pairs], np.float32)
    to = np.array([points[pair.queryIdx].pt for pair in pairs], np.float32)
    found: tuple[Any, Any] = cv2.findHomography(from_, to, cv2.RANSAC, FITS)
    placed, fits = found
    if placed is None or int(fits.sum()) < FEWEST:
        return None
    return np.asarray(cv2.warpPerspective(other, placed, (ink.shape[1], ink.shape[0])), np.float32)


def _soft(ink: Layer) -> Layer:
    return np.asarray(cv2.GaussianBlur(ink, (0, 0), SOFT), np.float32)


def _visible(ink: Layer) -> Picture:
    return np.asarray(np.clip(ink * 2, 0, 1) * 255, np.uint8)


def _pieces(ink: Layer, laid: Layer) -> list[float]:
    """The correlation of each piece that bears ink on either page."""
    height, width = ink.shape
    places = [(y, x) for y in range(0, height - HIGH + 1, HIGH) for x in range(0, width - WIDE + 1, WIDE)]
    return [found for y, x in places if (found := _piece(ink, laid, y, x)) is not None]


def _piece(ink: Layer, laid: Layer, y: int, x: int) -> float | None:
    piece = ink[y : y + HIGH, x : x + WIDE]
    around = laid[max(0, y - REACH) : y + HIGH + REACH, max(0, x - REACH) : x + WIDE + REACH]
    if max(float(piece.mean()), float(around.mean())) < BARE:
        return None
    if min(float(piece.std()), float(around.std())) < 1e-3:
        return 0.0
    return float(cv2.matchTemplate(around, piece, cv2.TM_CCOEFF_NORMED).max())
