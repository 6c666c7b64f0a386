"""Finding labels: whole, glued to their values, spread over several boxes, or known by one end alone.

Labels of a form stand in columns, which is what makes it safe to know one by a part of it: the rest lies beneath a seal
or was not found, but the part begins or ends just where the other labels of its column do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.findings import BoxValue
from ocr.layout.geometry import middle, right, same_row, union
from ocr.layout.pieces import Piece, after, part

WIDEST_GAP = 8.0
"""Of a label's height, between two of its characters."""
IN_LINE = 1.0
"""Of a label's height: parts of labels begin or end this near to where whole labels do."""
MISREADABLE = 4
"""A label of so many characters is still known with one of them misread."""
COLON = re.compile(r"^(\([^()]{1,8}\))?[:;,.。·、_]*")
"""What may stand between a label and its value: a remark as (全称), a colon, the printed line to write on."""
CLAUSE = re.compile(r"^\w{1,8}[,;.。·、]\w{0,6}?(负责|办理|承诺|保证|同意|应当|不得)")
"""A clause's end and what follows it, as in 经办人,负责办理…: no label and its value."""


@dataclass(frozen=True)
class FoundLabel:
    """A label on the page, with what is glued to its end."""

    label: str
    level: BoxValue
    """Where the label itself stands on the level page."""
    height: int
    """Of its characters; some of their boxes are drawn too high."""
    pieces: tuple[Piece, ...]
    """All pieces that hold a part of it."""
    rest: Piece
    """What follows it in the last of these; may be empty."""
    whole: bool = True
    """Whether all of it was read; else it is known by a part, or with a character misread."""


def find_labels(pieces: Sequence[Piece], labels: Sequence[str]) -> tuple[FoundLabel, ...]:
    """All labels on the page; a piece belongs to one label at the most."""
    likely = [piece for piece in pieces if not CLAUSE.match(piece.text)]
    whole = _without_overlaps([found for piece in likely for found in _whole(piece, pieces, labels)])
    found = list(whole)
    for finder in (_misread, _by_beginning, _by_end):
        taken = {piece for label in found for piece in label.pieces}
        free = [piece for piece in likely if piece not in taken and not _is_value(piece, whole, pieces)]
        partly = [label for piece in free for label in finder(piece, whole, labels)]
        found += [replace(label, whole=False) for label in _without_overlaps(partly)]
    return tuple(found)


def without_colon(piece: Piece) -> Piece:
    """`piece` without the remark and the colon that stand between a label and its value."""
    return after(piece, len(piece.text) - len(COLON.sub("", piece.text)))


def row_after(piece: Piece, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces to the right of `piece` on its row, from left to right."""
    beside = [
        other
        for other in pieces
        if other is not piece
        and other.level[0] + other.level[2] / 2 > right(piece.level)
        and same_row(other.level, piece.level)
    ]
    return sorted(beside, key=lambda other: other.level[0])


def _whole(piece: Piece, pieces: Sequence[Piece], labels: Sequence[str]) -> Iterator[FoundLabel]:
    """Every label that begins with `piece` and is there to its end, in it, in its row or in the line below."""
    chain = [piece]
    yield from _at_start(chain, labels)
    if not any(label.startswith(piece.text) and label != piece.text for label in labels):
        return
    for other in row_after(piece, pieces):
        if other.level[0] - right(chain[-1].level) > WIDEST_GAP * piece.level[3]:
            break
        chain.append(other)
        yield from _at_start(chain, labels)
    below = [other for other in pieces if _stands_below(other, piece)]
    if below and piece.text not in labels:
        yield from _at_start([piece, min(below, key=lambda other: other.level[1])], labels)


def _at_start(chain: Sequence[Piece], labels: Sequence[str]) -> Iterator[FoundLabel]:
    before = "".join(piece.text for piece in chain[:-1])
    for label in labels:
        end = label[len(before) :]
        if end and label.startswith(before) and chain[-1].text.startswith(end):
            yield _found(label, chain, len(end))


def _is_value(piece: Piece, whole: Sequence[FoundLabel], pieces: Sequence[Piece]) -> bool:
    """Whether `piece` stands alone beside a label, and so answers it: 机构性质 机关 holds no half of 赋码机关."""
    return not row_after(piece, pieces) and any(
        row_after(label.pieces[-1], pieces) == [piece] and not label.rest.text for label in whole
    )


def _misread(piece: Piece, whole: Sequence[FoundLabel], labels: Sequence[str]) -> Iterator[FoundLabel]:
    for label in labels:
        wrong = sum(ours != theirs for ours, theirs in zip(piece.text, label, strict=False))
        if MISREADABLE <= len(label) <= len(piece.text) and wrong == 1 and _begins_in_line(piece, whole):
            yield _found(label, [piece], len(label))


def _by_beginning(piece: Piece, whole: Sequence[FoundLabel], labels: Sequence[str]) -> Iterator[FoundLabel]:
    for label in labels:
        if _is_enough(piece.text, label) and label.startswith(piece.text) and _begins_in_line(piece, whole):
            yield _found(label, [piece], len(piece.text))


def _by_end(piece: Piece, whole: Sequence[FoundLabel], labels: Sequence[str]) -> Iterator[FoundLabel]:
    for label in labels:
        for cut in range(1, len(label)):
            end = label[cut:]
            is_last = piece.text in (end + ":", end + ";") or _ends_in_line(piece, len(end), whole)
            if piece.text.startswith(end) and _is_enough(end, label) and is_last:
                yield _found(label, [piece], len(end))
                break


def _is_enough(scrap: str, label: str) -> bool:
    """Whether `scrap` stands for `label`: one of two characters, or half of more."""
    return len(label) / 2 <= len(scrap) < len(label)


def _begins_in_line(piece: Piece, whole: Sequence[FoundLabel]) -> bool:
    return any(
        abs(label.level[0] - piece.level[0]) < IN_LINE * label.level[3] and not same_row(label.level, piece.level)
        for label in whole
    )


def _ends_in_line(piece: Piece, count: int, whole: Sequence[FoundLabel]) -> bool:
    """Whether the first `count` characters end where whole labels end, and begin well within these."""
    height = min(piece.level[3], piece.level[2])
    end = piece.level[0] + count * height
    return any(
        abs(right(label.level) - end) < IN_LINE * label.level[3]
        and label.level[0] + height / 2 < piece.level[0] < right(label.level) - height / 2
        and not same_row(label.level, piece.level)
        for label in whole
    )


def _found(label: str, chain: Sequence[Piece], length: int) -> FoundLabel:
    last = chain[-1]
    parts = [*chain[:-1], part(last, 0, length)]
    height = min(piece.level[3] for piece in parts)
    rest = without_colon(after(last, length))
    return FoundLabel(label, union(piece.level for piece in parts), height, tuple(chain), rest)


def _stands_below(lower: Piece, upper: Piece) -> bool:
    height = upper.level[3]
    return (
        abs(lower.level[0] - upper.level[0]) < height and 0 < middle(lower.level) - middle(upper.level) < 1.6 * height
    )


def _without_overlaps(found: Sequence[FoundLabel]) -> list[FoundLabel]:
    """The longer of labels that share a piece; of those as long, the one in fewer pieces."""
    kept: list[FoundLabel] = []
    for label in sorted(found, key=lambda label: (-len(label.label), len(label.pieces))):
        if not any(piece in other.pieces for piece in label.pieces for other in kept):
            kept.append(label)
    return kept
