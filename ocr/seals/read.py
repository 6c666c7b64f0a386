"""What a page's seals say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot
from statistics import median

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from models.findings import BoxValue, Seal, SealOwner, SealShape, TextLine
from ocr.engines import Picture, Reader
from ocr.seals.characters import chinese_in
from ocr.seals.expected import ACCEPTED
from ocr.seals.find import SealCandidate, find_seals
from ocr.seals.inside import read_inside
from ocr.seals.name_seal import read_name
from ocr.seals.names import normal, special_words
from ocr.seals.outline import Ellipse, around
from ocr.seals.ring import BORNE_OUT, RingText, read_ring
from ocr.seals.squares import Square
from ocr.seals.view import SealView, view_of

MOST_READ = 10
"""Candidates that are read on one page."""
FEWEST_CHARACTERS = 4
LEAST_SCORE = 0.7
INSIDE = 0.1
"""Of a seal's width, from its outline to where a line of its own may begin."""
SAME_TEXT = 75.0
"""Likeness in percent of a piece of a text and the text."""
OVAL_ASPECT = 1.25
"""From here on an outline counts as an oval; a round seal is seldom photographed from so far aside."""
CLEAR_OUTLINE = 0.9
"""Support from which an outline is a seal's even where nothing on it can be read."""
WHOLE = 0.9
"""Confidence of a ring's text from which both its ends are known."""
MOSTLY = 0.5
"""Agreement of an expected name's middle character from which the ring is a text at all."""
MADE_OUT = 0.4
"""Confidence of a text from which it is no jumble of the strokes of two seals."""
OFF_CENTRE = 0.15
"""Of its radius, that another seal's middle is away from a seal's own."""
OF_RING = 0.5
"""Share of a line's characters that stand on the ring in the same order, from which it is a piece of that."""
LEAST_COVERED, MOST_COVERED, SOLID = 0.04, 0.6, 0.9
"""Shares of the band of characters that ink covers: on a seal that need not be legible, and on no seal."""


@dataclass(frozen=True)
class SealReading:
    """A seal as it was read, before anyone says whose it is."""

    seal: Seal
    unrolled: Picture
    """The ring as a line, BGR, for the reviewer to see beside the seal."""
    character_scores: tuple[float, ...] = ()
    """How sure each character of `seal.text` is."""
    others: tuple[str, ...] = ()
    """What other unrollings of the same ring gave."""
    unseen_line: str = ""
    """What `seal.line` is if what was read there belongs to another seal."""


def read_seals(
    picture: Picture,
    reader: Reader,
    page: int = 1,
    lines: Sequence[TextLine] = (),
    expected_names: Sequence[str] = (),
) -> tuple[SealReading, ...]:
    """The seals (印章) on `picture` (height × width × 3, BGR) and their texts, surest outline first; owners unknown.

    `expected_names` are names that a seal may bear; a worn ring that one of them explains as well as anything else does
    is read as that name, with its doubts in the scores.
    """
    seen = _Page(picture, page, tuple(lines), tuple(expected_names))
    candidates = find_seals(picture, lines)[:MOST_READ]
    read = [reading for candidate in candidates for reading in _read(seen, candidate, candidates, reader)]
    read = [reading for reading in read if not any(_repeats(reading.seal, other.seal) for other in read)]
    return tuple(_without_neighbours_text(reading, read) for reading in read)


@dataclass(frozen=True)
class _Page:
    """What the seals are read on."""

    picture: Picture
    number: int
    lines: tuple[TextLine, ...]
    expected_names: tuple[str, ...]


def _is_print(text: str, box: BoxValue, lines: Sequence[TextLine]) -> bool:
    """Whether `text`, read across the seal in `box`, is a piece of a printed line that runs into it or through it.

    Words that seals bear never are: the page's own lines may hold the seal's, too.
    """
    if special_words(text):
        return False
    x, y, width, height = box
    left, right = x + INSIDE * width, x + (1 - INSIDE) * width
    through = [
        line
        for line in lines
        if line.box[0] < right
        and left < line.box[0] + line.box[2]
        and (line.box[0] < left or right < line.box[0] + line.box[2])
        and y < line.box[1] + line.box[3] / 2 < y + height
    ]
    return any(fuzz.partial_ratio(normal(text), normal(line.text)) >= SAME_TEXT for line in through)


def _without_neighbours_text(reading: SealReading, all_read: Sequence[SealReading]) -> SealReading:
    """`reading` without a line that is a piece of the ring of a seal which lies over it."""
    line = normal(reading.seal.line)
    rings = (normal(other.seal.text) for other in all_read if other is not reading and _meet(reading.seal, other.seal))
    if not line or not any(line in ring for ring in rings):
        return reading
    return replace(reading, seal=replace(reading.seal, line=reading.unseen_line))


