"""Characters that look alike: 利 and 刹, 鹗 and 鹃. On a blurred or worn seal nothing but a stroke tells them apart."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.specimens import fonts
from tests.specimens.fonts import loaded
from tests.training.characters import RARE, STANDARD

KNOWN = "".join(dict.fromkeys(STANDARD + RARE))
FACE = fonts.SONG_BOLD[0]
SIZE, SIDE = 40, 24
"""Pixels at which characters are drawn, and at which they are compared."""
BLUR = 1.6
MOST_ALIKE = 6
"""As many of the characters that are most like one are taken for it."""


def drawn_look_alike(chance: random.Random, character: str) -> str:
    """Draws another `KNOWN` character (汉字) that looks like `character`; itself where that is not known."""
    alike = look_alikes(character)
    return chance.choice(alike) if alike else character


@cache
def look_alikes(character: str) -> str:
    """The characters that look most like `character`, the most alike first; none if it is not `KNOWN`."""
    if character not in _places():
        return ""
    place = _places()[character]
    likeness = _drawn() @ _drawn()[place]
    likeness[place] = -1
    return "".join(KNOWN[other] for other in np.argsort(-likeness)[:MOST_ALIKE])


@cache
def _places() -> dict[str, int]:
    return {character: place for place, character in enumerate(KNOWN)}


@cache
def _drawn() -> NDArray[np.floating[Any]]:
    """A blurred picture of each character as a row, such that the product of two rows is their correlation."""
    rows = np.stack([_picture(character) for character in KNOWN])
    rows -= rows.mean(axis=1, keepdims=True)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def _picture(character: str) -> NDArray[np.floating[Any]]:
    image = Image.new("L", (SIZE + 8, SIZE + 8), 0)
    ImageDraw.Draw(image).text(((SIZE + 8) / 2, (SIZE + 8) / 2), character, 255, loaded(FACE, SIZE), anchor="mm")
    blurred = cv2.GaussianBlur(np.asarray(image, np.float32), (0, 0), BLUR)
    return np.asarray(cv2.resize(blurred, (SIDE, SIDE), interpolation=cv2.INTER_AREA).ravel(), np.float32)
