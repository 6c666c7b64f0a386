"""Numbers written into boxes, a character each: set close together, as a recogniser expects them.

How many boxes there are is known, so that they are looked for as a comb: as many upright rules and one more, at equal
distances, between two level ones. A rule that is faint or torn is where the others say that it must be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engines import Picture

Darkness = NDArray[np.float32]
"""Height × width: 0 on paper, 1 on the darkest ink of the crop."""

Layer = TypeVar("Layer", Picture, Darkness)

FEWEST_BOXES = 8
LEAST_CONTRAST = 15
"""Grey levels; less is the grain of a photograph."""
DARKEST = 98
"""Percentile of what is darker than paper that counts as ink in full."""
SLOPES = np.linspace(-0.06, 0.06, 25)
"""Of a row of boxes on a page that is nearly level: down, per pixel to the right."""
SLOPES_TRIED = 4
MOST_LEVEL_RULES = 7
LOWEST = 0.25
"""Of the crop's height: what a box takes at the least."""
NARROWEST, WIDEST, STEP = 0.6, 1.8, 0.3
"""Widths of a box, in its height; and pixels from one width that is tried to the next."""
LEAST_MEAN, LEAST_EACH, LEAST_MORE = 0.7, 0.3, 0.3
"""Share of upright rules that holds ink: of all of them, of the most torn one, and how much more than between them."""
RULED = 0.75
"""Of a level rule's length, that holds ink."""
STRAY = 0.12
"""Of a box's width, that a rule may stand aside from where it is expected."""
INSET = 0.12
"""Of a box's width and height, that its rules take on each side."""
INKED = 0.22
"""Darkness from which a column or row of a box holds ink."""
GAP = 0.22
"""Of a box's width, that is left between two characters."""


@dataclass(frozen=True)
class _Row:
    """A row of boxes on a levelled crop, in pixels; `rules` are the upright ones."""

    top: int
    bottom: int
    rules: tuple[int, ...]
    score: float


@dataclass(frozen=True)
class _Cell:
    """The content of one box."""

    picture: Picture
    inked: NDArray[np.bool_]
    """Which of its rows hold ink."""


def unboxed(crop: Picture, count: int) -> Picture | None:
    """The characters in the `count` boxes on `crop`, side by side; None where there is no row of so many boxes.

    Empty boxes leave gaps.
    """
    cells = _cells(crop, count)
    return _without_margins(cells) if cells else None


def holds_ink(crop: Picture, count: int) -> bool:
    """Whether something is written in most of the `count` boxes on `crop`."""
    cells = _cells(crop, count)
    return 2 * sum(bool(cell.inked.any()) for cell in cells) > count


def _cells(crop: Picture, count: int) -> list[_Cell]:
    """What is in each of the `count` boxes; nothing where there is no row of so many."""
    if count < FEWEST_BOXES:
        return []
    found = [(level, dark, row) for level, dark in _levelled(crop) for row in _rows(dark, count)]
    if not found:
        return []
    level, dark, row = max(found, key=lambda one: one[2].score)
    width = float(np.median(np.diff(row.rules)))
    above, beside = (max(2, round(INSET * side)) for side in (row.bottom - row.top, width))
    inside = slice(row.top + above, row.bottom - above + 1)
    across = [slice(left + beside, right - beside + 1) for left, right in pairwise(row.rules)]
    return [_cell(level[inside, place], dark[inside, place], width) for place in across]


def _levelled(crop: Picture) -> Iterator[tuple[Picture, Darkness]]:
    """`crop` and its darkness, sheared so that the rules on it may be level: by the slopes that look most like it."""
    dark = _darkness(crop)
    levelness = [float(np.var(_sheared(dark, slope).mean(axis=1))) for slope in SLOPES]
    for place in np.argsort(levelness)[-SLOPES_TRIED:]:
        yield _sheared(crop, SLOPES[place]), _sheared(dark, SLOPES[place])


def _sheared(picture: Layer, slope: float) -> Layer:
    height, width = picture.shape[:2]
    matrix = np.array([[1, 0, 0], [-slope, 1, slope * width / 2]], np.float64)
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), picture.dtype)


