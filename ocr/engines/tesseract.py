"""Tesseract through pytesseract: the independent second reader, and a full engine where it is chosen alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import cv2
import numpy as np
import pytesseract

from ocr.engines.reader import Picture, Quad, Recognition

ONE_LINE = 7
"""Tesseract's page segmentation mode for a picture that holds a single line."""
TIME_LIMIT = 20.0
"""Seconds for one call."""
LINE_HEIGHT = 48
MARGIN = 12
CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class TesseractReader:
    """A `Reader` on Tesseract's LSTM models."""

    def __init__(self, language: str = "chi_sim", characters: str = "") -> None:
        """Read `language`; only `characters` where they are given."""
        self._language = language
        self._characters = characters

    @cached_property
    def identity(self) -> dict[str, str]:
        """Tesseract's version and the language it reads."""
        return {"tesseract": str(pytesseract.get_tesseract_version()), "tesseract_language": self._language}

    def detect(self, picture: Picture) -> tuple[Quad, ...]:
        """The lines of text on `picture`, from top to bottom."""
        words = pytesseract.image_to_data(
            _rgb(picture), lang=self._language, output_type=pytesseract.Output.DICT, timeout=TIME_LIMIT
        )
        quads = []
        for level, left, top, width, height in zip(
            words["level"], words["left"], words["top"], words["width"], words["height"], strict=True
        ):
            if level == 4:
                right, bottom = left + width, top + height
                quads.append(np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32))
        return tuple(quads)

    def recognise(self, crops: Sequence[Picture]) -> tuple[Recognition, ...]:
        """The text on each of `crops`; Tesseract scores words, so a character's score is its word's."""
        return tuple(self._recognise(crop) for crop in crops)

    def _recognise(self, crop: Picture) -> Recognition:
        settings = f"--psm {ONE_LINE} --oem 1"
        if self._characters:
            settings += f" -c tessedit_char_whitelist={self._characters}"
        words = pytesseract.image_to_data(
            _rgb(_prepared(crop)),
            lang=self._language,
            config=settings,
            output_type=pytesseract.Output.DICT,
            timeout=TIME_LIMIT,
        )
        scored = [
            (character, max(0.0, float(confidence)) / 100)
            for word, confidence in zip(words["text"], words["conf"], strict=True)
            for character in word.strip()
        ]
        scores = tuple(score for _, score in scored)
        return Recognition(
            "".join(character for character, _ in scored), float(np.mean(scores)) if scores else 0.0, scores
        )


def code_reader() -> TesseractReader:
    """The second reader of credit codes: Latin letters and digits of the code's alphabet only."""
    return TesseractReader("eng", CODE_CHARACTERS)


def _prepared(crop: Picture) -> Picture:
    """`crop` at a height that Tesseract reads well, with a margin around it."""
    scale = LINE_HEIGHT / max(1, crop.shape[0])
    resized = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    framed = cv2.copyMakeBorder(resized, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(framed, np.uint8)


def _rgb(picture: Picture) -> Picture:
    return np.ascontiguousarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
