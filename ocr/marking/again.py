"""Reading an annotation again where it was found: levelled, and through every ink."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from models.findings import Agreement
from ocr.borne_out import one_line
from ocr.engines import Picture, Reader
from ocr.expected_text import Ends, SteppedReader, agreement
from ocr.marking.candidates import Candidate
from ocr.marking.consensus import Reading
from ocr.marking.covered import covered_by_print
from ocr.marking.cut_out import fragment_in, level_crop
from ocr.marking.fragments import Fragment, Vector, frame_around, rows_of
from ocr.marking.rows import frames_of, other_frames
from ocr.marking.views import ALL_VIEWS, View, inks_on
from ocr.marking.wording import annotation_in, odds_of_wording
from ocr.seals.ink import evenly_lit
from ocr.visible import places_of, visible_shares

MARGINS = (0.0, 0.14)
"""In heights: what is left above and below a line; which margin reads best is chance."""
HEIGHT = 64
"""Pixels that a line is scaled to before it is looked at in another way."""


def read_again(picture: Picture, candidate: Candidate, reader: Reader, expected: str) -> list[Reading]:
    """What the place of `candidate` reads as: in every view, with every margin, one reading each."""
    frames = frames_of(candidate, expected)
    seen = zip(*(_looked_at(picture, frame) for frame in frames), strict=True)
    return _annotations((_read(crops, frames, reader) for crops in seen), expected)


def agreement_at(picture: Picture, candidate: Candidate, reader: Reader, expected: str) -> Agreement | None:
    """How far the place of `candidate` bears out the `expected` words; None where that cannot be told.

    Words that it lacks may stand on its own rows, or on another one above or below.
    """
    frames = frames_of(candidate, expected)
    if not frames or not isinstance(reader, SteppedReader):
        return None
    inks = inks_on(evenly_lit(level_crop(picture, frame_around(rows_of(candidate.fragments)[0]))))
    tried = [frames, *other_frames(candidate, expected)]
    found = [_agreement_on(picture, places, inks, reader, expected) for places in tried]
    # Where each place leaves something unseen, that with less of it tells better where the words stand.
    return max(filter(None, found), key=lambda one: (round(one.confidence, 1), sum(one.scores)), default=None)


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


def _looked_at(picture: Picture, frame: Vector, views: Sequence[View] = ALL_VIEWS) -> list[Picture]:
    """The level line inside `frame`, in every view and with every margin."""
    seen = []
    for margin in MARGINS:
        down = (frame[3] - frame[0]) * margin
        crop = level_crop(picture, np.array([frame[0] - down, frame[1] - down, frame[2] + down, frame[3] + down]))
        width = max(HEIGHT, round(crop.shape[1] * HEIGHT / max(1, crop.shape[0])))
        level = evenly_lit(np.asarray(cv2.resize(crop, (width, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8))
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
