"""Fields set against what was typed: whether the picture of a value bears the typed text out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from models.findings import Agreement, Corners, FieldReading
from ocr.alignment import BLANK, Probabilities
from ocr.alphabet import only
from ocr.beneath_seals import without_colour
from ocr.boxes import unboxed
from ocr.dark_ink import black_print
from ocr.engines import Picture, Quad, Reader, crop_of, for_hard_text
from ocr.expected_text import Ends, Prior, SteppedReader, agreement, undecided
from ocr.surplus import holds_more

ACCEPTED = 0.33
"""Confidence from which the typed text stands for a reading: at no place is another character twice as likely."""
SURE = 0.6
"""…and from which boxes that it may stand in are not looked for."""
CERTAIN = 0.95
"""With no character below this score, a reading needs no second look."""
BOX_MARGIN, BOX_BESIDE = 1.1, 0.6
"""The same around values in boxes, whose rules must be on the picture."""
MARGINS = (0.0, 0.14)
"""In heights: what is left above and below a value; which margin reads best is chance."""
TELLING, BOX_PITCH = 4, 1.6
"""So many characters tell how far they stand from each other; fewer may stand in boxes, which are so many of their
heights wide."""
ROOM = 3.0
"""Of what typed text usually takes, that is looked at for a value of which a part was found."""
RULE_LENGTH, RULE_CONTRAST = 0.85, 40
"""Of a line's height, that an upright rule takes at the least; grey levels that it is darker than paper."""
BESIDE = 0.2
"""In heights: what is left before and behind it."""


@dataclass(frozen=True)
class Typed:
    """What was typed, and what is known of such values beforehand."""

    text: str
    """Normalised."""
    normalise: Callable[[str], str] = str
    """Gives the form of a text in which two writings of one value are equal."""
    prior: Prior = undecided
    possible: str = ""
    """The only characters that such a value can have; empty for any."""

    def possibly_read(self, text: str) -> str:
        """`text`, normalised, without what such a value cannot have, as the rules of boxes that were read for [."""
        normal = self.normalise(text)
        return "".join(character for character in normal if character in self.possible) if self.possible else normal

    def agreement(
        self, views: Sequence[Probabilities], reader: SteppedReader, ends: Ends = Ends.CLOSED
    ) -> Agreement | None:
        """How far `views` bear it out."""
        return agreement(self.text, self.among_possible(views, reader), reader.characters, ends, self.prior)

    def among_possible(self, views: Sequence[Probabilities], reader: SteppedReader) -> Sequence[Probabilities]:
        """`views` with what such a value cannot have ruled out."""
        return [only(self.possible, view, reader.characters) for view in views] if self.possible else views


def borne_out(picture: Picture, reading: FieldReading, typed: Typed, reader: Reader) -> FieldReading:
    """`reading` with how far the picture bears out what was `typed`, and as `typed` where it does."""
    if not typed.text or not reading.quads or not isinstance(reader, SteppedReader):
        return reading
    if typed.normalise(reading.text) == typed.text and reading.confidence >= CERTAIN:
        scores = (reading.confidence,) * len(typed.text)
        return replace(reading, agreement=Agreement(typed.text, reading.confidence, scores))
    found = _found(picture, reading, typed, reader)
    if found is None or found.confidence < ACCEPTED:
        return replace(reading, agreement=found if reading.text else None)
    return replace(reading, text=typed.text, confidence=found.confidence, agreement=found)


def _found(picture: Picture, reading: FieldReading, typed: Typed, reader: SteppedReader) -> Agreement | None:
    """How far the place of `reading` bears out what was typed, or, for a piece of it, the row on which it begins."""
    found = _at_its_place(picture, reading, typed, reader) if reading.text else None
    if len(reading.quads) != 1 or (found is not None and found.confidence >= SURE):
        return found
    read = typed.possibly_read(reading.text)
    looks = [found]
    if len(read) < len(typed.text):
        # Which part was found cannot always be told from its text: as 1801 it may begin 18011… or end …11801.
        starts = (with_room(reading.quads[0], read, typed.text), with_room_before(reading.quads[0], read, typed.text))
        rows = (to_the_right(start, typed.text) for start in dict.fromkeys(starts))
        looks.extend(_along(picture, row, typed, reader) for row in rows)
    elif found is not None and found.confidence >= ACCEPTED and typed.possible:
        looks.append(_in_boxes(picture, reading.quads[0], typed, reader))
    return max(filter(None, looks), key=lambda one: one.confidence, default=None)


def _at_its_place(picture: Picture, reading: FieldReading, typed: Typed, reader: SteppedReader) -> Agreement | None:
    """How far the place of `reading` bears out what was typed, where need be in the eyes of one who reads hard text."""
    views = views_of(picture, reading.quads, reader)
    found = typed.agreement(views, reader)
    if found is None or found.confidence >= SURE:
        return found
    harder = typed.agreement([*views, *views_of(picture, reading.quads, for_hard_text(reader))], reader)
    return max(filter(None, (found, harder)), key=lambda one: one.confidence)


def _in_boxes(picture: Picture, row: Corners, typed: Typed, reader: SteppedReader) -> Agreement | None:
    """How far the boxes in `row`, if there are any, bear out what was typed once their rules are taken away."""
    views = _unboxed_views(picture, row, len(typed.text), reader)
    return typed.agreement(views, reader) if views else None


