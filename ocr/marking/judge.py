"""What an annotation's words are worth: the required ones, nearly so, incomplete, or for another purpose."""

from __future__ import annotations

from enum import StrEnum

from models.findings import Marking
from ocr.marking.wording import ALIKE, REQUIRED, PieceKind, difference, means_the_same, plain

MOST_MISREAD = 2
"""So many single characters may have been misread or miswritten before it counts as another text."""
LONGEST_SLIP = 1
"""A slip of the pen drops one character; two together are a word."""


class MarkingJudgement(StrEnum):
    """What was found, measured against the required words."""

    EXACT = "exact"
    VARIANT = "variant"
    """The same meaning in other words (帐号, 账户, 仅限), or so few characters off that it may have been misread."""
    WORDS_MISSING = "words_missing"
    OTHER_PURPOSE = "other_purpose"
    NONE = "none"


def judge_marking(marking: Marking, expected: str = REQUIRED) -> MarkingJudgement:
    """How the annotation `marking` stands to the `expected` words."""
    if not marking.found:
        return MarkingJudgement.NONE
    found, required = plain(marking.text), plain(expected)
    if found == required:
        return MarkingJudgement.EXACT
    if means_the_same(found, required) or _may_be_misread(found, required):
        return MarkingJudgement.VARIANT
    return MarkingJudgement.WORDS_MISSING if _has_words_missing(found, required) else MarkingJudgement.OTHER_PURPOSE


def _may_be_misread(found: str, required: str) -> bool:
    pieces = [piece for piece in difference(required, found) if piece.kind is not PieceKind.EQUAL]
    lost = [len(piece.expected) for piece in pieces if piece.kind is PieceKind.MISSING]
    changed = sum(max(len(piece.expected), len(piece.found)) for piece in pieces)
    return changed <= MOST_MISREAD and max(lost, default=0) <= LONGEST_SLIP


def _has_words_missing(found: str, required: str) -> bool:
    """Whether `found` is mostly words of `required`, in their order."""
    equal = sum(len(piece.expected) for piece in difference(required, found) if piece.kind is PieceKind.EQUAL)
    return equal >= ALIKE * len(required) and equal >= 0.7 * len(found)
