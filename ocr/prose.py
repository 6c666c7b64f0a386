"""Values that were written into a sentence: 本单位____（统一社会信用代码：____）现授权____为经办人.

In a sentence a value may have no label, or its label may end a line, with the value at the beginning of the next.
So what was typed is looked for in the lines as a person reads them. That it is found says only where to look; whether
the ink there bears it out is another question (ocr.borne_out).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from models.findings import Corners, FieldReading, TextLine
from ocr.borne_out import Typed
from ocr.layout import Piece, part, squeeze, union
from ocr.layout.geometry import middle, right
from ocr.layout.levelling import levelled
from ocr.layout.rows import in_rows

Point = NDArray[np.float64]
"""x and y in pixels of the page picture."""

ALIKE = 65.0
"""Likeness in percent from which a text may be the one looked for, misread: two of a name's three characters."""
SLACK = 9
"""For so many of a value's characters one misread character may stand between its label and it; none before a name."""
COLON = re.compile(r"[:;,._]*")
GAP = 0.5
"""Of a line's height: what is further apart was written separately."""
MARGIN = 3.0
"""Of a label's height: with less room to its right, its value may stand on the next line."""
BEFORE = re.compile(r"(单位|工作人员|人员|职工|员工|同志|委托|授权|经办人|姓名|指定|由|为|[^\w]|^)$")
BEHIND = re.compile(r"^(同志|作为|为|办理|负责|现|系|于|[^\w]|$)")
"""What stands next to a value that is not a part of a longer one."""
SAME_SENTENCE = 30
"""Characters before a label in which its value is looked for."""
NEAREST = 6
"""So many characters beside a value are looked at."""


@dataclass(frozen=True)
class _Cell:
    """A character, and the piece that it is of."""

    character: str
    piece: Piece
    index: int
    row: int
    stands_apart: bool
    """Whether a gap is before it, or a line that ended before the page's edge."""


