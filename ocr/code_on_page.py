"""The credit code (统一社会信用代码) on a page: found among the lines, read again by itself, and by a second engine."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np

from models.credit_code import ALPHABET, LENGTH, judge, normalise
from models.findings import Agreement, CodeReading, Corners, TextLine
from ocr.alphabet import only
from ocr.beneath_seals import without_colour
from ocr.borne_out import with_room
from ocr.dark_ink import black_print
from ocr.engines import Picture, Reader, Recognition, crop_of
from ocr.expected_text import SteppedReader, agreement
from ocr.layout import Piece, part, squeeze

_RUN = re.compile(r"[0-9A-Z]{15,20}")
FEWEST_DIGITS = 5
"""A code has six digits in its third to eighth place at least; what has far fewer is an ornament."""
_LABEL = re.compile(r"统一社会信用代码|社会信用代码|信用代码")
MARGIN = 0.12
"""Of the line's height, left around a code's crop."""
INKED = 100
"""Darkness of black print, 0 to 255, from which a row of pixels has some."""
MUCH_HIGHER = 0.8
"""Share of a crop's height that its characters take, where they are read again without what is above and below."""
ONE_DOUBTFUL, CLEAR = 0.05, 0.33
"""Least share of the most doubtful character of a code, and of every other one."""


def read_code(
    picture: Picture, lines: Sequence[TextLine], reader: Reader, second: Reader | None = None, typed: str = ""
) -> CodeReading | None:
    """The code on `picture`, or None where nothing looks like one.

    The first reading is what `reader` makes of the code's crop when only characters of the code's alphabet are
    possible; it may be invalid, and is never repaired. `second` reads the same crop on its own. Where the crop bears
    out the `typed` code, the reading is that.
    """
    candidates = _candidates(lines)
    if not candidates:
        return None
    line, piece = max(candidates, key=lambda candidate: _likeness(candidate[1]))
    crop = _crop(picture, with_room(piece.corners, piece.text, typed) if typed else piece.corners)
    reading, found = _read_again(crop, reader, typed)
    if typed and not (found and bears_out(found)) and (row := _row_of(crop)) is not None:
        reading, found = _read_again(row, reader, typed)
    if reading is None or len(normalise(reading.text)) != LENGTH:
        reading = Recognition(piece.text, piece.confidence, piece.scores)
    if found is not None and bears_out(found):
        reading = Recognition(typed, found.confidence, found.scores)
    return CodeReading(
        text=normalise(reading.text),
        confidence=min(reading.character_scores, default=0.0),
        box=piece.box,
        page=line.page,
        second_text=normalise(second.recognise([crop])[0].text) if second else "",
        character_scores=reading.character_scores,
        agreement=found,
    )


def bears_out(found: Agreement) -> bool:
    """Whether a picture that agrees so far with a valid code shows that code, and no other valid one.

    Two valid codes differ in two places at least (GB 32100 and GB 11714 have a check character each), so that one place
    may be doubtful; but even there another character must not be legible.
    """
    worst, next_worst = sorted(found.scores)[:2]
    return judge(found.expected).valid and worst >= ONE_DOUBTFUL and next_worst >= CLEAR


def _candidates(lines: Sequence[TextLine]) -> list[tuple[TextLine, Piece]]:
    found = []
    for line in lines:
        piece = squeeze(line)
        text = piece.text.upper()
        start = max((match.end() for match in _LABEL.finditer(text)), default=0)
        run = _RUN.search(text, start)
        if run and sum(character.isdigit() for character in run.group()) >= FEWEST_DIGITS:
            found.append((line, part(piece, run.start(), run.end())))
    return found


def _likeness(piece: Piece) -> tuple[bool, bool, int, float]:
    """Larger for what is more likely the code: valid, of its length, in large characters."""
    code = normalise(piece.text)
    digits = sum(character.isdigit() for character in code[2:8])
    return judge(code).valid, len(code) == LENGTH, digits, piece.box[3]


def _crop(picture: Picture, corners: Corners) -> Picture:
    """The code's part of its line, straightened, with a little paper around it."""
    quad = np.array(corners, np.float32)
    height = float(np.linalg.norm(quad[3] - quad[0]))
    return crop_of(picture, (quad + MARGIN * height * np.sign(quad - quad.mean(axis=0))).astype(np.float32))


def _row_of(crop: Picture) -> Picture | None:
    """The row of characters in `crop` with a little paper around it, where `crop` is much higher than that."""
    ink = 255 - cv2.cvtColor(black_print(crop), cv2.COLOR_BGR2GRAY).min(axis=1)
    bounds = np.flatnonzero(np.diff(np.pad((ink > INKED).astype(np.int8), 1)))
    if not bounds.size:
        return None
    top, bottom = max(bounds.reshape(-1, 2), key=lambda row: row[1] - row[0])
    margin = round(MARGIN * (bottom - top))
    row = crop[max(0, top - margin) : bottom + margin]
    return np.ascontiguousarray(row) if len(row) < MUCH_HIGHER * len(crop) else None


def _read_again(crop: Picture, reader: Reader, typed: str) -> tuple[Recognition | None, Agreement | None]:
    """The best whole reading of `crop`, and how far the crop bears out the typed code."""
    if not isinstance(reader, SteppedReader):
        return reader.recognise([crop])[0], None
    grey = cv2.cvtColor(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    looks = [crop, np.ascontiguousarray(grey, np.uint8)]
    if typed:
        looks += [without_colour(crop), black_print(crop)]
    views = [only(ALPHABET, view, reader.characters) for view in reader.probabilities(looks)]
    readings = [reader.decode(view) for view in views]
    whole = [reading for reading in readings if len(reading.text) == LENGTH]
    best = max(whole, key=lambda reading: min(reading.character_scores), default=None)
    return best, agreement(typed, views, reader.characters)
