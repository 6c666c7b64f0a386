"""How far a seal's text is the name of a unit, and whether a difference may be a misreading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from models.findings import Seal
from ocr.seals.names import normal

LEGIBLE = 0.9
"""A character with a higher score was not misread."""
NEAR = 2
"""Differing characters up to which a name may be the same one misread."""
LEAST_SIMILAR = 0.6
"""Below, a text is no misreading of a name unless it is illegible altogether."""


@dataclass(frozen=True)
class NameMatch:
    """A seal's text against a unit's name."""

    similarity: float
    """1 where every character agrees, 0 where none does."""
    missing: str
    """Characters of the name that the seal does not show where they belong."""
    surplus: str
    """Characters that the seal shows and the name has not."""
    doubtful: bool
    """Whether the difference may come from the reading instead of from the seal."""

    @property
    def exact(self) -> bool:
        """Whether every character agrees."""
        return not self.missing and not self.surplus


def name_match(seal: Seal, unit_name: str, scores: Sequence[float] = ()) -> NameMatch:
    """How far the text of `seal` is `unit_name`, by the ring alone or by ring and line together.

    `scores`, one for each character of the ring's text, tell which characters may be misread; without them the
    seal's confidence, which is that of its least sure character, stands for all.
    """
    ring = _match(seal.text, unit_name, scores, seal.confidence)
    if ring.exact or not seal.line:
        return ring
    both = _match(
        seal.text + seal.line, unit_name, (*scores, *[1.0] * len(seal.line)) if scores else (), seal.confidence
    )
    return both if both.exact else ring


def _match(text: str, unit_name: str, scores: Sequence[float], confidence: float) -> NameMatch:
    seen, name = normal(text), normal(unit_name)
    if not seen or not name:
        return NameMatch(0.0, name, seen, doubtful=True)
    marks = [score for character, score in zip(text, scores, strict=False) if normal(character)]
    if len(marks) != len(seen):
        marks = [confidence] * len(seen)
    missing, surplus, weak = "", "", False
    for step in Levenshtein.opcodes(seen, name):
        if step.tag == "equal":
            continue
        missing += name[step.dest_start : step.dest_end]
        surplus += seen[step.src_start : step.src_end]
        # A character that is not there may have been lost; one that is there and differs must be poorly legible.
        weak = weak or step.tag == "insert" or min(marks[step.src_start : step.src_end]) < LEGIBLE
    similarity = float(Levenshtein.normalized_similarity(seen, name))
    return NameMatch(similarity, missing, surplus, _doubtful(similarity, missing, surplus, weak, min(marks)))


def _doubtful(similarity: float, missing: str, surplus: str, weak: bool, worst: float) -> bool:
    if not missing and not surplus:
        return False
    if max(len(missing), len(surplus)) <= NEAR:
        return weak
    if not surplus:
        return True
    return similarity > LEAST_SIMILAR and worst < LEGIBLE
