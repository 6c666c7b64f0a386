"""Lines of text across the middle of a seal: under the star, or where the star would be."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engines import Picture, Reader, Recognition, crop_of
from ocr.seals.unroll import upright
from ocr.seals.view import SealView

SIDE = 320
"""Pixels of the upright seal that lines are looked for on."""
WIDE_REACH, NARROW_REACH = 0.78, 0.70
"""Radii within which to look: a long line comes near the outline, and then the ring's characters are in the way."""
MOST_OFF_CENTRE = 0.62
"""Radius within which the middle of a line lies."""
MOST_ASIDE = 0.42
"""How far to the left or right of the centre it lies at the most, a seal taken for more upright than it is included."""
LEAST_INNER, MOST_INNER = 0.42, 0.68
"""Least and greatest radius at which the ring's characters may end inwards."""
RING_INK = 0.07
"""Share of ink along a circle that runs through the ring's characters."""
HIGHEST, LOWEST = -0.3, 0.8
"""Where a line's rows lie, from the centre (0) to the bottom (1)."""
SHORTEST, TALLEST = 0.08, 0.46
"""Heights of a line, in radii."""
WIDE = 1.6
"""A line is wider than it is high, this many times at the least; a star is not."""
NARROWEST = 0.4
"""Width of a line of two characters, in radii; what is left of a star or of a stroke is narrower."""
CENTRE = 0.12
"""Radius within which a star covers the paper."""
ZONE_TOP, ZONE_BOTTOM, ZONE_HALF_WIDTH = 0.05, 0.62, 0.5
"""Where a line stands below the star, in radii."""
STAR = 0.42
"""Radius within which the seal's own ink may be its star."""
COVERED = 0.3
"""Strength of ink under which other ink is hard to see."""
MOST_COVERED = 0.45
"""Share of that place that may be covered: under less, a line's own ink still shows between the print."""
BARE = 0.12
"""Share of that place under which the seal lies on bare paper."""
TURNS = tuple(pi / 12 * step for step in (0, 1, -1, 2, -2))
"""Radians by which the ends of a ring's text may mislead about where the bottom is."""
DARK = 150
EDGE_OF_PRINT = 5
"""Pixels across the edge of print, where its softness is easily taken for the seal's own ink."""
LEAST_ROW, LEAST_INK = 0.025, 0.1
"""Shares of ink in a row and in a whole line."""


@dataclass(frozen=True)
class Look:
    """One way to look for lines."""

    ink: bool
    """Whether to look at the ink alone."""
    reach: float
    """The radius within which to look."""


LOOKS = (Look(ink=True, reach=WIDE_REACH), Look(ink=True, reach=NARROW_REACH), Look(ink=False, reach=WIDE_REACH))
"""Ways to look, most promising first."""


def read_lines_across(view: SealView, bottom: float, look: Look, reader: Reader) -> tuple[Recognition, ...]:
    """The lines across `view`, whose lowest point is at about the angle `bottom`."""
    source = _without_print(view) if look.ink else view.picture
    seal = _within(upright(source, view.ellipse, bottom, SIDE), look.reach, view.ellipse.aspect)
    middle = np.array([seal.shape[1], seal.shape[0]]) / 2
    quads = [quad for quad in reader.detect(seal) if _is_central(quad.mean(axis=0), middle)]
    return reader.recognise([crop_of(seal, quad) for quad in quads])


def bottom_of_line(view: SealView, bottom: float, *, is_sure: bool = False) -> float | None:
    """The angle, nearest to `bottom`, below which ink stands across the seal as a line does; None where none does.

    Where it `is_sure` that `bottom` is the bottom, and the seal lies on bare paper, only there: what runs across it at
    a slant is a watermark.
    """
    turns = TURNS[:1] if is_sure and _covered(view, bottom) < BARE else TURNS
    return next((bottom + turn for turn in turns if has_line(view, bottom + turn)), None)


def has_line(view: SealView, bottom: float) -> bool:
    """Whether ink stands across the seal as a line does, be it legible or not."""
    dark = upright(view.ink, view.ellipse, bottom, SIDE)[..., 0] < DARK
    hidden = cv2.dilate(view.crossed, np.ones((EDGE_OF_PRINT, EDGE_OF_PRINT), np.uint8))
    seen = upright(np.asarray(hidden, np.float32), view.ellipse, bottom, SIDE) < DARK
    dark = _without_star(dark & (_radii() < _inner_edge(dark))) & seen
    rows = dark.sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    return any(_is_line(dark, seen, first, last) for first, last in _runs(rows > LEAST_ROW))


