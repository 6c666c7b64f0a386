"""Other ways to look at a picture, in which one ink stands out and another steps back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engines import Picture

THIN = 3
"""Pixels of the thinnest stroke that stays, where characters are about 44 pixels high."""

HALF_LINE = 22
"""Pixels of half a line's height."""
LEAST_INK = 18.0
"""Grey levels that ink is darker than paper."""
LEAST_INKED = 40
"""Pixels of ink that tell its colour."""

BIN = 24.0
"""Levels of a channel within which ink is of one colour."""
MOST_INKS = 2

BLACK, COLOURED = 110, 32
"""Levels: black print is darker than the first in every channel, and its channels differ by less than the second."""

View = Callable[[Picture], Picture]
Channel = NDArray[np.uint8]
Colour = NDArray[np.floating[Any]]
"""Blue, green and red, 0 to 255."""


def plain_view(picture: Picture) -> Picture:
    """The picture as it is."""
    return picture


def thick_strokes(picture: Picture) -> Picture:
    """Large characters alone: strokes thinner than a watermark's are filled with what surrounds them."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (THIN, THIN))
    return _stretched(np.asarray(cv2.morphologyEx(_grey(picture), cv2.MORPH_CLOSE, kernel), np.uint8))


def without_red(picture: Picture) -> Picture:
    """Red ink, as a seal's, steps back: it lets red light through."""
    return _stretched(picture[..., 2])


def without_blue(picture: Picture) -> Picture:
    """Blue ink steps back."""
    return _stretched(picture[..., 0])


def coloured_ink(picture: Picture) -> Picture:
    """Blue and red ink stay; black print is filled with what surrounds it, since it may hide a stroke."""
    channels = picture.astype(np.int16)
    chroma = np.asarray(np.abs(channels[..., 2] - channels[..., 0]), np.uint8)
    bleak = np.asarray(255 - chroma, np.uint8)
    black = (picture.max(axis=2) < BLACK) & (chroma < COLOURED)
    printed = cv2.dilate(black.astype(np.uint8), np.ones((THIN, THIN), np.uint8))
    return _stretched(np.asarray(cv2.inpaint(bleak, printed, THIN, cv2.INPAINT_TELEA), np.uint8))


def pale_ink(picture: Picture) -> Picture:
    """What is a little darker than the paper stands out; what is much darker is filled with what surrounds it."""
    grey = _grey(picture)
    paper = _paper(grey)
    darkness = cv2.subtract(paper, grey)
    dark = cv2.dilate(cv2.inRange(darkness, 110, 255), np.ones((3, 3), np.uint8))
    filled = cv2.inpaint(cv2.bitwise_not(darkness), dark, 3, cv2.INPAINT_TELEA)
    return _stretched(np.asarray(filled, np.uint8))


def own_ink(picture: Picture) -> Picture:
    """The ink that most of the middle line is written in stands out; any other, paler or darker, steps back."""
    middle = picture.shape[0] // 2
    line = picture[max(0, middle - HALF_LINE) : middle + HALF_LINE].reshape(-1, 3).astype(np.float32)
    paper = np.percentile(line, 75, axis=0)
    darkness = (paper - line).max(axis=1)
    inked = line[darkness > max(LEAST_INK, 0.3 * float(np.percentile(darkness, 98)))]
    if len(inked) < LEAST_INKED:
        return picture
    return in_ink(picture, np.median(inked, axis=0), paper)


def in_ink(picture: Picture, ink: Colour, paper: Colour) -> Picture:
    """What is of the colour `ink` (BGR) in black, what is as unlike it as `paper` in white."""
    unlike = np.linalg.norm(picture.astype(np.float32) - ink, axis=2) / max(1.0, float(np.linalg.norm(paper - ink)))
    level = np.asarray(np.clip(unlike, 0, 1) * 255, np.uint8)
    return np.asarray(cv2.cvtColor(level, cv2.COLOR_GRAY2BGR), np.uint8)


def inks_on(line: Picture) -> list[View]:
    """Views in the inks of which there is most on `line`: of a watermark's strokes more than of print across them."""
    pixels = line.reshape(-1, 3).astype(np.float32)
    paper = np.percentile(pixels, 75, axis=0)
    inked = pixels[(paper - pixels).max(axis=1) > LEAST_INK]
    found: list[View] = []
    while len(found) < MOST_INKS and len(inked) >= LEAST_INKED:
        bins, counts = np.unique((inked // BIN).astype(np.int16), axis=0, return_counts=True)
        middles = (bins + 0.5) * BIN
        middle = middles[(counts * np.clip(paper - middles, 0, None).max(axis=1)).argmax()]
        near = np.abs(inked - middle).max(axis=1) < BIN
        found.append(partial(in_ink, ink=np.median(inked[near], axis=0), paper=paper))
        inked = inked[~near]
    return found


def _grey(picture: Picture) -> Channel:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def _paper(grey: Channel) -> Channel:
    """The brightness of the bare paper around every pixel."""
    size = (max(1, grey.shape[1] // 8), max(1, grey.shape[0] // 8))
    blocks = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    bright = cv2.blur(cv2.dilate(blocks, np.ones((9, 9), np.uint8)), (9, 9))
    return np.asarray(cv2.resize(bright, (grey.shape[1], grey.shape[0])), np.uint8)


def _stretched(channel: Channel) -> Picture:
    """`channel` with its darkest hundredth black and its brighter half white, as a picture."""
    low, high = np.percentile(channel[::2, ::2], (1, 60))
    spread = max(float(high - low), 24.0)
    stretched = np.clip((channel.astype(np.float32) - (high - spread)) * (255 / spread), 0, 255)
    return np.asarray(cv2.cvtColor(stretched.astype(np.uint8), cv2.COLOR_GRAY2BGR), np.uint8)


ALL_VIEWS: tuple[View, ...] = (plain_view, own_ink, without_red, thick_strokes, coloured_ink, pale_ink, without_blue)
"""From the one that helps most often to the one that helps least."""
