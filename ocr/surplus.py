"""Whether a line goes on where a text on it begins or ends, as 示例公司 does within 示例公司华容分公司."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ocr.alignment import Numbers, Probabilities, likeliest_places
from ocr.alphabet import Characters, numbers_of

NEXT = (0.5, 1.6)
"""In distances of two characters: where the next one would stand."""
LEGIBLE = 0.5
"""Likelihood, as the mean of all views, from which another character stands there."""


def goes_on(text: str, views: Sequence[Probabilities], characters: Characters) -> bool:
    """Whether a letter, a digit or a Chinese character stands right before or right behind `text` on the line."""
    wanted = numbers_of(text, characters)
    if wanted is None or len(wanted) < 2:
        return False
    sides = [_beside(view, wanted, _counting(characters)) for view in views if len(view) > len(text)]
    return bool(sides) and bool((np.mean(sides, axis=0) >= LEGIBLE).any())


def _beside(view: Probabilities, wanted: Numbers, counting: NDArray[np.bool_]) -> tuple[float, float]:
    """How likely another character is before the text and behind it."""
    middles = [float(np.mean(steps)) for steps in likeliest_places(view, wanted, open_ends=True) if len(steps)]
    if len(middles) < 2:
        return 0.0, 0.0
    pitch = float(np.median(np.diff(middles)))
    first, last = middles[0], middles[-1]
    before = view[max(0, round(first - NEXT[1] * pitch)) : max(0, round(first - NEXT[0] * pitch) + 1)]
    behind = view[round(last + NEXT[0] * pitch) : round(last + NEXT[1] * pitch) + 1]
    return _likeliest(before, int(wanted[0]), counting), _likeliest(behind, int(wanted[-1]), counting)


def _likeliest(steps: Probabilities, neighbour: int, counting: NDArray[np.bool_]) -> float:
    """How likely the likeliest character is, but for `neighbour`, which may last for several steps."""
    counted = counting.copy()
    counted[neighbour] = False
    return float(steps[:, counted].max()) if len(steps) else 0.0


@cache
def _counting(characters: Characters) -> NDArray[np.bool_]:
    """Which characters of the alphabet make a text longer; marks, rules and spaces do not."""
    return np.array([False, *(character.isalnum() for character in characters[1:])])
