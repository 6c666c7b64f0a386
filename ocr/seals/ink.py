"""Ink apart from paper: layers in which one colour of ink stands out, whatever the light on the page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import SealColour
from ocr.engines import Picture

Layer = NDArray[np.float32]
"""Height × width: how strong the ink is at each pixel, 0 (paper) to 1."""

PAPER_BLOCK = 8
"""Pixels that are averaged into one before the paper's brightness is estimated."""
PAPER_REACH = 9
"""Blocks across which the brightest one counts as paper; wider than any stroke."""
LEAST_CHROMA = 0.045
"""Weaker differences between channels are the noise of compression."""
LEAST_DARKNESS = 0.16


NEIGHBOURHOOD = 15
"""Pixels across which the strongest ink sets what counts as ink, so that neighbouring strokes stay apart."""
SHARE_OF_STRONGEST = 0.45


class Ink(StrEnum):
    """What a layer shows: ink of one colour, or any that darkens the paper."""

    RED = "red"
    BLUE = "blue"
    BLACK = "black"
    ANY = "any"


@dataclass(frozen=True)
class InkLayer:
    """One colour's ink on a picture, and the strength above which it counts as ink."""

    ink: Ink
    strength: Layer
    threshold: float

    def mask(self) -> NDArray[np.uint8]:
        """255 where there is ink, else 0."""
        strongest = cv2.dilate(self.strength, np.ones((NEIGHBOURHOOD, NEIGHBOURHOOD), np.uint8))
        inked = self.strength > np.maximum(self.threshold, SHARE_OF_STRONGEST * strongest)
        return np.where(inked, np.uint8(255), np.uint8(0))


def absorption(picture: Picture) -> Picture:
    """The light that ink takes from the paper around it, 0 (none) to 255: height × width × 3, blue, green, red."""
    height, width = picture.shape[:2]
    size = (max(1, width // PAPER_BLOCK), max(1, height // PAPER_BLOCK))
    blocks = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(blocks, np.ones((PAPER_REACH, PAPER_REACH), np.uint8), borderType=cv2.BORDER_REPLICATE)
    paper = cv2.blur(paper, (PAPER_REACH, PAPER_REACH), borderType=cv2.BORDER_REPLICATE)
    light = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    let_through = np.asarray(cv2.divide(picture, np.maximum(light, 1), scale=255), np.uint8)
    return np.asarray(np.bitwise_not(let_through), np.uint8)


def evenly_lit(picture: Picture) -> Picture:
    """`picture` as on white paper under even, white light: BGR."""
    return np.asarray(np.bitwise_not(absorption(picture)), np.uint8)


def ink_layer(taken: Picture, ink: Ink) -> InkLayer:
    """The layer of `ink` out of what `absorption` gave."""
    blue, green, red = cv2.split(taken)
    if ink is Ink.RED:
        levels, least = cv2.subtract(green, red), LEAST_CHROMA
    elif ink is Ink.BLUE:
        levels, least = cv2.subtract(red, blue), LEAST_CHROMA
    elif ink is Ink.BLACK:
        levels, least = cv2.min(cv2.min(blue, green), red), LEAST_DARKNESS
    else:
        levels, least = cv2.max(cv2.max(blue, green), red), LEAST_DARKNESS
    strength = np.asarray(cv2.GaussianBlur(levels.astype(np.float32) / 255, (0, 0), 0.8), np.float32)
    return InkLayer(ink, strength, max(least, _noise(strength)))


def _noise(strength: Layer) -> float:
    """A limit that the unevenness of the bare paper does not reach; most of any page is paper."""
    sample = strength[::3, ::3]
    middle = float(np.median(sample))
    spread = float(np.median(np.abs(sample - middle)))
    return middle + 6 * spread


def colour_of(taken: Picture, mask: NDArray[np.bool_]) -> SealColour:
    """The colour of the ink at the pixels of `mask`, by which channel the ink lets through."""
    if not mask.any():
        return SealColour.BLACK
    blue, green, red = (float(np.median(taken[..., channel][mask])) for channel in range(3))
    darkest = max(blue, green, red, 1.0)
    redness, blueness = (green - red) / darkest, (red - blue) / darkest
    if max(redness, blueness) < 0.22:
        return SealColour.BLACK
    return SealColour.RED if redness >= blueness else SealColour.BLUE
