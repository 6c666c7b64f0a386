"""An expected name looked for on a ring: a second way to know a seal that is worn or partly covered.

A reading keeps only the likeliest character at each place. The recogniser's probabilities say more: whether the name
that a unit's seal must bear is as good an explanation of the ink as the best one. A name is accepted only if each of
its characters is; one that is legibly another is never explained away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from ocr.engines import Picture, Recognition
from ocr.seals.names import normal

Probabilities = NDArray[np.float32]
"""Steps × characters (character 0 is the blank between characters), as connectionist temporal classification has it."""

WORST = -9.0
"""Least logarithm of a probability: one step alone must not rule a name out."""
SURE_SHARE, SURE_LEAST = 0.5, 0.12
"""Share of the best other character's probability that an expected character needs, and the least of its own."""
FAINT_SHARE, FAINT_LEAST, FAINT_RIVAL = 0.15, 0.015, 0.75
"""The same for a character that wear or print has half destroyed, and the most that another one may have there."""
MOST_FAINT = 0.15
"""Share of the name's characters that may be half destroyed."""
LEAST_ALIKE = 0.6
"""Likeness of a reading and a name from which the name is looked for."""
SURPLUS_SCORE = 0.6
"""A character that the name has not, read with this score, is really there."""


@runtime_checkable
class Weigher(Protocol):
    """A reader that says how likely each character is at each step along a line."""

    characters: tuple[str, ...]

    def probabilities(self, crops: Sequence[Picture]) -> tuple[Probabilities, ...]:
        """Steps × characters for each of `crops`."""
        ...

    def decode(self, probabilities: Probabilities) -> Recognition:
        """The best reading of `probabilities`."""
        ...


@dataclass(frozen=True)
class Sighting:
    """How far an expected name explains a ring."""

    name: str
    own: tuple[float, ...]
    """For each character of `name`, its mean probability at its place."""
    other: tuple[float, ...]
    """For each, that of the likeliest other character there."""

    @property
    def accepted(self) -> bool:
        """Whether nearly every character explains its place as well as any other would, and none is legibly another."""
        pairs = list(zip(self.own, self.other, strict=True))
        unsure = [(own, other) for own, other in pairs if own < SURE_LEAST or own < SURE_SHARE * other]
        faint = all(own > FAINT_LEAST and FAINT_SHARE * other < own and other < FAINT_RIVAL for own, other in unsure)
        return bool(pairs) and faint and len(unsure) <= max(1, round(MOST_FAINT * len(pairs)))

    @property
    def scores(self) -> tuple[float, ...]:
        """One score for each character: its share of what was likely there."""
        return tuple(own / max(own + other, 1e-6) for own, other in zip(self.own, self.other, strict=True))


def with_expected(
    reading: Recognition, names: Sequence[str], unrolled: Sequence[Probabilities], reader: Weigher
) -> Recognition:
    """`reading`, or the one of `names` that explains the `unrolled` rings as well."""
    for name in names:
        if not _worth_a_look(reading, name):
            continue
        seen = sighting(name, unrolled, reader)
        if seen is not None and seen.accepted:
            return Recognition(name, float(np.mean(seen.scores)), seen.scores, ())
    return reading


def _worth_a_look(reading: Recognition, name: str) -> bool:
    """Whether `reading` may be `name` misread: much alike, and without legible characters that the name has not."""
    if normal(reading.text) == normal(name):
        return False
    if Levenshtein.normalized_similarity(reading.text, name) < LEAST_ALIKE:
        return False
    return all(
        max(reading.character_scores[step.src_start : step.src_end]) < SURPLUS_SCORE
        for step in Levenshtein.opcodes(reading.text, name)
        if step.tag == "delete"
    )


def sighting(name: str, unrolled: Sequence[Probabilities], reader: Weigher) -> Sighting | None:
    """How far `name` explains `unrolled`; None where it has a character that the reader does not know."""
    places = {character: index for index, character in enumerate(reader.characters)}
    if not name or any(character not in places for character in name):
        return None
    wanted = np.array([places[character] for character in name])
    pairs = [_alignment(probabilities, wanted) for probabilities in unrolled if len(probabilities) > len(wanted)]
    if not pairs:
        return None
    weights = np.array([own.mean() ** 2 for own, _ in pairs]) + 1e-6
    own = np.average([own for own, _ in pairs], axis=0, weights=weights)
    other = np.average([other for _, other in pairs], axis=0, weights=weights)
    return Sighting(name, tuple(own.tolist()), tuple(other.tolist()))


def _alignment(probabilities: Probabilities, wanted: NDArray[np.int64]) -> tuple[Probabilities, Probabilities]:
    """The probability of each wanted character at its likeliest place in order, and of the best other one there."""
    path = _best_path(probabilities, wanted)
    own, other = np.zeros(len(wanted), np.float32), np.zeros(len(wanted), np.float32)
    for index, character in enumerate(wanted):
        steps = np.flatnonzero(path == 2 * index + 2)
        if not len(steps):
            continue
        own[index] = probabilities[steps, character].max()
        rivals = probabilities[steps].copy()
        rivals[:, [0, character]] = 0
        other[index] = rivals.max()
    return own, other


def _best_path(probabilities: Probabilities, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """The state of each step: 0 before the name, 2k for its k-th character (from 1), odd between two, last after it."""
    count = 2 * len(wanted) + 3
    symbols = np.zeros(count, np.int64)
    symbols[2:-1:2] = wanted
    ratio = np.log(np.maximum(probabilities[:, symbols] / probabilities.max(axis=1, keepdims=True), np.exp(WORST)))
    ratio[:, [0, -1]] = 0
    may_skip = np.zeros(count, bool)
    may_skip[4:-1:2] = wanted[1:] != wanted[:-1]
    may_skip[2] = may_skip[-1] = True
    score = np.full(count, -np.inf)
    score[:3] = ratio[0, :3]
    came_from = np.zeros((len(probabilities), count), np.int64)
    states = np.arange(count)
    for step in range(1, len(probabilities)):
        stay, before, skipped = score, np.roll(score, 1), np.where(may_skip, np.roll(score, 2), -np.inf)
        before[0] = -np.inf
        options = np.stack([stay, before, skipped])
        choice = options.argmax(axis=0)
        came_from[step] = states - choice
        score = options[choice, states] + ratio[step]
    return _traced(came_from, int(count - 3 + np.argmax(score[-3:])))


def _traced(came_from: NDArray[np.int64], last: int) -> NDArray[np.int64]:
    path = np.zeros(len(came_from), np.int64)
    path[-1] = last
    for step in range(len(came_from) - 1, 0, -1):
        path[step - 1] = came_from[step, path[step]]
    return path