def _along(picture: Picture, row: Corners, typed: Typed, reader: SteppedReader) -> Agreement | None:
    """How far `row`, on which more may stand than the value, bears out what was typed.

    Where the value stands in boxes, they are not asked: their rules look like so many ones.
    """
    views = _unboxed_views(picture, row, len(typed.text), reader) or views_of(picture, [row], reader)
    if holds_more(typed.text, typed.among_possible(views, reader), reader.characters):
        return None
    return typed.agreement(views, reader, Ends.OPEN)


def views_of(picture: Picture, quads: Iterable[Corners], reader: SteppedReader) -> list[Probabilities]:
    """What the reader holds possible along the lines inside `quads`, one after the other, once for every view."""
    rows = [reader.probabilities(list(looks_at(picture, quad))) for quad in quads]
    return [one_line(row) for row in zip(*rows, strict=True)]


def _unboxed_views(picture: Picture, row: Corners, count: int, reader: SteppedReader) -> list[Probabilities]:
    """What the reader holds possible along the `count` boxes in `row`, once their characters stand close together."""
    crop = unboxed(around_boxes(picture, row), count)
    return [] if crop is None else list(reader.probabilities([crop, without_colour(crop)]))


def around_boxes(picture: Picture, row: Corners) -> Picture:
    """The part of `picture` on which the boxes are whose characters stand in `row`."""
    return crop_of(picture, _grown(row, BOX_MARGIN, BOX_BESIDE))


def with_room(quad: Corners, read: str, typed: str) -> Corners:
    """`quad` with room for what `typed` has before the first and behind the last character that was `read`."""
    common = Levenshtein.opcodes(typed, read).as_matching_blocks()[:-1]
    if not common or len(read) >= len(typed):
        return quad
    before = max(0, common[0].a - common[0].b)
    behind = max(0, len(typed) - len(read) - (common[-1].a - common[-1].b))
    return _widened(quad, len(read), before, behind)


def with_room_before(quad: Corners, read: str, typed: str) -> Corners:
    """`quad` as if what was `read` were the end of `typed`: with room before it for all that is missing."""
    return _widened(quad, len(read), len(typed) - len(read), 0) if read else quad


def _widened(quad: Corners, characters: int, before: int, behind: int) -> Corners:
    """`quad`, which holds so many `characters`, with room for so many more before and behind them."""
    upper_left, upper_right, lower_right, lower_left = (np.array(corner) for corner in quad)
    pitch = (upper_right - upper_left) / characters
    if characters < TELLING:
        pitch *= max(1.0, BOX_PITCH * float(np.linalg.norm(lower_left - upper_left) / np.linalg.norm(pitch)))
    back, further = pitch * before, pitch * behind
    corners = (upper_left - back, upper_right + further, lower_right + further, lower_left - back)
    return tuple((float(x), float(y)) for x, y in corners)


def to_the_right(quad: Corners, typed: str) -> Corners:
    """`quad` with room for all of `typed`: of a value in boxes, or with gaps, often a part alone was found."""
    upper_left, upper_right, _, lower_left = (np.array(corner) for corner in quad)
    down = lower_left - upper_left
    length, height = float(np.linalg.norm(upper_right - upper_left)), float(np.linalg.norm(down))
    along = upper_right - upper_left if length > height else np.array([down[1], -down[0]])
    room = max(length, ROOM * height * sum(1.0 if character > "\u2e80" else 0.6 for character in typed))
    further = along / max(1.0, float(np.linalg.norm(along))) * room
    corners = (upper_left, upper_left + further, lower_left + further, lower_left)
    return tuple((float(x), float(y)) for x, y in corners)


def looks_at(picture: Picture, quad: Corners) -> Iterator[Picture]:
    """The line inside `quad` with each margin: as it is, without coloured ink, and its black print alone."""
    for margin in MARGINS:
        crop = crop_of(picture, _grown(quad, margin, BESIDE))
        yield crop
        yield without_colour(crop)
        yield black_print(crop)
    yield without_rules(crop)


def _grown(quad: Corners, margin: float, beside: float) -> Quad:
    """`quad` with `margin` above and below and `beside` before and behind, in its heights."""
    corners = np.array(quad, np.float32)
    along, down = corners[1] - corners[0], (corners[3] - corners[0])
    ahead = along / max(1.0, float(np.linalg.norm(along))) * beside * float(np.linalg.norm(down))
    above = down * margin
    shifts = np.array([-above - ahead, -above + ahead, above + ahead, above - ahead])
    return np.asarray(corners + shifts, np.float32)


def without_rules(crop: Picture) -> Picture:
    """`crop` without the rules of boxes and tables: thin lines from its top to its bottom, or from end to end."""
    grey = np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), np.uint8)
    height, width = grey.shape
    dark = (grey < np.percentile(grey, 80) - RULE_CONTRAST).astype(np.uint8)
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((max(3, round(RULE_LENGTH * height)), 1), np.uint8))
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, max(3, min(width, 3 * height))), np.uint8))
    rules = cv2.dilate(cv2.bitwise_or(upright, level), np.ones((3, 3), np.uint8))
    return np.ascontiguousarray(cv2.inpaint(crop, rules, 3, cv2.INPAINT_TELEA), np.uint8)


def one_line(rows: Sequence[Probabilities]) -> Probabilities:
    """`rows` as one line, with a gap between them."""
    if len(rows) == 1:
        return rows[0]
    gap = np.zeros((1, rows[0].shape[1]), np.float32)
    gap[0, BLANK] = 1
    return np.concatenate([part for row in rows for part in (row, gap)][:-1])