class Prose:
    """The lines of a page as they are read: from left to right, one row after the other."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        pieces = [piece for line, level in levelled(lines) if (piece := squeeze(line, level)).text]
        rows = sorted(in_rows(pieces), key=lambda row: middle(row[0].level))
        self._edge = max((right(piece.level) for piece in pieces), default=0)
        full = [self._edge - right(row[-1].level) < MARGIN * row[-1].level[3] for row in rows]
        goes_on = [False, *full[:-1]]
        self._cells = [
            cell for number, row in enumerate(rows) for cell in _cells(row, number, stands_apart=not goes_on[number])
        ]
        self._text = "".join(cell.character for cell in self._cells)

    def where(self, typed: Typed) -> FieldReading | None:
        """Where on the page `typed` may stand, wherever that is; None where nothing is like it."""
        place = self._place(typed.text, 0)
        return None if place is None else self._reading(*place)

    def right_behind(self, field: FieldReading, typed: Typed) -> FieldReading | None:
        """Where `typed` may stand in place of `field`, which was found beside its label; None where it does not."""
        start = self._start_of(field)
        if start is None:
            return None
        place = self._place(typed.text, start, start + 2 * len(typed.text))
        if place is None:
            return None
        between = sum(character.isalnum() for character in self._text[start : place[0]])
        return self._reading(*place) if between <= len(typed.text) // SLACK else None

    def right_before(self, field: FieldReading, typed: Typed) -> FieldReading | None:
        """Where `typed` stands before the label of `field`, behind which a bracket asks for something else.

        As in 现指定____为本单位经办人(身份证号码:____).
        """
        start = self._start_of(field)
        if start is None or self._text[start] != "(":
            return None
        place = self._place(typed.text, max(0, start - SAME_SENTENCE), start)
        return None if place is None else self._reading(*place)

    def goes_on_below(self, field: FieldReading) -> bool:
        """Whether the value of `field`, whose place beside its label is blank, may stand on the next line."""
        start = self._start_of(field)
        if not start or not field.quads:
            return False
        last, following = self._cells[start - 1], self._cells[start]
        room = self._edge - max(corner[0] for corner in field.quads[0])
        row = "".join(cell.character for cell in self._cells[:start] if cell.row == last.row)
        is_in_sentence = room < MARGIN * following.piece.level[3] or row.rfind("(") > row.rfind(")")
        return is_in_sentence and last.row < following.row and following.character.isalnum()

    def _start_of(self, field: FieldReading) -> int | None:
        """Number of the first character that is read where `field` begins, or after it."""
        if not field.quads:
            return None
        anchor = _left_edge(field.quads[0])
        on_row = [index for index, cell in enumerate(self._cells) if _is_level_with(cell.piece, anchor)]
        beside = [index for index in on_row if _begins_behind(self._cells[index], anchor)]
        if beside:
            return self._behind_colon(beside[0])
        behind = on_row[-1] + 1 if on_row else len(self._cells)
        return behind if behind < len(self._cells) else None

    def _behind_colon(self, start: int) -> int | None:
        colon = COLON.match(self._text, start)
        end = colon.end() if colon else start
        return end if end < len(self._cells) else None

    def _place(self, text: str, start: int, end: int | None = None) -> tuple[int, int] | None:
        """From where to where `text`, or what is most like it, stands between `start` and `end`, by itself."""
        within = self._text[start:end]
        exact = [start + match.start() for match in re.finditer(re.escape(text), within)]
        places = [(place, place + len(text)) for place in exact]
        if not places and (like := fuzz.partial_ratio_alignment(text, within, score_cutoff=ALIKE)):
            places = [(start + like.dest_start, start + like.dest_end)]
        return next((place for place in places if self._stands_alone(*place)), None)

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether no longer value has the characters from `start` to `end` as a part."""
        before, behind = self._text[max(0, start - NEAREST) : start], self._text[end : end + NEAREST]
        begins = self._cells[start].stands_apart or bool(BEFORE.search(before))
        return begins and (bool(BEHIND.match(behind)) or self._cells[end].stands_apart)

    def _reading(self, start: int, end: int) -> FieldReading:
        cells = self._cells[start:end]
        groups = [list(group) for _, group in groupby(cells, key=lambda cell: id(cell.piece))]
        pieces = [part(group[0].piece, group[0].index, group[-1].index + 1) for group in groups]
        return FieldReading(
            text="".join(piece.text for piece in pieces),
            confidence=min(piece.confidence for piece in pieces),
            box=union(piece.box for piece in pieces),
            page=pieces[0].page,
            quads=tuple(piece.corners for piece in pieces),
        )


def _cells(row: Sequence[Piece], number: int, stands_apart: bool) -> list[_Cell]:
    gaps = [piece.level[0] - right(before.level) > GAP * piece.level[3] for before, piece in pairwise(row)]
    return [
        _Cell(character, piece, index, number, apart and index == 0)
        for piece, apart in zip(row, [stands_apart, *gaps], strict=True)
        for index, character in enumerate(piece.text.upper())
    ]


def _left_edge(corners: Corners) -> Point:
    """The middle of the edge at which a line of text begins."""
    return np.asarray((np.array(corners[0]) + np.array(corners[3])) / 2, np.float64)


def _is_level_with(piece: Piece, point: Point) -> bool:
    """Whether `point` is on the line of `piece`, or where that line would go on."""
    along = np.array(piece.corners[1]) - np.array(piece.corners[0])
    aside = point - _left_edge(piece.corners)
    distance = abs(along[0] * aside[1] - along[1] * aside[0]) / max(1.0, float(np.hypot(*along)))
    return bool(distance < piece.level[3] / 2)


def _begins_behind(cell: _Cell, point: Point) -> bool:
    corners = part(cell.piece, cell.index, cell.index + 1).corners
    along = np.array(cell.piece.corners[1]) - np.array(cell.piece.corners[0])
    passed = float(np.dot(_left_edge(corners) - point, along)) / max(1.0, float(np.hypot(*along)))
    return passed >= -cell.piece.level[3] / 2
