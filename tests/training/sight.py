"""What a camera sees of a square of paper, and where on the picture a point of the paper comes to lie."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.specimens.pictures import Picture
from tests.training.exposure import compressed, lit, shaken, stored

Matrix = NDArray[np.floating[Any]]

SMALL = 60.0
"""Radius in pixels below which a seal that is much out of focus cannot be read by anybody."""
MOST_STRETCHED = 1.16


@dataclass(frozen=True)
class Seen:
    """A picture, and how points of the paper, from the seal's centre, come to lie on it."""

    picture: Picture
    matrix: Matrix
    centre: Matrix


def seen_by_camera(chance: random.Random, picture: Picture, size: float, radius: float) -> Seen:
    """`picture` made `size` times as large, so that the seal on it has `radius` pixels, and taken by a camera."""
    return _exposed(chance, _seen(chance, picture, size), radius)


def _seen(chance: random.Random, picture: Picture, size: float) -> Seen:
    """`picture` made `size` times as large, turned a little, and stretched as by a camera that is held at an angle."""
    stretched = min(1 + abs(chance.gauss(0, 0.05)) if chance.random() < 0.7 else 1.0, MOST_STRETCHED)
    axis = turn(math.radians(chance.uniform(0, 360)))
    matrix = axis @ np.diag([stretched**0.5, stretched**-0.5]) @ axis.T
    matrix = turn(math.radians(chance.gauss(0, 4))) @ matrix * size
    if size < 0.85:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), max(0.3, 0.35 / size)), np.uint8)
    return warped(picture, matrix, round(picture.shape[0] * size * 1.05))


def warped(picture: Picture, matrix: Matrix, side: int) -> Seen:
    """The square `picture` under `matrix`, with its centre in the middle of `side` × `side` pixels."""
    centre = np.array([side / 2, side / 2])
    offset = centre - matrix @ np.array([picture.shape[1] / 2, picture.shape[0] / 2])
    whole = np.hstack([matrix, offset[:, None]])
    seen = cv2.warpAffine(picture, whole, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return Seen(np.asarray(seen, np.uint8), matrix, centre)


def turn(angle: float) -> Matrix:
    """Turns points clockwise by an angle in radians."""
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def _exposed(chance: random.Random, seen: Seen, radius: float) -> Seen:
    """In uneven light, blurred, compressed; some enlarged afterwards, as by who makes a PDF of a picture."""
    picture = lit(chance, seen.picture)
    if chance.random() < 0.65:
        picture = shaken(chance, picture, chance.uniform(0.2, 1.0 if radius < SMALL else 1.7))
    picture = stored(chance, picture)
    if chance.random() >= 0.4:
        return replace(seen, picture=picture)
    zoom = chance.uniform(0.9, 1.5)
    side = round(picture.shape[0] * zoom)
    zoomed = cv2.warpAffine(picture, np.diag([zoom, zoom, 1])[:2], (side, side), flags=cv2.INTER_LINEAR)
    picture = np.asarray(zoomed, np.uint8)
    if chance.random() < 0.6:
        picture = compressed(picture, chance.randint(75, 95))
    return Seen(picture, seen.matrix * zoom, seen.centre * zoom)
