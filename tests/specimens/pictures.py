"""Small operations on pictures: BGR, or one channel of ink, 8 bits, row by row."""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Colour = tuple[int, int, int]


def numeric_chance(chance: random.Random) -> np.random.Generator:
    """Gives a numpy generator that continues the given one, so that one seed rules everything."""
    return np.random.default_rng(chance.getrandbits(64))


def resized(picture: NDArray[np.floating] | Picture, width: int, height: int) -> NDArray[np.float32]:
    """Resizes a small field smoothly to width × height pixels."""
    return np.asarray(
        cv2.resize(np.asarray(picture, np.float32), (width, height), interpolation=cv2.INTER_CUBIC), np.float32
    )


def swapped(picture: Picture) -> Picture:
    """Gives a BGR picture as RGB, or the other way round."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def smooth_field(chance: random.Random, width: int, height: int, cells: int) -> NDArray[np.float32]:
    """Gives smooth noise between about 0 and 1 over width × height pixels, `cells` waves on the longer side."""
    longer = max(width, height)
    shape = (max(2, cells * height // longer), max(2, cells * width // longer))
    return np.clip(resized(numeric_chance(chance).random(shape, np.float32), width, height), 0, 1)


def press(picture: Picture, ink: Picture, colour: Colour, left: int, top: int) -> None:
    """Multiplies coloured ink (0 none … 255 full) into a BGR picture in place; what falls outside is lost."""
    height, width = ink.shape[:2]
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + width, picture.shape[1]), min(top + height, picture.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = ink[y0 - top : y1 - top, x0 - left : x1 - left]
    lost = np.array([255 - channel for channel in colour], np.float32) / 255
    kept = 255 - part[:, :, None] * lost
    region = picture[y0:y1, x0:x1]
    picture[y0:y1, x0:x1] = cv2.multiply(region, kept.astype(np.uint8), scale=1 / 255)


def cover(picture: Picture, patch: Picture, left: int, top: int) -> None:
    """Lays an opaque patch onto a picture in place; what falls outside is lost."""
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + patch.shape[1], picture.shape[1]), min(top + patch.shape[0], picture.shape[0])
    if x0 < x1 and y0 < y1:
        picture[y0:y1, x0:x1] = patch[y0 - top : y1 - top, x0 - left : x1 - left]


def turned(ink: Picture, degrees: float) -> Picture:
    """Turns one channel of ink anticlockwise by degrees, on a canvas that grows to hold it."""
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    new_width, new_height = int(height * sine + width * cosine) + 2, int(height * cosine + width * sine) + 2
    matrix[:, 2] += (new_width / 2 - width / 2, new_height / 2 - height / 2)
    return np.asarray(cv2.warpAffine(ink, matrix, (new_width, new_height), flags=cv2.INTER_LINEAR), np.uint8)


def trimmed(ink: Picture) -> Picture:
    """Cuts empty edges off one channel of ink."""
    x, y, width, height = cv2.boundingRect(ink)
    return ink[y : y + height, x : x + width] if width else ink
