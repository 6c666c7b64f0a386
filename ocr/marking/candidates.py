"""From fragments of text to the annotation that they hold, if they hold one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ocr.marking.fragments import Fragment, chains
from ocr.marking.wording import annotation_in, similarity

LEAST_SHARED = 2
"""Characters that a fragment shares with the annotation in a row, so as to be a piece of it."""
_PRINTED = ("注册资", "注册日", "注册地", "注册号", "信息系统", "公示系统", "公示系")
"""What certificates print anyway."""


@dataclass(frozen=True)
class Candidate:
    """An annotation as one chain of fragments gives it."""

    text: str
    scores: tuple[float, ...]
    fragments: tuple[Fragment, ...]
    similarity: float

    @property
    def is_exact(self) -> bool:
        """Whether its words are the required ones."""
        return self.similarity == 1

    @property
    def score(self) -> float:
        """The mean of the characters' scores."""
        return sum(self.scores) / max(1, len(self.scores))


def held(candidate: Candidate, expected: str) -> str:
    """The part of the annotation that stands in the candidate's own fragments: its text may say more, once read again.

    Its `text` where they hold nothing like `expected`.
    """
    text = "".join(fragment.text for fragment in candidate.fragments)
    place = annotation_in(text, expected)
    return text[slice(*place)] if place else candidate.text


def best_candidate(fragments: Sequence[Fragment], expected: str) -> Candidate | None:
    """The annotation most like `expected` that `fragments` hold, or None."""
    pieces = [fragment for fragment in fragments if is_piece(fragment, expected)]
    candidates = [_candidate(chain, expected) for chain in chains(pieces)]
    return better(*candidates)


def better(*candidates: Candidate | None) -> Candidate | None:
    """The one most like the required text; among equals, that of fewer pieces, then the one read with higher scores."""
    found = [candidate for candidate in candidates if candidate is not None]
    return max(found, key=lambda one: (one.similarity, -len(one.fragments), one.score), default=None)


def is_piece(fragment: Fragment, expected: str) -> bool:
    """Whether `fragment` may be a part of an annotation: words of `expected`, or of a purpose."""
    return annotation_in(fragment.text, expected) is not None or shared(fragment, expected) is not None


def shared(fragment: Fragment, expected: str) -> tuple[int, int, int] | None:
    """The longest run shared with `expected`: where it starts in either, and its length; None if it is short."""
    text = fragment.text
    for printed in _PRINTED:
        text = text.replace(printed, "\0" * len(printed))
    blocks = Levenshtein.editops(text, expected).as_matching_blocks()
    longest = max(blocks, key=lambda block: block.size)
    if longest.size < LEAST_SHARED or (longest.size < 4 and len(text) > 8):
        return None
    return longest.a, longest.b, longest.size


def _candidate(chain: tuple[Fragment, ...], expected: str) -> Candidate | None:
    text = "".join(fragment.text for fragment in chain)
    scores = tuple(score for fragment in chain for score in fragment.scores)
    place = annotation_in(text, expected)
    if place is None:
        return None
    found = text[slice(*place)]
    return Candidate(found, scores[slice(*place)], _standing_in(chain, *place), similarity(expected, found))


def _standing_in(chain: tuple[Fragment, ...], start: int, end: int) -> tuple[Fragment, ...]:
    """The fragments of `chain` that hold the characters from `start` to before `end`."""
    kept, place = [], 0
    for fragment in chain:
        if place < end and place + len(fragment.text) > start:
            kept.append(fragment)
        place += len(fragment.text)
    return tuple(kept)