def is_hidden(view: SealView, bottom: float) -> bool:
    """Whether print or another seal covers so much of where a line would stand that none can be ruled out."""
    return _covered(view, bottom) > MOST_COVERED


def _covered(view: SealView, bottom: float) -> float:
    """The share of where a line would stand that print or another seal covers."""
    ink, darkness = (upright(source, view.ellipse, bottom, SIDE) for source in (view.ink, view.darkness))
    crossed = upright(np.asarray(view.crossed, np.float32), view.ellipse, bottom, SIDE) > DARK
    own = ink[..., 0] < DARK
    place = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    rows, columns = (place > ZONE_TOP) & (place < ZONE_BOTTOM), np.abs(place) < ZONE_HALF_WIDTH
    covered = ((darkness > COVERED) | crossed) & ~(own & (_radii() < STAR))
    return float(covered[rows][:, columns].mean())


def _without_print(view: SealView) -> Picture:
    """The seal's ink without the remains of print that lies over it."""
    hidden = cv2.dilate(view.hidden, np.ones((EDGE_OF_PRINT, EDGE_OF_PRINT), np.uint8))
    return np.where(hidden[..., None] > 0, np.uint8(255), view.ink)


def _without_star(dark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """`dark` without what hangs together with the ink in the very middle."""
    _, labels = cv2.connectedComponents(dark.astype(np.uint8), connectivity=4)
    middle = labels[_radii() < CENTRE]
    return dark & ~np.isin(labels, np.unique(middle[middle > 0]))


def _within(seal: Picture, reach: float, aspect: float) -> Picture:
    """`seal` without what lies farther out than `reach`, as wide as it is on the page."""
    bare = seal.copy()
    bare[_radii() > reach] = np.percentile(seal, 90, axis=(0, 1))
    return np.ascontiguousarray(cv2.resize(bare, (round(SIDE * aspect), SIDE), interpolation=cv2.INTER_CUBIC), np.uint8)


def _is_central(place: NDArray[np.float32], middle: NDArray[np.float64]) -> bool:
    """Whether a line around `place` is the seal's: its lines are centred, those of a neighbour's ring are not."""
    aside, down = (place - middle) / middle
    return bool(abs(aside) < MOST_ASIDE and np.hypot(aside, down) < MOST_OFF_CENTRE)


def _radii() -> NDArray[np.float64]:
    place = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    return np.asarray(np.hypot(place[None, :], place[:, None]))


def _inner_edge(dark: NDArray[np.bool_]) -> float:
    """The radius at which the ring's characters end inwards, by the seal's upper half."""
    upper, radii = dark[: SIDE // 2], _radii()[: SIDE // 2]
    edge = MOST_INNER
    for radius in np.arange(MOST_INNER, LEAST_INNER, -0.02):
        circle = upper[np.abs(radii - radius) < 0.015]
        if float(circle.mean()) < RING_INK:
            break
        edge = float(radius)
    return edge - 0.02


def _is_line(dark: NDArray[np.bool_], seen: NDArray[np.bool_], first: int, last: int) -> bool:
    """Whether the rows from `first` to `last` hold a block of ink, as far as it is `seen`, proportioned as a line."""
    middle, height = (first + last) / SIDE - 1, 2 * (last - first) / SIDE
    columns = np.flatnonzero(dark[first:last].any(axis=0))
    if not (HIGHEST < middle < LOWEST and SHORTEST < height < TALLEST and len(columns)):
        return False
    left, right = (int(edge) for edge in np.percentile(columns, [4, 96]))
    if abs((left + right) / SIDE - 1) > MOST_ASIDE / 2:
        return False
    wide_enough = max(WIDE * (last - first), NARROWEST * SIDE / 2)
    block = slice(first, last), slice(left, right)
    return right - left > wide_enough and bool(dark[block].sum() > LEAST_INK * seen[block].sum())


def _runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and past-the-last index of each run of rows, gaps of a row or two closed."""
    closed = cv2.morphologyEx(marked.astype(np.uint8)[:, None], cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8))[:, 0]
    edges = np.flatnonzero(np.diff(np.concatenate([[0], closed, [0]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
