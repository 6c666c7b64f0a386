"""Where all of the required words may stand, told from where some were found: further along, or on another row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz.distance import Levenshtein, MatchingBlock

from ocr.marking.candidates import Candidate, held
from ocr.marking.fragments import Fragment, Vector, frame_around, rows_of
from ocr.marking.wording import PieceKind, difference

BESIDE = 0.4
"""In heights: what is left before and behind a row."""
MOST_ROWS = 3
MOST_AT_BREAK = 2
"""Characters at the most that are looked for on both sides of a row's end, since it is not known where they stand."""
A_ROW = 3
"""Missing characters that may stand on a row of their own."""
ROW_PITCHES = (1.12, 1.5)
"""From one row to the next, in heights of the frame around one."""


def frames_of(candidate: Candidate, expected: str) -> list[Vector]:
    """Frames around the rows of `candidate` with room for what is missing; none where it stands on too many rows."""
    rows = rows_of(candidate.fragments)
    return _grown(rows, candidate, expected) if len(rows) <= MOST_ROWS else []


def other_frames(candidate: Candidate, expected: str) -> Iterator[list[Vector]]:
    """Where else the words may stand: on a row more, or with much that was lost where one of two rows ends."""
    rows = rows_of(candidate.fragments)
    if len(rows) < MOST_ROWS:
        yield from _with_another_row(rows, expected)
    if len(rows) == 2:
        yield from _with_much_at_the_break(rows, candidate, expected)


def _grown(rows: Sequence[Sequence[Fragment]], candidate: Candidate, expected: str) -> list[Vector]:
    before, behind = _missing(candidate, expected)
    characters = len(held(candidate, expected))
    at_break = min(MOST_AT_BREAK, max(0, len(expected) - characters - before - behind))
    frames = [frame_around(row) for row in rows]
    pitch = sum(_length(frame) for frame in frames) / max(1, characters)
    last = len(frames) - 1
    return [
        _longer(
            frame,
            pitch * (before if place == 0 else at_break),
            pitch * (behind if place == last else at_break),
        )
        for place, frame in enumerate(frames)
    ]


def _missing(candidate: Candidate, expected: str) -> tuple[int, int]:
    """How many of the `expected` words' characters are missing before and behind the place of `candidate`."""
    pieces = difference(expected, held(candidate, expected))
    before, behind = (
        len(piece.expected) if piece.kind is PieceKind.MISSING else 0 for piece in (pieces[0], pieces[-1])
    )
    return before, behind


def _with_another_row(rows: Sequence[Sequence[Fragment]], expected: str) -> Iterator[list[Vector]]:
    """`rows` without the print that they are joined to, and one above or below for the words that they lack."""
    shared = _shared(expected, "".join(_text(row) for row in rows))
    if not shared:
        return
    before, behind = shared[0].a, len(expected) - shared[-1].a - shared[-1].size
    if max(before, behind) < A_ROW:
        return
    frames = [_part(row, expected) for row in rows]
    for pitch in ROW_PITCHES:
        above, below = (_shifted(frame, pitch * side) for frame, side in ((frames[0], -1), (frames[-1], 1)))
        found = [above, *frames] if before > behind else [*frames, below]
        yield [_longer(frame, 0, 0) for frame in found]


def _part(row: Sequence[Fragment], expected: str) -> Vector:
    """The frame around that part of `row` which holds something of the `expected` words."""
    text, whole = _text(row), frame_around(row)
    shared = _shared(expected, text)
    if not shared:
        return whole
    pitch = (whole[1] - whole[0]) / len(text)
    start, end = pitch * shared[0].b, pitch * (shared[-1].b + shared[-1].size)
    return np.array([whole[0] + start, whole[0] + end, whole[3] + end, whole[3] + start])


def _shifted(frame: Vector, heights: float) -> Vector:
    """`frame` so many of its heights further down."""
    shifted: Vector = frame + (frame[3] - frame[0]) * heights
    return shifted


def _with_much_at_the_break(
    rows: Sequence[Sequence[Fragment]], candidate: Candidate, expected: str
) -> Iterator[list[Vector]]:
    """Two `rows`, of which the first goes on further than it was found, or the second begins earlier, or both."""
    first, second = (_text(row) for row in rows)
    shared = _shared(expected, first + second)
    above = [block for block in shared if block.b < len(first)]
    below = [block for block in shared if block.b >= len(first)]
    if not above or not below:
        return
    misread = below[0].b - above[-1].b - above[-1].size
    lost = below[0].a - above[-1].a - above[-1].size - misread
    if lost <= MOST_AT_BREAK:
        return
    before, behind = _missing(candidate, expected)
    upper, lower = (frame_around(row) for row in rows)
    wide, narrow = _length(upper) / len(first), _length(lower) / len(second)
    for further, earlier in ((lost, 0), (0, lost), (lost, lost)):
        yield [
            _longer(upper, before * wide, further * wide),
            _longer(lower, earlier * narrow, behind * narrow),
        ]


def _shared(expected: str, text: str) -> list[MatchingBlock]:
    """The runs that `expected` and `text` share, in order."""
    return [block for block in Levenshtein.editops(expected, text).as_matching_blocks() if block.size]


def _text(row: Sequence[Fragment]) -> str:
    return "".join(fragment.text for fragment in row)


def _length(frame: Vector) -> float:
    return float(np.linalg.norm(frame[1] - frame[0]))


def _longer(frame: Vector, before: float, behind: float) -> Vector:
    """`frame` with so many pixels more before and behind it, and a little paper on both sides."""
    direction = (frame[1] - frame[0]) / max(1.0, _length(frame))
    beside = BESIDE * float(np.linalg.norm(frame[3] - frame[0]))
    longer = frame.copy()
    longer[[0, 3]] -= direction * (before + beside)
    longer[[1, 2]] += direction * (behind + beside)
    return longer
