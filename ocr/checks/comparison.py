"""Comparing what was read with what was expected, character by character."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True)
class Comparison:
    """How far a reading is from what was expected."""

    distance: int
    """Characters to change, add or remove."""
    similarity: float
    """1 where equal, 0 where nothing is alike."""


def compare(expected: str, found: str) -> Comparison:
    """The Levenshtein distance of two texts."""
    return Comparison(
        Levenshtein.distance(expected, found),
        Levenshtein.normalized_similarity(expected, found) if expected or found else 1.0,
    )