def _meet(seal: Seal, other: Seal) -> bool:
    """Whether the boxes of both have a part in common."""
    (x, y, width, height), (left, top, across, down) = seal.box, other.box
    return x < left + across and left < x + width and y < top + down and top < y + height


def _repeats(seal: Seal, other: Seal) -> bool:
    """Whether `seal` is a piece of `other` that was taken for a seal of its own, or `other` read worse."""
    if _standing(seal) >= _standing(other) or fuzz.partial_ratio(seal.text, other.text) < SAME_TEXT:
        return False
    (x, y, width, height), (left, top, across, down) = seal.box, other.box
    return left < x + width / 2 < left + across and top < y + height / 2 < top + down


def _standing(seal: Seal) -> tuple[bool, int]:
    """What counts for `seal` where another one was found at its place: that it was made out, then its text's length.

    A longer text may be that of a special-purpose seal, and so a legible one counts whatever the name.
    """
    is_borne_out = seal.agreement is not None and seal.agreement.confidence >= ACCEPTED
    return is_borne_out or seal.confidence >= MADE_OUT or bool(special_words(seal.text)), len(seal.text)


def _read(
    page: _Page, candidate: SealCandidate, candidates: Sequence[SealCandidate], reader: Reader
) -> Iterator[SealReading]:
    if isinstance(candidate.outline, Square):
        yield from _read_square(page, candidate, candidate.outline, reader)
    else:
        view = view_of(page.picture, candidate, candidate.outline, _neighbours(candidate.outline, candidates))
        yield from _read_round(page, view, candidate, reader)


def _neighbours(outline: Ellipse, candidates: Sequence[SealCandidate]) -> list[Ellipse]:
    """The outlines of other seals, beyond doubt, that may lie over the one in `outline`; none of its own circles."""
    return [
        other.outline
        for other in candidates
        if isinstance(other.outline, Ellipse)
        and other.support > CLEAR_OUTLINE
        and hypot(other.outline.x - outline.x, other.outline.y - outline.y) > OFF_CENTRE * outline.radius
    ]


def _is_of_ring(line: str, ring: str) -> bool:
    """Whether `line` is what stands around the seal, read across it."""
    blocks = Levenshtein.editops(normal(line), normal(ring)).as_matching_blocks()
    return not special_words(line) and sum(block.size for block in blocks) >= OF_RING * len(normal(line))


def _read_round(page: _Page, view: SealView, candidate: SealCandidate, reader: Reader) -> Iterator[SealReading]:
    covered = _covered(view)
    if covered > SOLID:
        return
    ring = read_ring(view, reader, page.expected_names)
    score = float(np.mean(ring.scores)) if ring.scores else 0.0
    legible = len(chinese_in(ring.text)) >= FEWEST_CHARACTERS and (score > LEAST_SCORE or _is_mostly_borne_out(ring))
    if not legible and not (candidate.support > CLEAR_OUTLINE and LEAST_COVERED < covered < MOST_COVERED):
        return
    inside = read_inside(view, ring.bottom, reader, is_sure=_is_known_whole(ring))
    is_print = _is_of_ring(inside.line, ring.text) or _is_print(inside.line, candidate.box, page.lines)
    seal = Seal(
        owner=SealOwner.UNKNOWN,
        shape=SealShape.OVAL if view.ellipse.aspect > OVAL_ASPECT else SealShape.ROUND,
        colour=candidate.colour,
        text=ring.text,
        box=candidate.box,
        page=page.number,
        line=inside.unseen if normal(inside.line) and is_print else inside.line,
        number=inside.code or inside.number,
        confidence=ring.confidence,
        agreement=ring.agreement,
    )
    yield SealReading(seal, ring.strip, ring.scores, ring.others, inside.unseen)


def _is_mostly_borne_out(ring: RingText) -> bool:
    """Whether most of an expected name's characters are there, though some may be others."""
    return ring.agreement is not None and median(ring.agreement.scores) > MOSTLY


def _is_known_whole(ring: RingText) -> bool:
    """Whether both ends of the text are known, and so where the seal's bottom is between them."""
    is_borne_out = ring.agreement is not None and ring.agreement.confidence >= BORNE_OUT
    return ring.confidence > WHOLE or is_borne_out


def _covered(view: SealView) -> float:
    """The share of the band of characters that is ink."""
    band = around(view.layer.strength, view.ellipse, np.linspace(0.55, 0.9, 24, dtype=np.float32))
    return float((np.nan_to_num(band) > view.layer.threshold).mean())


def _read_square(page: _Page, candidate: SealCandidate, outline: Square, reader: Reader) -> Iterator[SealReading]:
    upright, name = read_name(page.picture, outline, reader)
    if name.text:
        seal = Seal(SealOwner.UNKNOWN, SealShape.SQUARE, candidate.colour, name.text, candidate.box, page.number)
        yield SealReading(replace(seal, confidence=min(name.character_scores)), upright, name.character_scores)
