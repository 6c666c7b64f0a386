"""Pieces of text: lines without their spaces, cut where two fields share one, joined where one is in several boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from models.findings import BoxValue, TextLine
from ocr.layout.geometry import union
from ocr.layout.simplified import simplified


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
    kept = [
        (half, score)
        for character, score in zip(line.text, scores, strict=True)
        for half in unicodedata.normalize("NFKC", simplified(character))
        if not half.isspace()
    ]
    text = "".join(character for character, _ in kept)
    return Piece(text, tuple(score for _, score in kept), line.box, line.page, level or line.box)


def share_before(text: str, count: int) -> float:
    """Which share of a line's length its first `count` characters take; Chinese ones are twice as wide as digits."""
    widths = [2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text]
    return sum(widths[:count]) / max(1, sum(widths))


def part(piece: Piece, start: int, end: int) -> Piece:
    """The characters of `piece` from `start` to before `end`, its boxes cut accordingly."""
    shares = share_before(piece.text, start), share_before(piece.text, end)
    box, level = _cut(piece.box, *shares), _cut(piece.level, *shares)
    return Piece(piece.text[start:end], piece.scores[start:end], box, piece.page, level)


def after(piece: Piece, count: int) -> Piece:
    """`piece` from its `count`-th character on."""
    return part(piece, count, len(piece.text))


def joined(pieces: Sequence[Piece]) -> Piece:
    """`pieces` as one."""
    return Piece(
        "".join(piece.text for piece in pieces),
        tuple(score for piece in pieces for score in piece.scores),
        union(piece.box for piece in pieces),
        pieces[0].page,
        union(piece.level for piece in pieces),
    )


def stacked(piece: Piece) -> list[Piece]:
    """The characters of a piece that runs downwards, each by itself."""
    count = len(piece.text)
    return [
        Piece(character, (score,), _slice(piece.box, place, count), piece.page, _slice(piece.level, place, count))
        for place, (character, score) in enumerate(zip(piece.text, piece.scores, strict=True))
    ]


def _cut(box: BoxValue, start: float, end: float) -> BoxValue:
    x, y, width, height = box
    left, right = round(width * start), round(width * end)
    return x + left, y, right - left, height


def _slice(box: BoxValue, place: int, count: int) -> BoxValue:
    x, y, width, height = box
    top, bottom = round(height * place / count), round(height * (place + 1) / count)
    return x, y + top, width, bottom - top
