"""The lines of a document, to be asked for the values of labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from models.findings import FieldReading, TextLine
from ocr.layout.geometry import union
from ocr.layout.ground import without_ground
from ocr.layout.labels import find_labels, row_after
from ocr.layout.levelling import levelled
from ocr.layout.pieces import DOWNWARDS, Piece, after, joined, part, squeeze, stacked
from ocr.layout.rows import in_rows
from ocr.layout.values import Value, value_beside

ALIKE_TEXT = 60.0
"""Likeness in percent from which a text may be the one looked for, misread."""
DOUBTFUL = 0.4
"""The confidence at most of a value of which it is not sure where it ends."""


class Layout:
    """The lines of a document, to be asked for the values of labels."""

    def __init__(self, lines: Sequence[TextLine], labels: Sequence[str]) -> None:
        """Use `lines`; `labels` are all that such a document may bear, so that no value runs into the next field."""
        labels = sorted(set(labels), key=len, reverse=True)
        pieces = [piece for line, level in levelled(lines) if (piece := squeeze(line, level)).text]
        pieces = [cut for piece in without_ground(pieces) for cut in _at_labels(piece, labels)]
        self._pieces = tuple(cut for piece in pieces for cut in _before_spread_label(piece, pieces, labels))
        self._found = find_labels(self._pieces, labels)

    def value_of(self, *labels: str, most_lines: int = 1) -> FieldReading | None:
        """The value beside the first of `labels` that is found, over at most `most_lines` lines; None without a label.

        The text is empty where the whole label is there and its value is not. The confidence is low where it is not
        sure whether the value goes on below.
        """
        values = [
            value
            for label in labels
            for found in self._found
            if found.label == label
            and ((value := value_beside(found, self._found, self._pieces, most_lines)).text or found.whole)
        ]
        best = max(values, key=lambda value: bool(value.text), default=None)
        return None if best is None else _reading(best)

    def unlabelled(self, text: str, *labels: str) -> FieldReading | None:
        """What is most like `text` among all that is no label and no label's value; None where nothing is.

        The end of one of `labels` before it is left out, where its beginning was not read.
        """
        taken = {piece for found in self._found for piece in found.pieces}
        for found in self._found:
            taken.update(value_beside(found, self._found, self._pieces, most_lines=1).pieces)
        free = [piece for piece in self._pieces if piece not in taken]
        ends = {label[cut:] for label in labels for cut in range(1, len(label))}
        free += [after(piece, len(end)) for piece in free for end in ends if piece.text.startswith(end)]
        best = max(free, key=lambda piece: fuzz.ratio(piece.text, text), default=None)
        return None if best is None or fuzz.ratio(best.text, text) < ALIKE_TEXT else _reading(Value((best,)))

    def rows(self) -> tuple[Piece, ...]:
        """Pieces that stand beside each other, joined from left to right."""
        return tuple(joined(row) for row in in_rows(self._pieces))


def _at_labels(piece: Piece, labels: Sequence[str]) -> list[Piece]:
    """`piece` cut before each label in it that a colon follows, since some lines hold two fields.

    One that runs downwards and holds the beginnings of labels (as 名类住, of 名称, 类型 and 住所) is cut into these.
    """
    if not labels:
        return [piece]
    beginnings = {label[0] for label in labels}
    if piece.level[3] > DOWNWARDS * piece.level[2] and set(piece.text) <= beginnings:
        return stacked(piece)
    pattern = rf"(?:{'|'.join(map(re.escape, labels))})(?:\([^()]{{1,8}}\))?:"
    starts = sorted({0, *(match.start() for match in re.finditer(pattern, piece.text))})
    return [part(piece, start, end) for start, end in zip(starts, [*starts[1:], len(piece.text)], strict=True)]


def _before_spread_label(piece: Piece, pieces: Sequence[Piece], labels: Sequence[str]) -> list[Piece]:
    """`piece` without the beginning of the next column's label, where a reader took this for the value's end."""
    following = next(iter(row_after(piece, pieces)), None)
    for label in labels if following else ():
        for cut in range(1, len(label)):
            glued = len(piece.text) - cut
            if glued > 0 and piece.text.endswith(label[:cut]) and following and following.text.startswith(label[cut:]):
                return [part(piece, 0, glued), part(piece, glued, len(piece.text))]
    return [piece]


def _reading(value: Value) -> FieldReading:
    confidence = min((piece.confidence for piece in value.pieces if piece.text), default=0.0)
    return FieldReading(
        text=value.text,
        confidence=min(confidence, DOUBTFUL) if value.is_doubtful else confidence,
        box=union(piece.box for piece in value.pieces),
        page=value.pieces[0].page,
        quads=tuple(piece.corners for piece in value.pieces),
    )
