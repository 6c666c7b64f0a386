"""A flatbed scanner: slight skew, its own white, noise."""

import random
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.specimens.pictures import Picture, numeric_chance

TILE = 512


@dataclass(frozen=True)
class Taken:
    """A picture taken of a sheet. `matrix` (3 × 3) leads from the sheet's pixels to the picture's."""

    picture: Picture
    matrix: NDArray[np.float64]
    orientation: int = 1
    turned: int = 0


def scanned(picture: Picture, chance: random.Random, is_grey: bool = False) -> Taken:
    """Gives the picture as scanned in colour, or in grey."""
    height, width = picture.shape[:2]
    matrix = np.eye(3)
    if chance.random() < 0.8:
        centre = (width / 2 + chance.uniform(-1, 1), height / 2)
        matrix[:2] = cv2.getRotationMatrix2D(centre, chance.gauss(0, 0.6), 1)
        matrix[:2, 2] += (chance.gauss(0, 6), chance.gauss(0, 6))
        edge = chance.choice((255, 250, 240, 90))
        border = (edge, edge, edge)
        picture = np.asarray(
            cv2.warpAffine(picture, matrix[:2], (width, height), flags=cv2.INTER_LINEAR, borderValue=border), np.uint8
        )
    picture = _with_tone(picture, chance)
    if chance.random() < 0.6:
        picture = with_noise(picture, chance, chance.uniform(1, 6))
    if is_grey:
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        picture = np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)
    return Taken(picture, matrix)


def with_noise(picture: Picture, chance: random.Random, strength: float) -> Picture:
    """Adds sensor noise of the given standard deviation, partly shared by the three channels."""
    random_numbers = numeric_chance(chance)
    tile = random_numbers.normal(0, strength, (TILE, TILE, 1)) + random_numbers.normal(0, strength / 2, (TILE, TILE, 3))
    height, width = picture.shape[:2]
    repeats = (height // TILE + 1, width // TILE + 1, 1)
    noise = np.tile(tile.astype(np.int8), repeats)[:height, :width]
    return np.asarray(cv2.add(picture, noise, dtype=cv2.CV_8U), np.uint8)


def _with_tone(picture: Picture, chance: random.Random) -> Picture:
    gamma, white = chance.uniform(0.85, 1.2), chance.uniform(238, 255)
    table = np.empty((1, 256, 3), np.uint8)
    for channel in range(3):
        black, top = chance.uniform(0, 22), white - chance.uniform(0, 6)
        table[0, :, channel] = black + (top - black) * (np.arange(256) / 255) ** gamma
    return np.asarray(cv2.LUT(picture, table), np.uint8)
