"""Reading an annotation again where it was found: levelled, and through every ink."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import cv2
import numpy as np

from models.findings import Agreement
from ocr.borne_out import one_line
from ocr.engines import Picture, Reader
from ocr.expected_text import Ends, SteppedReader, agreement
from ocr.marking.candidates import Candidate, held
from ocr.marking.consensus import Reading
from ocr.marking.covered import covered_by_print
from ocr.marking.cut_out import fragment_in, level_crop
from ocr.marking.fragments import Fragment, Vector, frame_around, rows_of
from ocr.marking.views import ALL_VIEWS, View, inks_on
from ocr.marking.wording import PieceKind, annotation_in, difference, odds_of_wording
from ocr.visible import places_of, visible_shares

MARGINS = (0.0, 0.14)
"""In heights: what is left above and below a line; which margin reads best is chance."""
BESIDE = 0.4
"""In heights: what is left before and behind it."""
HEIGHT = 64
"""Pixels that a line is scaled to before it is looked at in another way."""
MOST_ROWS = 2
MOST_AT_BREAK = 2
"""Characters at the most that may have been lost where a line ends and the next one begins."""
A_ROW = 3
"""Missing characters that may stand on a line of their own."""
ROW_PITCH = 1.12
"""From one line to the next, in heights of the frame around one."""


def read_again(picture: Picture, candidate: Candidate, reader: Reader, expected: str) -> list[Reading]:
    """What the place of `candidate` reads as: in every view, with every margin, one reading each."""
    rows = rows_of(candidate.fragments)
    if len(rows) > MOST_ROWS:
        return []
    frames = _grown([frame_around(row) for row in rows], candidate, expected)
    seen = zip(*(_looked_at(picture, frame) for frame in frames), strict=True)
    return _annotations((_read(crops, frames, reader) for crops in seen), expected)


def agreement_at(picture: Picture, candidate: Candidate, reader: Reader, expected: str) -> Agreement | None:
    """How far the place of `candidate` bears out the `expected` words; None where that cannot be told.

    Words that are missing before or behind it may stand on its own line, or on another one above or below.
    """
    rows = rows_of(candidate.fragments)
    if len(rows) > MOST_ROWS or not isinstance(reader, SteppedReader):
        return None
    frames = _grown([frame_around(row) for row in rows], candidate, expected)
    inks = inks_on(level_crop(picture, frame_around(rows[0])))
    tried = _with_another_row(frames, candidate, expected)
    found = [_agreement_on(picture, places, inks, reader, expected) for places in tried]
    return max(filter(None, found), key=lambda one: one.confidence, default=None)


def _agreement_on(
    picture: Picture, frames: Sequence[Vector], inks: Sequence[View], reader: SteppedReader, expected: str
) -> Agreement | None:
    """How far the lines in `frames` bear out the `expected` words, in all views or in those of its own ink alone."""
    looks = [_looked_at(picture, frame, inks) + _looked_at(picture, frame) for frame in frames]
    views = [one_line(parts) for parts in zip(*(reader.probabilities(crops) for crops in looks), strict=True)]
    plain_looks = [crops[len(MARGINS) * len(inks)] for crops in looks]
    covered = np.concatenate([covered_by_print(crop) for crop in plain_looks])
    visible = visible_shares(places_of(expected, views, reader.characters), covered)
    found = [
        agreement(expected, seen, reader.characters, Ends.OPEN, odds_of_wording, visible)
        for seen in (views, views[: len(MARGINS) * len(inks)])
    ]
    return max(filter(None, found), key=lambda one: one.confidence, default=None)


def _with_another_row(frames: Sequence[Vector], candidate: Candidate, expected: str) -> Iterator[list[Vector]]:
    """`frames`, and where one line alone was found, that with one above or below it for the words that are missing."""
    yield list(frames)
    before, behind = _missing(candidate, expected)
    if len(frames) > 1 or max(before, behind) < A_ROW:
        return
    down = (frames[0][3] - frames[0][0]) * ROW_PITCH
    yield [frames[0] - down, frames[0]] if before > behind else [frames[0], frames[0] + down]


def _missing(candidate: Candidate, expected: str) -> tuple[int, int]:
    """How many of the `expected` words' characters are missing before and behind the place of `candidate`."""
    pieces = difference(expected, held(candidate, expected))
    before, behind = (
        len(piece.expected) if piece.kind is PieceKind.MISSING else 0 for piece in (pieces[0], pieces[-1])
    )
    return before, behind


def _grown(frames: Sequence[Vector], candidate: Candidate, expected: str) -> list[Vector]:
    """`frames` with room for the words that are missing before and behind them."""
    missing = _missing(candidate, expected)
    characters = len(held(candidate, expected))
    at_break = min(MOST_AT_BREAK, max(0, len(expected) - characters - sum(missing)))
    pitch = sum(np.linalg.norm(frame[1] - frame[0]) for frame in frames) / max(1, characters)
    grown = [frame.copy() for frame in frames]
    height = float(np.linalg.norm(frames[0][3] - frames[0][0]))
    for place, (frame, row) in enumerate(zip(frames, grown, strict=True)):
        direction = (frame[1] - frame[0]) / max(1.0, float(np.linalg.norm(frame[1] - frame[0])))
        before = (missing[0] if place == 0 else at_break) * pitch
        behind = (missing[1] if place == len(frames) - 1 else at_break) * pitch
        row[[0, 3]] -= direction * (before + BESIDE * height)
        row[[1, 2]] += direction * (behind + BESIDE * height)
    return grown


def _looked_at(picture: Picture, frame: Vector, views: Sequence[View] = ALL_VIEWS) -> list[Picture]:
    """The level line inside `frame`, in every view and with every margin."""
    seen = []
    for margin in MARGINS:
        down = (frame[3] - frame[0]) * margin
        crop = level_crop(picture, np.array([frame[0] - down, frame[1] - down, frame[2] + down, frame[3] + down]))
        width = max(HEIGHT, round(crop.shape[1] * HEIGHT / max(1, crop.shape[0])))
        level = np.asarray(cv2.resize(crop, (width, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)
        seen += [view(level) for view in views]
    return seen


def _read(crops: Sequence[Picture], frames: Sequence[Vector], reader: Reader) -> list[Fragment]:
    found = (fragment_in(frame, read) for frame, read in zip(frames, reader.recognise(crops), strict=True))
    return [fragment for fragment in found if fragment]


def _annotations(chains: Iterable[Sequence[Fragment]], expected: str) -> list[Reading]:
    readings = []
    for chain in chains:
        text = "".join(fragment.text for fragment in chain)
        scores = tuple(score for fragment in chain for score in fragment.scores)
        place = annotation_in(text, expected)
        if place is not None:
            readings.append(Reading(text[slice(*place)], scores[slice(*place)]))
    return readings
