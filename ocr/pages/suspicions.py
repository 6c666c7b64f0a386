"""What speaks against a word of a PDF's text layer, judged on the picture that a person sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ocr.pages.ink import Ink
from ocr.pages.page import Box, Picture, Suspicion

_TINY_POINTS = 4.0
# In steps of 255 for each colour. Less is not told apart from the ground by a person, nor from the noise of a scan.
_LEAST_CONTRAST = 24.0
_HIDDEN_SHARE = 0.25
"""Of a word's characters that leave no ink; the others may stand just where the same ones are printed."""


class Character(NamedTuple):
    """One character of a word, and where it is said to stand."""

    text: str
    box: Box


def suspicions_of(
    box: Box, size: float, characters: Sequence[Character], ink: Ink, picture: Picture
) -> frozenset[Suspicion]:
    """What speaks against a word of `characters` at `box` on `picture` with a font size of `size` points."""
    return frozenset({*_of_ink(box, characters, ink, picture), *_of_place(box, picture), *_of_size(size)})


def _of_size(size: float) -> set[Suspicion]:
    return {Suspicion.TINY} if size < _TINY_POINTS else set()


def _of_place(box: Box, picture: Picture) -> set[Suspicion]:
    height, width = picture.shape[:2]
    inside = 0 <= box.x + box.width / 2 < width and 0 <= box.y + box.height / 2 < height
    if not inside:
        return {Suspicion.OUTSIDE}
    area = _cut(picture, box)
    darkest, lightest = np.percentile(area, (1, 99), axis=(0, 1))
    even = float((lightest - darkest).max()) < _LEAST_CONTRAST
    return {Suspicion.NOTHING_DRAWN} if even else set()


def _of_ink(box: Box, characters: Sequence[Character], ink: Ink, picture: Picture) -> set[Suspicion]:
    drawn = [rows for rows in (ink.of(*character) for character in characters) if rows.any()]
    if not drawn:
        return set()
    hidden = float(np.mean([ink.invisible[rows].all() for rows in drawn]))
    found = {Suspicion.INVISIBLE} if hidden > _HIDDEN_SHARE else set()
    area = _cut(picture, box)
    if area.size and _is_like_ground(np.median(ink.colours[np.any(drawn, axis=0)], axis=0), area):
        found.add(Suspicion.BACKGROUND_COLOURED)
    return found


def _is_like_ground(colour: np.ndarray, area: Picture) -> bool:
    # Even heavy characters cover less than half of their box, so that the median is the ground.
    ground = np.median(area, axis=(0, 1))
    return float(np.abs(colour - ground).max()) < _LEAST_CONTRAST


def _cut(picture: Picture, box: Box) -> Picture:
    left, top = max(0, box.x), max(0, box.y)
    return picture[top : max(0, box.y + box.height), left : max(0, box.x + box.width)]
