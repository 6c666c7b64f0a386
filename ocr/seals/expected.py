"""An expected name looked for on a ring: a second way to know a seal that is worn or partly covered.

A reading keeps only the likeliest character at each place. The probabilities behind it say more: whether the name that
a unit's seal must bear explains the ink as well as anything else does. It does only if each of its characters does; one
that is legibly another is never explained away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np
from rapidfuzz.distance import Levenshtein

from models.findings import Agreement
from ocr.alignment import Probabilities
from ocr.engines import Recognition
from ocr.expected_text import Ends, Prior, SteppedReader, agreement, undecided
from ocr.seals.names import normal
from ocr.visible import Profile, places_of, visible_shares

ACCEPTED = 0.4
"""Confidence from which a name stands for a ring, by what both readers hold together. Below, look-alikes that somebody
had engraved, as 杜会, are taken for the word (`python -m tests.evaluation.look_alikes`)."""
LEAST_ALIKE = 0.5
"""Likeness of a reading and a name from which the name is looked for."""
BRACKETS = "（）()"
HIDES_ONE = 1.6
"""Distance of two neighbours, in that of most on the ring, from which another character may stand hidden between them:
rings are engraved evenly."""
DOUBTFUL = 0.2
"""Share at the most of characters that have room for another one between them."""
FEWEST_GAPS = 4
"""Fewer do not tell how far characters stand apart."""
LEAST_SHARE = 1e-3
SURPLUS_SCORE = 0.6
"""A character that the name has not, read with this score, is really there."""


@dataclass(frozen=True)
class Sighting:
    """An expected name on a ring: how far the ring bears it out, and where its characters then stand."""

    agreement: Agreement
    places: tuple[float, ...]
    """From 0 to 1 along the unrolled ring, one for each character of the name."""
    visible: tuple[float, ...] = ()
    """Which share of each character can be seen; empty where all can."""


def best_sighting(
    names: Sequence[str],
    unrolled: Sequence[Probabilities],
    reader: SteppedReader,
    hidden: Profile | None = None,
    prior: Prior = undecided,
) -> Sighting | None:
    """That one of `names` which the `unrolled` rings bear out best; None without any.

    `hidden` tells how much of the ring other ink covers, from its beginning to its end; `prior` what is known before.
    """
    written = {form: name for name in names for form in (normal(name), _with_brackets(name))}
    found = [
        _doubted_where_one_may_hide(sighting, name)
        for form, name in written.items()
        if (sighting := _sighting(form, unrolled, reader, hidden, prior))
    ]
    return max(found, key=lambda sighting: sighting.agreement.confidence, default=None)


def by_all(sightings: Sequence[Sighting | None]) -> Sighting | None:
    """What several readers saw of one ring: how far they bear the surest one's name out together.

    They were taught on different pictures, so that what misleads one of them seldom misleads the other as much: the
    odds that each gives a character are multiplied, as those of independent witnesses. One that saw another name rather
    has nothing to say for this one.
    """
    seen = [sighting for sighting in sightings if sighting is not None]
    if not seen:
        return None
    surest = max(seen, key=lambda one: one.agreement.confidence)
    name = normal(surest.agreement.expected)
    of_name = [one.agreement for one in seen if normal(one.agreement.expected) == name]
    alike = [one.scores for one in of_name if one.expected == surest.agreement.expected]
    scores = tuple(round(_together(shares), 4) for shares in zip(*alike, strict=True))
    found = replace(surest.agreement, confidence=min(scores), scores=scores)
    confidence = _of_all(found, surest.visible) * len(of_name) / len(seen)
    return replace(surest, agreement=replace(found, confidence=round(confidence, 4)))


def _together(shares: Sequence[float]) -> float:
    """The share whose odds are the product of those of `shares`."""
    odds = prod((share + LEAST_SHARE) / (1 - share + LEAST_SHARE) for share in shares)
    return odds / (1 + odds)


def _doubted_where_one_may_hide(sighting: Sighting, name: str) -> Sighting:
    """`sighting`, doubted where a character that `name` has not may stand beneath other ink, as 溪 for 云区."""
    gaps = np.diff(sighting.places)
    if len(gaps) < FEWEST_GAPS:
        return sighting
    wide = set(np.flatnonzero(gaps >= HIDES_ONE * np.median(gaps)).tolist()) - _bracketed(name, sighting)
    if not wide:
        return sighting
    scores = tuple(
        min(score, DOUBTFUL) if wide & {index - 1, index} else score
        for index, score in enumerate(sighting.agreement.scores)
    )
    confidence = min(sighting.agreement.confidence, DOUBTFUL)
    return replace(sighting, agreement=replace(sighting.agreement, confidence=confidence, scores=scores))


def _bracketed(name: str, sighting: Sighting) -> set[int]:
    """After which characters of the sighted form `name` has a bracket that the form leaves out."""
    if any(character in BRACKETS for character in sighting.agreement.expected):
        return set()
    return {len(normal(name[:place])) - 1 for place, character in enumerate(name) if character in BRACKETS}


def _with_brackets(name: str) -> str:
    """`name` in its normal form but for its brackets, which are characters of their own on a ring."""
    return "".join(normal(character) or character for character in name if normal(character) or character in BRACKETS)


def _sighting(
    name: str, unrolled: Sequence[Probabilities], reader: SteppedReader, hidden: Profile | None, prior: Prior
) -> Sighting | None:
    places = places_of(name, unrolled, reader.characters)
    visible = () if hidden is None else visible_shares(places, hidden)
    found = agreement(name, unrolled, reader.characters, Ends.RING, prior, visible)
    if found is None:
        return None
    return Sighting(replace(found, confidence=_of_all(found, visible)), places, tuple(visible))


def _of_all(found: Agreement, visible: Sequence[float]) -> float:
    """How far the ring bears out all characters at once: several doubtful ones make a name more doubtful than one does.

    The odds against each are added up, since any one makes another name; what is hidden speaks neither way.
    """
    clear = visible or (1.0,) * len(found.scores)
    against = sum(
        (1 - score) / max(score, LEAST_SHARE) * share for score, share in zip(found.scores, clear, strict=True)
    )
    return round(min(found.confidence, 1 / (1 + against)), 4)


def with_expected(reading: Recognition, sighting: Sighting | None) -> Recognition:
    """`reading`, or the expected name where the ring bears it out."""
    if sighting is None or sighting.agreement.confidence < ACCEPTED:
        return reading
    if not _may_be(reading, sighting.agreement.expected):
        return reading
    scores = sighting.agreement.scores
    return Recognition(sighting.agreement.expected, sum(scores) / len(scores), scores, sighting.places)


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
