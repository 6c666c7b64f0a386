"""The value that belongs to a label: beside it as far as the next column, and below until the next label of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.layout.geometry import middle, right, same_row
from ocr.layout.labels import FoundLabel, row_after, without_colon
from ocr.layout.pieces import Piece, joined

ALIKE = 2.2
"""Texts whose heights differ by more than this factor are no label and value."""
SAME_SIZE = 1.6
"""Lines of one value differ in height by no more than this factor."""
FARTHEST = 10.0
"""Of a label's height: where its value begins at the latest."""
WIDEST_GAP = 3.0
"""Of its height, within a value."""
NEXT_LINE = 1.8
"""A value goes on below within this many of its heights, from middle to middle."""
TIGHT = 1.4
"""Lines as near to each other as this mostly belong together."""
OUTDENT, INDENT = 1.5, 4.0
"""…and begins at most so many heights left or right of where its first line began."""
RAGGED = 1.5
"""A line that goes on below may end so many heights before the longest one does."""


@dataclass(frozen=True)
class Value:
    """A value's lines, joined from left to right."""

    pieces: tuple[Piece, ...]
    is_doubtful: bool = False
    """Whether it may go on below, or may not."""

    @property
    def text(self) -> str:
        """All lines."""
        return "".join(piece.text for piece in self.pieces)


def value_beside(label: FoundLabel, labels: Sequence[FoundLabel], pieces: Sequence[Piece], most_lines: int) -> Value:
    """The value of `label`; empty where nothing stands beside it."""
    own = {piece for found in labels for piece in found.pieces}
    free = [piece for piece in pieces if piece not in own]
    first = _first_line(label, labels, free)
    if not first.text:
        return Value((first,))
    bottom = min((found.level[1] for found in labels if _stands_below(found, label)), default=None)
    lines, doubtful = [first], False
    while len(lines) < most_lines and _is_full(lines):
        below = _next_line(lines, label, labels, [piece for piece in free if piece not in lines])
        if below is None or (bottom is not None and middle(below.level) > bottom):
            break
        if _row_has_own_label(below, label, pieces):
            break
        if right(below.level) > max(right(line.level) for line in lines) + RAGGED * first.level[3]:
            doubtful = _pitch(lines[-1], below) < TIGHT
            break
        lines.append(below)
    return Value(tuple(lines), doubtful)


def _first_line(label: FoundLabel, labels: Sequence[FoundLabel], free: Sequence[Piece]) -> Piece:
    """All that stands on the label's row up to the next column; an empty piece where there is nothing."""
    height = label.height
    edge = _next_column(label, labels)
    found = [label.rest] if label.rest.text else []
    reached, reach = right(found[0].level if found else label.level), WIDEST_GAP if found else FARTHEST
    for piece in row_after(replace(label.rest, level=label.level), free):
        if piece.level[0] >= edge or piece.level[0] - reached > reach * height:
            break
        is_alike = _goes_on(piece, found[-1]) if found else _alike(piece, label)
        if not is_alike or piece.level[0] + piece.level[2] / 2 < reached:
            continue
        bare = piece if found else without_colon(piece)
        if bare.text:
            found.append(bare)
            reached, reach = right(bare.level), WIDEST_GAP
    return joined(found) if found else label.rest


def _next_line(
    lines: Sequence[Piece], label: FoundLabel, labels: Sequence[FoundLabel], free: Sequence[Piece]
) -> Piece | None:
    first, above = lines[0], lines[-1]
    height = first.level[3]
    edge = _next_column(label, labels)
    candidates = [
        piece
        for piece in free
        if middle(above.level) + 0.5 * height < middle(piece.level)
        and _pitch(above, piece) < NEXT_LINE
        and max(first.level[0] - OUTDENT * height, right(label.level) - height)
        <= piece.level[0]
        <= min(first.level[0] + INDENT * height, edge)
        and _goes_on(piece, first)
    ]
    start = min(candidates, key=lambda piece: (middle(piece.level) // height, piece.level[0]), default=None)
    if start is None:
        return None
    row = [start]
    for piece in row_after(start, free):
        if (
            piece.level[0] >= edge
            or piece.level[0] - right(row[-1].level) > WIDEST_GAP * height
            or not _alike(piece, label)
        ):
            break
        row.append(piece)
    return joined(row)


def _next_column(label: FoundLabel, labels: Sequence[FoundLabel]) -> float:
    """Where the next label to the right begins, about the height of this one."""
    height = label.height
    return min(
        (
            other.level[0]
            for other in labels
            if other.level[0] > right(label.level) and abs(middle(other.level) - middle(label.level)) < 3 * height
        ),
        default=float("inf"),
    )


def _stands_below(other: FoundLabel, label: FoundLabel) -> bool:
    """Whether `other` is further down in the same column of labels."""
    return (
        middle(other.level) > middle(label.level) + label.height / 2
        and other.level[0] < right(label.level)
        and right(other.level) > label.level[0]
    )


def _row_has_own_label(line: Piece, label: FoundLabel, pieces: Sequence[Piece]) -> bool:
    """Whether anything stands beside `line` where labels stand, even if it could not be read."""
    start = label.level[0] - label.height
    return any(
        start <= other.level[0]
        and right(other.level) <= line.level[0] + line.level[3] / 2
        and same_row(other.level, line.level)
        and other not in label.pieces
        for other in pieces
    )


def _is_full(lines: Sequence[Piece]) -> bool:
    """Whether the last line is as long as those above it: a shorter one is the value's last."""
    longest = max(right(line.level) for line in lines)
    return right(lines[-1].level) > longest - RAGGED * lines[0].level[3]


def _pitch(upper: Piece, lower: Piece) -> float:
    return (middle(lower.level) - middle(upper.level)) / min(upper.level[3], lower.level[3])


def _alike(piece: Piece, label: FoundLabel) -> bool:
    heights = piece.level[3], label.height
    return max(heights) < ALIKE * min(heights)


def _goes_on(piece: Piece, before: Piece) -> bool:
    """Whether `piece` may be of the same value as `before`, whose print is of the same size."""
    heights = piece.level[3], before.level[3]
    return max(heights) < SAME_SIZE * min(heights)
