"""The credit code (统一社会信用代码) on a page: found among the lines, read again by itself, and by a second engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import cv2
import numpy as np

from models.credit_code import ALPHABET, LENGTH, judge, normalise
from models.findings import CodeReading, TextLine
from ocr.engines import Picture, Reader, Recognition, crop_of, upright_crop
from ocr.engines.rapid import Probabilities
from ocr.layout import Piece, part, share_before, squeeze

_RUN = re.compile(r"[0-9A-Z]{15,20}")
_LABEL = re.compile(r"统一社会信用代码|社会信用代码|信用代码")
MARGIN = 0.12
"""Of the line's height, left around a code's crop."""


@runtime_checkable
class ProbabilityReader(Protocol):
    """A reader that tells the probability of each character."""

    characters: tuple[str, ...]

    def probabilities(self, crops: Sequence[Picture]) -> tuple[Probabilities, ...]:
        """Steps × characters for each crop."""
        ...

    def decode(self, probabilities: Probabilities) -> Recognition:
        """The best path through them."""
        ...


def read_code(
    picture: Picture, lines: Sequence[TextLine], reader: Reader, second: Reader | None = None
) -> CodeReading | None:
    """The code on `picture`, or None where nothing looks like one.

    The first reading is what `reader` makes of the code's crop when only characters of the code's alphabet are
    possible; it may be invalid, and is never repaired. `second` reads the same crop on its own.
    """
    candidates = _candidates(lines)
    if not candidates:
        return None
    line, piece = max(candidates, key=lambda candidate: _likeness(candidate[1]))
    crop = _crop(picture, line, piece)
    reading = _read_again(crop, reader)
    if reading is None or len(normalise(reading.text)) != LENGTH:
        reading = Recognition(piece.text, piece.confidence, piece.scores)
    return CodeReading(
        text=normalise(reading.text),
        confidence=min(reading.character_scores, default=0.0),
        box=piece.box,
        page=line.page,
        second_text=normalise(second.recognise([crop])[0].text) if second else "",
        character_scores=reading.character_scores,
    )


def _candidates(lines: Sequence[TextLine]) -> list[tuple[TextLine, Piece]]:
    found = []
    for line in lines:
        piece = squeeze(line)
        text = piece.text.upper()
        start = max((match.end() for match in _LABEL.finditer(text)), default=0)
        run = _RUN.search(text, start)
        if run:
            found.append((line, part(piece, run.start(), run.end())))
    return found


def _likeness(piece: Piece) -> tuple[bool, bool, int, float]:
    """Larger for what is more likely the code: valid, of its length, in large characters."""
    code = normalise(piece.text)
    digits = sum(character.isdigit() for character in code[2:8])
    return judge(code).valid, len(code) == LENGTH, digits, piece.box[3]


def _crop(picture: Picture, line: TextLine, piece: Piece) -> Picture:
    """The code's part of its line, straightened, with a little paper around it."""
    if not line.corners:
        return upright_crop(picture, piece.box)
    quad = np.array(line.corners, np.float32)
    whole = squeeze(line)
    start = whole.text.find(piece.text)
    share = share_before(whole.text, start), share_before(whole.text, start + len(piece.text))
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    cut = np.array(
        [quad[0] + top * share[0], quad[0] + top * share[1], quad[3] + bottom * share[1], quad[3] + bottom * share[0]]
    )
    centre = cut.mean(axis=0)
    height = float(np.linalg.norm(cut[3] - cut[0]))
    grown = cut + MARGIN * height * np.sign(cut - centre)
    return crop_of(picture, grown.astype(np.float32))


def _read_again(crop: Picture, reader: Reader) -> Recognition | None:
    if not isinstance(reader, ProbabilityReader):
        return reader.recognise([crop])[0]
    grey = cv2.cvtColor(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    variants = reader.probabilities([crop, np.ascontiguousarray(grey, np.uint8)])
    readings = [reader.decode(_within_alphabet(variant, reader.characters)) for variant in variants]
    whole = [reading for reading in readings if len(reading.text) == LENGTH]
    return max(whole, key=lambda reading: min(reading.character_scores), default=None)


def _within_alphabet(probabilities: Probabilities, characters: Sequence[str]) -> Probabilities:
    """`probabilities` with everything ruled out that no code contains; what remains keeps its probability."""
    allowed = np.zeros(len(characters), bool)
    allowed[0] = True
    allowed[[characters.index(character) for character in ALPHABET]] = True
    return np.where(allowed[None, :], probabilities, np.float32(0))
