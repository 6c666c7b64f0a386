"""What a camera or scanner does to a page: uneven light, blur, noise, compression."""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.specimens.pictures import Picture, numeric_chance, smooth_field

DARKEST_CORNER = 0.45
BRIGHT, DIM = (0.75, 1.05), (0.3, 0.75)
"""How bright paper is, of white: mostly, and in a room without enough light."""
IN_DIM_LIGHT = 0.2
TINT = 0.08
"""How far red and blue light may be off, beside green."""
MOTION = 0.3
"""Share of the blur that comes from a hand that moved."""


def lit(chance: random.Random, picture: Picture) -> Picture:
    """`picture` in light that is uneven and not quite white."""
    field = smooth_field(chance, picture.shape[1], picture.shape[0], 2)
    shade = 1 - chance.uniform(0, DARKEST_CORNER) * field[:, :, None]
    light = np.array([1 + chance.uniform(-TINT, TINT), 1, 1 + chance.uniform(-TINT, TINT)])
    brightness = chance.uniform(*(DIM if chance.random() < IN_DIM_LIGHT else BRIGHT))
    return _bytes(picture * shade * brightness * light)


def shaken(chance: random.Random, picture: Picture, reach: float) -> Picture:
    """`picture` out of focus by `reach` pixels, or moved by as much while it was taken."""
    if chance.random() >= MOTION:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), reach), np.uint8)
    length = max(2, round(reach * 2.5))
    path = np.eye(length, dtype=np.float32) / length
    if chance.random() < 0.5:
        path = np.zeros((length, length), np.float32)
        path[length // 2] = 1 / length
    return np.asarray(cv2.filter2D(picture, -1, path), np.uint8)


def noisy(chance: random.Random, picture: Picture) -> Picture:
    """`picture` with the noise of a sensor."""
    return _bytes(picture + numeric_chance(chance).normal(0, chance.uniform(0.3, 7), picture.shape))


def compressed(picture: Picture, quality: int) -> Picture:
    """`picture` as a JPEG keeps it."""
    _, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), np.uint8)


def stored(chance: random.Random, picture: Picture) -> Picture:
    """`picture` as it is handed in: mostly compressed, well or badly."""
    noise = noisy(chance, picture)
    return compressed(noise, chance.randint(35, 95)) if chance.random() < 0.85 else noise


def _bytes(picture: NDArray[np.floating[Any]]) -> Picture:
    return np.asarray(np.clip(picture, 0, 255), np.uint8)
