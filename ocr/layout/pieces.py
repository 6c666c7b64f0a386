"""Pieces of text: lines without their spaces, cut where two fields share one, joined where one is in several boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from models.findings import BoxValue, Corners, TextLine
from ocr.layout.geometry import corners_of, union
from ocr.layout.simplified import simplified

DOWNWARDS = 1.5
"""A box this many times higher than wide holds characters that stand below each other."""


@dataclass(frozen=True)
class Piece:
    """A part of a line of text: some of its characters, with their scores and where they stand."""

    text: str
    scores: tuple[float, ...]
    box: BoxValue
    """x, y, width, height in pixels of the page picture."""
    page: int
    level: BoxValue
    """The box as it would be if the page's lines ran level; what stands beside and below is judged by it."""
    corners: Corners
    """Clockwise from its upper left, in pixels of the page picture."""
    places: tuple[float, ...] = ()
    """Where each character stands, from 0 (the left edge) to 1; empty where the reader did not say."""

    @property
    def confidence(self) -> float:
        """The score of the least certain character."""
        return min(self.scores, default=0.0)

    @property
    def character_width(self) -> float:
        """The mean width of a character in pixels."""
        return self.level[2] / max(1, len(self.text))


def squeeze(line: TextLine, level: BoxValue | None = None) -> Piece:
    """`line` without its spaces, in half-width and simplified characters where there are such."""
    scores = line.character_scores if len(line.character_scores) == len(line.text) else (line.score,) * len(line.text)
    known = len(line.character_places) == len(line.text) and not runs_down(line)
    places = line.character_places if known else (0.0,) * len(line.text)
    kept = [
        (half, score, place)
        for character, score, place in zip(line.text, scores, places, strict=True)
        for half in unicodedata.normalize("NFKC", simplified(character))
        if not half.isspace()
    ]
    return Piece(
        text="".join(character for character, _, _ in kept),
        scores=tuple(score for _, score, _ in kept),
        box=line.box,
        page=line.page,
        level=level or line.box,
        corners=line.corners or corners_of(line.box),
        places=tuple(place for _, _, place in kept) if known else (),
    )


def runs_down(line: TextLine) -> bool:
    """Whether the characters of `line` stand below each other."""
    return line.box[3] >= DOWNWARDS * line.box[2]


def share_before(text: str, count: int) -> float:
    """Which share of a line's length its first `count` characters take; Chinese ones are twice as wide as digits."""
    widths = [2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text]
    return sum(widths[:count]) / max(1, sum(widths))


def part(piece: Piece, start: int, end: int) -> Piece:
    """The characters of `piece` from `start` to before `end`, its boxes and corners cut accordingly."""
    left, right = _share_at(piece, start), _share_at(piece, end)
    places = tuple((place - left) / max(right - left, 1e-6) for place in piece.places[start:end])
    box, level = _cut(piece.box, left, right), _cut(piece.level, left, right)
    corners = _cut_corners(piece.corners, left, right)
    return Piece(piece.text[start:end], piece.scores[start:end], box, piece.page, level, corners, places)


def after(piece: Piece, count: int) -> Piece:
    """`piece` from its `count`-th character on."""
    return part(piece, count, len(piece.text))


def joined(pieces: Sequence[Piece]) -> Piece:
    """`pieces`, from left to right, as one."""
    first, last = pieces[0].corners, pieces[-1].corners
    return Piece(
        "".join(piece.text for piece in pieces),
        tuple(score for piece in pieces for score in piece.scores),
        union(piece.box for piece in pieces),
        pieces[0].page,
        union(piece.level for piece in pieces),
        pieces[0].corners if len(pieces) == 1 else (first[0], last[1], last[2], first[3]),
        pieces[0].places if len(pieces) == 1 else (),
    )


def stacked(piece: Piece) -> list[Piece]:
    """The characters of a piece that runs downwards, each by itself."""
    count = len(piece.text)
    boxes = [(_slice(piece.box, place, count), _slice(piece.level, place, count)) for place in range(count)]
    return [
        Piece(character, (score,), box, piece.page, level, corners_of(box))
        for character, score, (box, level) in zip(piece.text, piece.scores, boxes, strict=True)
    ]


def _share_at(piece: Piece, index: int) -> float:
    """Which share of the piece's length lies before its character at `index`."""
    if not piece.places or index in (0, len(piece.text)):
        return share_before(piece.text, index)
    return (piece.places[index - 1] + piece.places[index]) / 2


def _cut_corners(corners: Corners, start: float, end: float) -> Corners:
    upper_left, upper_right, lower_right, lower_left = corners
    return (
        _between(upper_left, upper_right, start),
        _between(upper_left, upper_right, end),
        _between(lower_left, lower_right, end),
        _between(lower_left, lower_right, start),
    )


def _between(first: tuple[float, ...], second: tuple[float, ...], share: float) -> tuple[float, float]:
    return first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])


def _cut(box: BoxValue, start: float, end: float) -> BoxValue:
    x, y, width, height = box
    left, right = round(width * start), round(width * end)
    return x + left, y, right - left, height


def _slice(box: BoxValue, place: int, count: int) -> BoxValue:
    x, y, width, height = box
    top, bottom = round(height * place / count), round(height * (place + 1) / count)
    return x, y + top, width, bottom - top
