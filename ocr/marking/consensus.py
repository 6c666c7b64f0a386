"""What many readings of one annotation agree on, character by character."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ocr.marking.wording import similarity

LEAST_LIKE = 0.5
"""Less like the required text, a reading saw too little to be asked."""

LEGIBLE = 0.9
"""With no character below this score, a reading stands against another one."""


@dataclass(frozen=True)
class Reading:
    """An annotation as it was read once, with a score for each of its characters."""

    text: str
    scores: tuple[float, ...]


def consensus(readings: Sequence[Reading], expected: str) -> Reading | None:
    """The text that most of `readings` give for each place, weighed by their scores; None without any.

    `expected` only tells which places of the readings belong together: a place says what most readings say.
    """
    asked = [reading for reading in readings if similarity(expected, reading.text) >= LEAST_LIKE]
    if not asked:
        return None
    votes: list[defaultdict[str, float]] = [defaultdict(float) for _ in range(2 * len(expected) + 1)]
    for reading in asked:
        for place, said, score in _said(reading, expected):
            votes[place][said] += score
    chosen = [(max(vote, key=lambda said: vote[said]), vote) for vote in votes if vote]
    spoken = [(said, vote[said] / max(sum(vote.values()), 1e-9)) for said, vote in chosen if said]
    scores = tuple(share for said, share in spoken for _ in said)
    return Reading("".join(said for said, _ in spoken), scores)


def most_alike(readings: Sequence[Reading], expected: str) -> Reading | None:
    """The reading most like `expected`; not `expected` itself where other words are legible there more often."""
    own = [reading for reading in readings if reading.text == expected]
    others = [reading for reading in readings if reading.text != expected]
    legible = Counter(reading.text for reading in others if min(reading.scores) >= LEGIBLE)
    if own and max(legible.values(), default=0) <= len(own):
        return max(own, key=lambda reading: sum(reading.scores))
    return max(others, key=lambda reading: (similarity(expected, reading.text), sum(reading.scores)), default=None)


def _said(reading: Reading, expected: str) -> Iterator[tuple[int, str, float]]:
    """What `reading` says at each place: odd ones are the characters of `expected`, even ones lie between them.

    It says nothing of what lies before the first and behind the last word that it shares with `expected`.
    """
    blocks = [block for block in Levenshtein.editops(expected, reading.text).as_matching_blocks() if block.size]
    if not blocks:
        return
    first, end = 2 * blocks[0].a + 1, 2 * (blocks[-1].a + blocks[-1].size)
    said = dict.fromkeys(range(first, end), ("", 1.0))
    for step in Levenshtein.opcodes(expected, reading.text):
        for offset in range(step.dest_end - step.dest_start):
            source = step.dest_start + offset
            place = 2 * step.src_start if step.tag == "insert" else 2 * (step.src_start + offset) + 1
            before = said[place][0] if step.tag == "insert" and place in said else ""
            if place in said:
                said[place] = (before + reading.text[source], reading.scores[source])
    yield from ((place, text, score) for place, (text, score) in said.items())
