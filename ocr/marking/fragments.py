"""Pieces of text at any angle, and how they go on in one another: along their own line, and onto the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.findings import BoxValue, TextLine
from ocr.engines.reader import TALL
from ocr.marking.wording import plain_character

Vector = NDArray[np.float64]
"""x, y in pixels of the page picture."""

ALIGNED = np.cos(np.radians(14))
"""Pieces of one annotation run in the same direction, as far as short ones tell their own."""
ALIKE_HEIGHT = 1.9
SHIFT = 0.6
"""In heights: so far may a piece stand above or below the line that the one before it runs along."""
OVERLAP, GAP = -1.0, 1.6
"""In heights: where the next piece on the same line begins, seen from the end of the one before."""
NEXT_LINE = (0.65, 2.4)
"""In heights: how far below the next line stands."""
MOST_PIECES = 4


@dataclass(frozen=True)
class Fragment:
    """A piece of text as it was read, in its own direction."""

    text: str
    """Without spaces and punctuation, in simplified characters."""
    scores: tuple[float, ...]
    """One for each character of `text`."""
    origin: tuple[float, float]
    """The upper left corner of the text, seen in its own direction."""
    along: tuple[float, float]
    """From there to where the text ends."""
    down: tuple[float, float]
    """From there to the lower edge of the text."""

    @property
    def length(self) -> float:
        """In pixels."""
        return float(np.hypot(*self.along))

    @property
    def height(self) -> float:
        """In pixels."""
        return float(np.hypot(*self.down))

    @property
    def direction(self) -> Vector:
        """The unit vector in which the text runs."""
        return np.array(self.along) / max(self.length, 1.0)

    @property
    def middle(self) -> Vector:
        """Where the text begins, halfway between its upper and lower edge."""
        return np.array(self.origin) + np.array(self.down) / 2

    @property
    def corners(self) -> Vector:
        """4 × 2: clockwise from the upper left, seen in the text's own direction."""
        origin, along, down = np.array(self.origin), np.array(self.along), np.array(self.down)
        return np.array([origin, origin + along, origin + along + down, origin + down])


def fragment_of(line: TextLine) -> Fragment | None:
    """`line` as a fragment; None where it holds no characters but punctuation."""
    scores = line.character_scores if len(line.character_scores) == len(line.text) else (line.score,) * len(line.text)
    kept = [(plain_character(character), score) for character, score in zip(line.text, scores, strict=True)]
    text = "".join(characters for characters, _ in kept)
    if not text:
        return None
    origin, along, down = _frame(line)
    return Fragment(text, tuple(score for characters, score in kept for _ in characters), origin, along, down)


def turned_over(fragment: Fragment) -> Fragment:
    """The frame of `fragment` as it is for somebody who holds the page the other way up; the text is left out."""
    opposite = np.array(fragment.origin) + np.array(fragment.along) + np.array(fragment.down)
    along, down = -np.array(fragment.along), -np.array(fragment.down)
    return Fragment("", (), as_pair(opposite), as_pair(along), as_pair(down))


def chains(fragments: Sequence[Fragment]) -> list[tuple[Fragment, ...]]:
    """The fragments alone, and every way in which up to four of them go on in one another."""
    found: list[tuple[Fragment, ...]] = [(fragment,) for fragment in fragments]
    grown = found
    for _ in range(MOST_PIECES - 1):
        grown = [
            (*chain, following)
            for chain in grown
            for following in fragments
            if following not in chain and _goes_on(chain, following)
        ]
        found = found + grown
    return found


def rows_of(chain: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments of `chain` by the lines that they stand on."""
    rows: list[list[Fragment]] = []
    for fragment in chain:
        if rows and _on_same_line(rows[-1][-1], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return rows


def frame_around(row: Sequence[Fragment]) -> Vector:
    """The corners of the narrowest frame around the fragments of one line, clockwise from its upper left."""
    direction = max(row, key=lambda fragment: fragment.length).direction
    axes = np.array([direction, [-direction[1], direction[0]]])
    points = np.concatenate([fragment.corners for fragment in row]) @ axes.T
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    return np.asarray(corners @ axes, np.float64)


def box_around(fragments: Iterable[Fragment]) -> BoxValue:
    """The upright box around `fragments`, of which there must be one at least."""
    points = np.concatenate([fragment.corners for fragment in fragments])
    left, top = (max(0, int(value)) for value in np.floor(points.min(axis=0)))
    right, bottom = (max(0, int(value)) for value in np.ceil(points.max(axis=0)))
    return left, top, max(0, right - left), max(0, bottom - top)


def _frame(line: TextLine) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Origin, along and down of a line; one that is much higher than wide runs downwards, as it was read."""
    corners = np.array(line.corners or _corners_of(line.box), np.float64)
    right, down = corners[1] - corners[0], corners[3] - corners[0]
    if np.hypot(*down) >= TALL * np.hypot(*right):
        return as_pair(corners[1]), as_pair(down), as_pair(-right)
    return as_pair(corners[0]), as_pair(right), as_pair(down)


def _corners_of(box: BoxValue) -> tuple[tuple[float, float], ...]:
    x, y, width, height = box
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)


def as_pair(vector: Vector) -> tuple[float, float]:
    """`vector` as plain numbers."""
    return float(vector[0]), float(vector[1])


def _goes_on(chain: tuple[Fragment, ...], following: Fragment) -> bool:
    last = chain[-1]
    if not _alike(last, following):
        return False
    return _on_same_line(last, following) or _on_next_line(chain, following)


def _alike(one: Fragment, other: Fragment) -> bool:
    heights = sorted((one.height, other.height))
    return heights[1] <= ALIKE_HEIGHT * heights[0] and float(one.direction @ other.direction) >= ALIGNED


def _offset(one: Fragment, other: Fragment) -> tuple[float, float]:
    """Where `other` begins seen from the beginning of `one`, along and across the text, in heights."""
    direction = one.direction if one.length >= other.length else other.direction
    apart = other.middle - one.middle
    height = (one.height + other.height) / 2
    return float(apart @ direction) / height, float(apart @ np.array([-direction[1], direction[0]])) / height


def _on_same_line(last: Fragment, following: Fragment) -> bool:
    along, across = _offset(last, following)
    gap = along - last.length / ((last.height + following.height) / 2)
    return abs(across) < SHIFT and OVERLAP < gap < GAP and along > 0


def _on_next_line(chain: tuple[Fragment, ...], following: Fragment) -> bool:
    first = _row_start(chain)
    along, across = _offset(first, following)
    height = (first.height + following.height) / 2
    row_length = (sum(fragment.length for fragment in chain) + height) / height
    return NEXT_LINE[0] < across < NEXT_LINE[1] and -following.length / height < along < row_length


def _row_start(chain: tuple[Fragment, ...]) -> Fragment:
    """The first fragment of the line that the chain's last fragment stands on."""
    return rows_of(chain)[-1][0]
