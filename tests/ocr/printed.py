"""Print without a picture of a page: lines as an engine gives them, an engine that says what it was told, and words
set on bare paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw

from models.findings import TextLine
from ocr.engines import Picture, Quad, Recognition
from tests.specimens import fonts
from tests.specimens.fonts import Typeface, loaded

PAPER = 250
INK = (25, 25, 25)


def line(text: str, x: int = 100, y: int = 100, height: int = 30, score: float = 0.99, page: int = 1) -> TextLine:
    """A level line with its upper left at x, y; Chinese characters are as wide as high, others half of that."""
    width = round(sum(1.0 if unicodedata.east_asian_width(each) in "WF" else 0.5 for each in text) * height)
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return TextLine(
        text, score, (x, y, width, height), page, tuple((float(a), float(b)) for a, b in corners), (score,) * len(text)
    )


def askew(printed: TextLine, degrees: float) -> TextLine:
    """The line on a page that was turned about its upper left corner, clockwise."""
    turn = np.radians(degrees)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corners = np.array(printed.corners) @ matrix.T
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    box = (round(left), round(top), round(right - left), round(bottom - top))
    turned = tuple((float(x), float(y)) for x, y in corners)
    return TextLine(printed.text, printed.score, box, printed.page, turned, printed.character_scores)


class StandInReader:
    """An engine that finds the given lines, and reads the given texts one after the other, the last one ever again."""

    identity: dict[str, str] = {"stand-in": "1"}  # noqa: RUF012  (a reader's identity is read only)

    def __init__(self, *texts: str, score: float = 0.9, quads: Sequence[Quad] = ()) -> None:
        self._texts = list(texts)
        self._score = score
        self._quads = tuple(quads)
        self.crops: list[Picture] = []

    def detect(self, picture: Picture) -> tuple[Quad, ...]:
        del picture
        return self._quads

    def recognise(self, crops: Sequence[Picture]) -> tuple[Recognition, ...]:
        return tuple(self._read(crop) for crop in crops)

    def _read(self, crop: Picture) -> Recognition:
        self.crops.append(crop)
        text = self._texts.pop(0) if len(self._texts) > 1 else "".join(self._texts)
        return Recognition(text, self._score if text else 0.0, (self._score,) * len(text))


def paper(width: int = 1200, height: int = 300) -> Picture:
    """Bare paper."""
    return np.full((height, width, 3), PAPER, np.uint8)


def set_on(
    picture: Picture,
    text: str,
    x: int = 60,
    y: int = 60,
    size: int = 40,
    face: Typeface = fonts.MICROHEI,
    colour: tuple[int, int, int] = INK,
) -> Picture:
    """The picture with one line of print on it, its upper left at x, y; `colour` is red, green, blue."""
    image = Image.fromarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
    ImageDraw.Draw(image).text((x, y), text, colour, loaded(face, size))
    return np.asarray(cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2BGR), np.uint8)


def quad(x: float, y: float, width: float, height: float) -> Quad:
    """The corners of an upright box."""
    return np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]], np.float32)


SIDE = 40
"""Pixels: of a box."""


def row_of_boxes(text: str, boxes: int = 18, paper: int = 240) -> Picture:
    """A row of boxes with rules all around, and a character in each as far as `text` goes."""
    picture = np.full((SIDE + 24, (boxes + 2) * SIDE, 3), paper, np.uint8)
    for place in range(boxes):
        left = SIDE + place * SIDE
        cv2.rectangle(picture, (left, 12), (left + SIDE, 12 + SIDE), (60, 60, 60), 1)
        if place < len(text):
            cv2.putText(picture, text[place], (left + 12, 42), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (120, 50, 30), 2)
    return picture
