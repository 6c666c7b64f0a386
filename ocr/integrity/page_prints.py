"""Fingerprints (指纹) of whole pages: 256 bits that a page keeps when it is saved, scanned or photographed again.

The ink of the page is brought to one size, whatever paper lies around it, and each bit is the sign of one of the lowest
coefficients of its cosine transform (a perceptual hash). Letters that were printed from one form are much alike: a
fingerprint only says which pages are worth comparing (ocr.integrity.page_likeness).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import Fingerprint
from ocr.engines import Picture

Layer = NDArray[np.float32]

LONGER_SIDE = 600
"""Pixels to which a page is brought; a stroke then has one or two."""
FAINT = 0.12
"""Share of the paper's light below which what is taken of it is no ink."""
LIGHT, EVEN = 15, 25
"""Pixels across which the paper's light is looked for, and evened."""
EDGE = 0.01
"""Share of the page's height that is left out along its edges: shadows, and the desk."""
OUTERMOST = 0.01
"""Share of the ink on each side that says nothing of where the page's print begins."""
SIDE = 128
ROWS, COLUMNS = 16, 17
"""Coefficients down and across; the first of all says how much ink there is, and the last ones fill up the words."""
WORD, WORDS = 16, 16
UNSURE = 3
"""Bits of each word that are likeliest to be otherwise on a copy."""


def fingerprint_of_page(picture: Picture) -> Fingerprint:
    """The fingerprint of an upright page."""
    ink = _trimmed(page_ink(picture))
    small = cv2.GaussianBlur(cv2.resize(ink, (SIDE, SIDE), interpolation=cv2.INTER_AREA), (0, 0), 1)
    lowest = np.asarray(cv2.dct(small), np.float32)[:ROWS, :COLUMNS].reshape(-1)[1 : 1 + WORD * WORDS]
    words = lowest.reshape(WORDS, WORD)
    unsure = np.sort(np.argsort(np.abs(words), axis=1)[:, :UNSURE], axis=1)
    values = (words > 0) @ (1 << np.arange(WORD))
    return Fingerprint(
        tuple(int(value) for value in values), tuple(tuple(int(place) for place in places) for places in unsure)
    )


def page_ink(picture: Picture) -> Layer:
    """The ink of a page at LONGER_SIDE, 0 (bare paper) to 1 (black), whatever light lay on it."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    factor = LONGER_SIDE / max(grey.shape)
    light = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.float32)
    paper = cv2.dilate(cv2.blur(light, (3, 3)), np.ones((LIGHT, LIGHT), np.uint8))
    ink = np.clip(1 - light / np.maximum(cv2.blur(paper, (EVEN, EVEN)), 1), 0, 1)
    ink[ink < FAINT] = 0
    edge = round(EDGE * ink.shape[0])
    bare = np.zeros_like(ink)
    bare[edge:-edge, edge:-edge] = ink[edge:-edge, edge:-edge]
    return np.asarray(bare, np.float32)


def _trimmed(ink: Layer) -> Layer:
    """`ink` without the bare paper around it; all of it where there is nothing else."""
    if not ink.any():
        return ink
    (top, bottom), (left, right) = _span(ink.sum(axis=1)), _span(ink.sum(axis=0))
    return ink[top:bottom, left:right]


def _span(amounts: Layer) -> tuple[int, int]:
    """Where all but the outermost ink of a page begins and ends."""
    share = np.cumsum(amounts) / max(float(amounts.sum()), 1e-6)
    first, last = np.searchsorted(share, (OUTERMOST, 1 - OUTERMOST))
    return int(first), max(int(last), int(first)) + 1
