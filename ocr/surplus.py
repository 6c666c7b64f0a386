"""Whether more stands on a line than a text: beside it (示例公司 of 示例公司分公司), or between its characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.alignment import Numbers, Probabilities, likeliest_places
from ocr.alphabet import Characters, numbers_of

NEXT = 1.6
"""In distances of two characters: how far before and behind the text the next one stands at most."""
FADING = 0.1
"""Likelihood down to which steps right beside a character are still that character's own."""
LEGIBLE = 0.5
"""Likelihood, as the mean of all views, from which another character stands there."""


def holds_more(text: str, views: Sequence[Probabilities], characters: Characters) -> bool:
    """Whether a letter, a digit or a Chinese character stands right before, right behind or within `text`."""
    wanted = numbers_of(text, characters)
    if wanted is None or len(wanted) < 2:
        return False
    others = [_in_gaps(view, wanted, _counting(characters)) for view in views if len(view) > len(text)]
    return bool(others) and bool((np.mean(others, axis=0) >= LEGIBLE).any())


def _in_gaps(view: Probabilities, wanted: Numbers, counting: NDArray[np.bool_]) -> list[float]:
    """How likely another character is before the text, in each gap of its characters, and behind it."""
    placed = likeliest_places(view, wanted, open_ends=True)
    spans = [(int(steps[0]), int(steps[-1]) + 1) if len(steps) else None for steps in placed]
    return [float(gap[:, counting].max(initial=0)) for gap in _gaps(view, wanted, spans)]


def _gaps(view: Probabilities, wanted: Numbers, spans: Sequence[tuple[int, int] | None]) -> Iterator[Probabilities]:
    """The steps before the text, between its characters and behind it; none where a neighbour has no place."""
    beside = round(NEXT * _pitch(spans))
    first, last = spans[0], spans[-1]
    yield _from_end(view[max(0, first[0] - beside) : first[0]], wanted[0]) if first else view[:0]
    for (left, right), (before, behind) in zip(pairwise(spans), pairwise(wanted), strict=True):
        gap = view[left[1] : right[0]] if left and right else view[:0]
        yield _from_end(_from_start(gap, before), behind)
    yield _from_start(view[last[1] : last[1] + beside], wanted[-1]) if last else view[:0]


def _pitch(spans: Sequence[tuple[int, int] | None]) -> float:
    """How far two characters stand apart, in steps."""
    middles = [sum(span) / 2 for span in spans if span]
    return float(np.median(np.diff(middles))) if len(middles) > 1 else 0.0


def _from_start(gap: Probabilities, neighbour: int) -> Probabilities:
    """`gap` without its first steps on which the character before it lasts."""
    return gap[int(np.argmin(np.append(gap[:, neighbour] > FADING, False))) :]


def _from_end(gap: Probabilities, neighbour: int) -> Probabilities:
    """`gap` without its last steps on which the character behind it has begun."""
    return _from_start(gap[::-1], neighbour)


@cache
def _counting(characters: Characters) -> NDArray[np.bool_]:
    """Which characters of the alphabet make a text longer; marks, rules and spaces do not."""
    return np.array([False, *(character.isalnum() for character in characters[1:])])
