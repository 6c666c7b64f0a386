"""How much of each character of an expected text can be seen, where other ink lies over some of them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ocr.alignment import Probabilities, likeliest_places
from ocr.alphabet import Characters, numbers_of

Profile = NDArray[np.float32]
"""Along a line of text: which share of its height other ink covers, 0 to 1."""


def places_of(text: str, views: Sequence[Probabilities], characters: Characters) -> tuple[float, ...]:
    """Where the characters of `text` stand, from 0 to 1 along the line: the middle one of what the `views` say."""
    wanted = numbers_of(text, characters)
    if wanted is None:
        return ()
    seen: list[list[float]] = [[] for _ in text]
    for view in views:
        for places, steps in zip(seen, likeliest_places(view, wanted, open_ends=True), strict=True):
            places.extend([float(np.mean(steps)) / len(view)] if len(steps) else [])
    return tuple(median(places) for places in seen) if all(seen) else ()


def visible_shares(places: Sequence[float], hidden: Profile) -> list[float]:
    """Which share of each character's place no other ink covers; empty for fewer than two places."""
    if len(places) < 2:
        return []
    half = max(1, round(median(np.diff(places)) * len(hidden) / 2))
    middles = [round(place * len(hidden)) for place in places]
    return [1 - float(hidden[max(0, middle - half) : middle + half + 1].mean()) for middle in middles]
