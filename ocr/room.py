"""Whether the characters of a text have room on a line: those that the writer left out have none.

A text can be laid along any line that is long enough. Characters that are not there are squeezed in between those that
are, or end up on other ink before and behind them; how far the others stand apart tells this from illegible ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.alignment import Numbers

CROWDED = 0.5
"""Distance of two Chinese characters, in that of others on the line, below which one of them cannot be there."""
ROOM = 0.75
"""Distance from one character to the next, in that of others on the line, that those without a trace need."""
FIRST_CHINESE = "\u2e80"
"""Letters and digits are of different widths."""


def lack_room(
    text: str,
    placed: Sequence[Sequence[Numbers]],
    traces: NDArray[np.bool_],
    traced: NDArray[np.bool_],
    bound: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Which characters of `text` have no room of their own on the line.

    `placed` has the steps of each character in each view; `traces` tells where it left a trace in that view, `traced`
    whether it did in all of them together. One without a trace needs a gap between two others, since before the first
    and behind the last nothing shows that it was ever written; but for a single one that is `bound` to its word. Of two
    that left a trace and yet stand nearer to each other than characters do, neither has room.
    """
    seen = np.flatnonzero(traced).tolist()
    beside = np.array([left for left, right in pairwise(seen) if right == left + 1], np.intp)
    whole = [index for index, places in enumerate(placed) if all(len(steps) for steps in places)]
    lacking = np.zeros(len(text), bool)
    if len(text) <= 2 or not whole:
        return lacking
    if not len(beside):
        return ~traced
    middles = np.array([[float(steps.mean()) for steps in placed[index]] for index in whole])
    middles /= np.maximum(np.median(middles[:, beside + 1] - middles[:, beside], axis=1, keepdims=True), 1)
    lacking[: seen[0]] = seen[0] > 1 or not bound[0]
    lacking[seen[-1] + 1 :] = seen[-1] < len(text) - 2 or not bound[-1]
    for left, right in pairwise(seen):
        room = _distance(middles, traces[whole], left, right) / (right - left)
        if right - left > 1:
            lacking[left + 1 : right] = room < ROOM
        elif room < CROWDED and min(text[left], text[right]) >= FIRST_CHINESE:
            lacking[[left, right]] = True
    return lacking


def _distance(middles: NDArray[np.float64], traces: NDArray[np.bool_], left: int, right: int) -> float:
    """How far two characters stand apart in the views that show both of them, or in all where none does."""
    showing = traces[:, left] & traces[:, right]
    chosen = middles[showing] if showing.any() else middles
    return float(np.median(chosen[:, right] - chosen[:, left]))
