"""Pieces of text that stand beside each other."""

from __future__ import annotations

from collections.abc import Iterable

from ocr.layout.geometry import same_row
from ocr.layout.pieces import Piece
from ocr.layout.values import ALIKE


def in_rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """`pieces` by the rows that they stand on, each from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.level[0]):
        row = next((row for row in rows if _beside(row[-1], piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return rows


def _beside(first: Piece, second: Piece) -> bool:
    heights = first.level[3], second.level[3]
    return same_row(first.level, second.level) and max(heights) < ALIKE * min(heights)
