"""An expected name looked for on a ring: a second way to know a seal that is worn or partly covered.

A reading keeps only the likeliest character at each place. The probabilities behind it say more: whether the name that
a unit's seal must bear explains the ink as well as anything else does. It does only if each of its characters does; one
that is legibly another is never explained away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from models.findings import Agreement
from ocr.alignment import Probabilities, likeliest_places
from ocr.alphabet import numbers_of
from ocr.engines import Recognition
from ocr.expected_text import Ends, SteppedReader, agreement
from ocr.name_words import prior_odds
from ocr.seals.names import normal

ACCEPTED = 0.33
"""Confidence from which a name stands for a ring: at no place is another character more than twice as likely."""
LEAST_ALIKE = 0.5
"""Likeness of a reading and a name from which the name is looked for."""
SURPLUS_SCORE = 0.6
"""A character that the name has not, read with this score, is really there."""


Profile = NDArray[np.float32]
"""Along an unrolled ring: which share of its height other ink covers, 0 to 1."""


@dataclass(frozen=True)
class Sighting:
    """An expected name on a ring: how far the ring bears it out, and where its characters then stand."""

    agreement: Agreement
    places: tuple[float, ...]
    """From 0 to 1 along the unrolled ring, one for each character of the name."""


def best_sighting(
    names: Sequence[str], unrolled: Sequence[Probabilities], reader: SteppedReader, hidden: Profile | None = None
) -> Sighting | None:
    """That one of `names` which the `unrolled` rings bear out best; None without any.

    `hidden` tells how much of the ring other ink covers, from its beginning to its end.
    """
    found = [sighting for name in names if (sighting := _sighting(normal(name), unrolled, reader, hidden))]
    return max(found, key=lambda sighting: sighting.agreement.confidence, default=None)


def _sighting(
    name: str, unrolled: Sequence[Probabilities], reader: SteppedReader, hidden: Profile | None
) -> Sighting | None:
    places = _places(name, unrolled, reader)
    visible = () if hidden is None else _visible(places, hidden)
    found = agreement(name, unrolled, reader.characters, Ends.OPEN, prior_odds, visible)
    return None if found is None else Sighting(found, places)


def _visible(places: Sequence[float], hidden: Profile) -> list[float]:
    """Which share of each character's place no other ink covers."""
    if len(places) < 2:
        return []
    half = max(1, round(median(np.diff(places)) * len(hidden) / 2))
    middles = [round(place * len(hidden)) for place in places]
    return [1 - float(hidden[max(0, middle - half) : middle + half + 1].mean()) for middle in middles]


def with_expected(reading: Recognition, sighting: Sighting | None) -> Recognition:
    """`reading`, or the expected name where the ring bears it out."""
    if sighting is None or sighting.agreement.confidence < ACCEPTED:
        return reading
    if not _may_be(reading, sighting.agreement.expected):
        return reading
    scores = sighting.agreement.scores
    return Recognition(sighting.agreement.expected, sum(scores) / len(scores), scores, sighting.places)


def _places(name: str, unrolled: Sequence[Probabilities], reader: SteppedReader) -> tuple[float, ...]:
    """Where the characters of `name` stand: the middle one of what the unrolled rings say for each."""
    wanted = numbers_of(name, reader.characters)
    if wanted is None:
        return ()
    seen: list[list[float]] = [[] for _ in name]
    for view in unrolled:
        for places, steps in zip(seen, likeliest_places(view, wanted, open_ends=True), strict=True):
            places.extend([float(np.mean(steps)) / len(view)] if len(steps) else [])
    return tuple(median(places) for places in seen) if all(seen) else ()


def _may_be(reading: Recognition, name: str) -> bool:
    """Whether `reading` may be `name` misread: much alike, and without legible characters that the name has not."""
    text = normal(reading.text)
    if text == name or Levenshtein.normalized_similarity(text, name) < LEAST_ALIKE:
        return False
    return all(
        _repeats(reading.text, step.src_start, step.src_end)
        or max(reading.character_scores[step.src_start : step.src_end]) < SURPLUS_SCORE
        for step in Levenshtein.opcodes(reading.text, name)
        if step.tag == "delete" and normal(reading.text[step.src_start : step.src_end])
    )


def _repeats(text: str, start: int, end: int) -> bool:
    """Whether a character was read twice, as happens where two pieces of a ring are joined."""
    return end - start == 1 and text[start] in text[max(0, start - 1) : start] + text[end : end + 1]