def _darkness(crop: Picture) -> Darkness:
    grey = cv2.GaussianBlur(crop.min(axis=2), (3, 3), 0)
    side = max(9, grey.shape[0] // 3)
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    darker = paper.astype(np.float32) - grey
    full = max(LEAST_CONTRAST, float(np.percentile(darker, DARKEST)))
    return np.asarray(np.clip(darker / full, 0, 1), np.float32)


def _rows(dark: Darkness, count: int) -> Iterator[_Row]:
    """The rows of boxes between any two level rules."""
    for top, bottom in combinations(_level_rules(dark, count), 2):
        if bottom - top >= LOWEST * len(dark) and (row := _comb(dark, top, bottom, count)) is not None:
            yield row


def _level_rules(dark: Darkness, count: int) -> list[int]:
    """Where a level rule may run that is as long as so many boxes, from top to bottom; the darkest ones."""
    profile = dark.mean(axis=1)
    peaks = np.flatnonzero((profile >= np.roll(profile, 1)) & (profile > np.roll(profile, -1)))
    inked = cv2.dilate((dark > INKED).astype(np.float32), np.ones((3, 1), np.uint8))
    length = min(dark.shape[1], round(count * NARROWEST * LOWEST * len(dark)))
    along = cv2.blur(inked, (length, 1), borderType=cv2.BORDER_CONSTANT).max(axis=1)
    long_ones = [peak for peak in peaks.tolist() if along[peak] >= RULED]
    return sorted(sorted(long_ones, key=lambda peak: -profile[peak])[:MOST_LEVEL_RULES])


def _comb(dark: Darkness, top: int, bottom: int, count: int) -> _Row | None:
    """The upright rules of a row of boxes between two level ones, where they are equally far from each other."""
    columns = (dark[top + 1 : bottom] > INKED).mean(axis=0, dtype=np.float32)
    near = cv2.dilate(columns[None], np.ones((1, 5), np.uint8))[0]
    height = bottom - top
    widths = np.arange(NARROWEST * height, min(WIDEST * height, (len(near) - 1) / count), STEP)
    combs = [_best_start(near, columns, float(width), count) for width in widths]
    score, start, width = max(combs, default=(-1.0, 0, 0.0))
    if score < LEAST_MORE:
        return None
    # What stands before the first box may look like one more rule, and the last one may stand a little aside.
    for first in (start, start + round(width), start - round(width)):
        rules = _followed(columns, first, width, count)
        if rules[0] >= 0 and rules[-1] < len(near) and _is_row(dark, near, (top, bottom), rules):
            return _Row(top, bottom, rules, score)
    return None


def _is_row(dark: Darkness, near: Darkness, level: tuple[int, int], rules: Sequence[int]) -> bool:
    """Whether upright `rules` stand between `level` ones that go from the first of them to the last, and no further."""
    teeth = near[list(rules)]
    if teeth.mean() < LEAST_MEAN or teeth.min() < LEAST_EACH:
        return False
    beyond = (rules[-1] - rules[0]) // (len(rules) - 1)
    spans = ((rules[0] - beyond, rules[0]), (rules[-1], rules[-1] + beyond))
    goes_on = any(all(_is_ruled(dark, at, *span) for at in level) for span in spans)
    return not goes_on and all(_is_ruled(dark, at, rules[0], rules[-1]) for at in level)


def _best_start(near: Darkness, columns: Darkness, width: float, count: int) -> tuple[float, int, float]:
    """How much more ink a comb of such boxes holds on its teeth than between and beyond them, at its best place."""
    beyond = round(width)
    teeth = np.rint(width * np.arange(count + 1)).astype(int).tolist()
    places = len(near) - teeth[-1]
    padded = np.pad(near, beyond)
    outside = padded[:places] + padded[teeth[-1] + 2 * beyond :][:places]
    on_teeth = sum(near[tooth:][:places] for tooth in teeth)
    between = sum(columns[(left + right) // 2 :][:places] for left, right in pairwise(teeth))
    scores = (on_teeth - outside) / (count + 1) - between / count
    start = int(scores.argmax())
    return float(scores[start]), start, width


def _is_ruled(dark: Darkness, at: int, left: int, right: int) -> bool:
    """Whether a level rule goes from `left` to `right`."""
    along = dark[max(0, at - 1) : at + 2, max(0, left) : right + 1]
    return bool(along.size and (along.max(axis=0) > INKED).mean() >= RULED)


def _followed(columns: Darkness, start: int, width: float, count: int) -> tuple[int, ...]:
    """Where the upright rules stand, each looked for beside where the one before it says."""
    stray, rules = max(2, round(STRAY * width)), []
    expected = float(start)
    for _ in range(count + 1):
        left = max(0, round(expected) - stray)
        beside = columns[left : round(expected) + stray + 1]
        rule = left + int(beside.argmax()) if beside.size and beside.max() >= LEAST_EACH else round(expected)
        rules.append(rule)
        expected = rules[-1] + width
    return tuple(rules)


def _cell(box: Picture, dark: Darkness, width: float) -> _Cell:
    """The ink of one box with a little paper on both sides."""
    columns = np.flatnonzero(dark.max(axis=0, initial=0) > INKED)
    paper = np.percentile(box, 80, axis=(0, 1)) if box.size else 255
    gap = np.full((len(box), max(1, round(GAP * width / 2)), 3), paper, np.uint8)
    if not len(columns):
        return _Cell(np.concatenate([gap, gap], axis=1), np.zeros(len(box), bool))
    kept = slice(columns[0], columns[-1] + 1)
    return _Cell(np.concatenate([gap, box[:, kept], gap], axis=1), dark[:, kept].max(axis=1) > INKED)


def _without_margins(cells: Sequence[_Cell]) -> Picture:
    """`cells` side by side, without the paper above and below what is written, but for a little."""
    row = np.concatenate([cell.picture for cell in cells], axis=1)
    rows = np.flatnonzero(np.any([cell.inked for cell in cells], axis=0))
    if not len(rows):
        return np.ascontiguousarray(row)
    margin = max(2, round(INSET * (rows[-1] - rows[0] + 1)))
    return np.ascontiguousarray(row[max(0, rows[0] - margin) : rows[-1] + 1 + margin])
