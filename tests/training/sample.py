"""What the recogniser learns from: a strip as it is read, and the text on it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.engines import Picture
from ocr.engines.rapid import HEIGHT, NARROWEST


@dataclass(frozen=True)
class Sample:
    """A strip of the recogniser's height, and what was engraved, written or printed on it."""

    strip: Picture
    text: str


def at_reading_height(picture: Picture) -> Picture:
    """`picture` made as high as the recogniser sees it, in the way in which it is done when documents are read."""
    height, width = picture.shape[:2]
    way = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    wide = max(NARROWEST, round(HEIGHT * width / height))
    strip = cv2.resize(np.ascontiguousarray(picture), (wide, HEIGHT), interpolation=way)
    return np.asarray(cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR) if strip.ndim == 2 else strip, np.uint8)
