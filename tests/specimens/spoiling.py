"""Photographs that somebody took badly, each in one way that makes a page hard or impossible to read."""

import random
from collections.abc import Callable

import cv2
import numpy as np

from tests.specimens.pictures import Picture
from tests.specimens.screens import of_a_screen, screenshot

Spoil = Callable[[Picture, random.Random], Picture]


def blurred(picture: Picture, chance: random.Random) -> Picture:
    """Gives the picture out of focus, so far that a person can hardly read it."""
    sigma = chance.uniform(2.2, 3.2) * max(picture.shape) / 1000
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def with_glare(picture: Picture, chance: random.Random) -> Picture:
    """Gives the picture with a lamp mirrored on it."""
    height, width = picture.shape[:2]
    down, across = np.mgrid[:height, :width].astype(np.float32)
    centre = chance.uniform(0.25, 0.75) * width, chance.uniform(0.25, 0.75) * height
    reach = chance.uniform(0.06, 0.1) * max(height, width)
    light = 500 * np.exp(-((across - centre[0]) ** 2 + (down - centre[1]) ** 2) / (2 * reach**2))
    return np.asarray(np.clip(picture * np.float32(0.85) + light[..., np.newaxis], 0, 255), np.uint8)


def cut_off(picture: Picture, chance: random.Random) -> Picture:
    """Gives the picture without one of its sides."""
    width = picture.shape[1]
    lost = round(width * chance.uniform(0.22, 0.3))
    return np.ascontiguousarray(picture[:, lost:] if chance.random() < 0.5 else picture[:, : width - lost])


def too_small(picture: Picture, chance: random.Random) -> Picture:
    """Gives the picture with a fraction of its pixels."""
    scale = chance.uniform(260, 380) / max(picture.shape)
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def too_dark(picture: Picture, chance: random.Random) -> Picture:
    """Gives the picture as taken in the evening."""
    return np.asarray(picture * chance.uniform(0.15, 0.25), np.uint8)


SPOILED: dict[str, Spoil] = {
    "PICTURE_BLURRED": blurred,
    "PICTURE_GLARE": with_glare,
    "PICTURE_CUT_OFF": cut_off,
    "PICTURE_SMALL": too_small,
    "PICTURE_DARK": too_dark,
    "PICTURE_SCREENSHOT": screenshot,
    "PICTURE_OF_SCREEN": of_a_screen,
}
"""By the code of the remark that the operator must get."""
