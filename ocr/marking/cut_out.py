"""Parts of a page, or all of it, turned so that text at a given angle runs from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engines import Picture, Quad, Recognition
from ocr.marking.fragments import Fragment, Vector, as_pair
from ocr.marking.wording import plain_character

TEXT_HEIGHT = 44
"""Pixels that a fragment's height becomes in its strip."""
ROWS = 2.2
"""In heights: how far above and below the fragment its strip reaches; a second line fits in."""
LONGEST = 1600
"""Pixels along a strip at the most."""


@dataclass(frozen=True)
class CutOut:
    """A picture of a part of the page, with the way back."""

    picture: Picture
    to_page: NDArray[np.float64]
    """2 × 3: from its pixels to pixels of the page."""

    def on_page(self, quad: Quad) -> Vector:
        """The corners of `quad` in pixels of the page."""
        return np.asarray(quad.astype(np.float64) @ self.to_page[:, :2].T + self.to_page[:, 2], np.float64)


def strip_around(picture: Picture, fragment: Fragment, before: float, behind: float) -> CutOut:
    """The strip that begins `before` heights before `fragment` and ends `behind` heights behind it."""
    across = np.array([-fragment.direction[1], fragment.direction[0]])
    height = max(fragment.height, 6.0)
    scale = TEXT_HEIGHT / height
    origin = fragment.middle - fragment.direction * before * height - across * (0.5 + ROWS) * height
    length = fragment.length + (before + behind) * height
    size = min(LONGEST, max(32, round(length * scale))), round((1 + 2 * ROWS) * TEXT_HEIGHT)
    return _cut(picture, np.column_stack([fragment.direction / scale, across / scale, origin]), size)


def turned_page(picture: Picture, degrees: float, side: int) -> CutOut:
    """All of `picture`, its longer side reduced to `side` pixels, with text at `degrees` clockwise made level."""
    scale = min(1.0, side / max(picture.shape[:2]))
    reduced = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = reduced.shape[:2]
    radians = np.radians(degrees)
    along = np.array([np.cos(radians), np.sin(radians)])
    across = np.array([-along[1], along[0]])
    size = (
        round(width * abs(along[0]) + height * abs(along[1])),
        round(width * abs(along[1]) + height * abs(along[0])),
    )
    origin = np.array([width, height]) / 2 - along * size[0] / 2 - across * size[1] / 2
    cut = _cut(np.asarray(reduced, np.uint8), np.column_stack([along, across, origin]), size)
    return CutOut(cut.picture, cut.to_page / scale)


def band_of(strip: CutOut) -> Quad:
    """The middle of `strip` from end to end, where the fragment's own line goes on."""
    height, width = strip.picture.shape[:2]
    top, bottom = height / 2 - 0.62 * TEXT_HEIGHT, height / 2 + 0.62 * TEXT_HEIGHT
    return np.array([[0, top], [width, top], [width, bottom], [0, bottom]], np.float32)


def fragment_in(corners: Vector, recognition: Recognition) -> Fragment | None:
    """What was read inside `corners` (clockwise from the text's upper left), from its first to its last character.

    None where no character was read.
    """
    places = recognition.character_places or (0.5,) * len(recognition.text)
    kept = [
        (plain, score, place)
        for character, score, place in zip(recognition.text, recognition.character_scores, places, strict=True)
        if (plain := plain_character(character))
    ]
    if not kept:
        return None
    begin, end = _extent([place for _, _, place in kept])
    along, down = corners[1] - corners[0], corners[3] - corners[0]
    return Fragment(
        "".join(characters for characters, _, _ in kept),
        tuple(score for characters, score, _ in kept for _ in characters),
        as_pair(corners[0] + along * begin),
        as_pair(along * (end - begin)),
        as_pair(down),
    )


def _extent(places: Sequence[float]) -> tuple[float, float]:
    """Where the first character begins and the last one ends, if their middles stand at `places`; all along for one."""
    if len(places) < 2 or places[-1] <= places[0]:
        return 0.0, 1.0
    half = (places[-1] - places[0]) / (len(places) - 1) / 2
    return max(0.0, places[0] - half), min(1.0, places[-1] + half)


def level_crop(picture: Picture, corners: Vector) -> Picture:
    """What is inside `corners`, whose first edge runs along the text, however short it is."""
    width, height = (max(1, round(float(np.linalg.norm(corners[place] - corners[0])))) for place in (1, 3))
    level = np.array([[0, 0], [width, 0], [0, height]], np.float32)
    transform = cv2.getAffineTransform(corners[[0, 1, 3]].astype(np.float32), level)
    cut = cv2.warpAffine(picture, transform, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def _cut(picture: Picture, to_page: NDArray[np.float64], size: tuple[int, int]) -> CutOut:
    cut = cv2.warpAffine(
        picture, to_page, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    return CutOut(np.asarray(cut, np.uint8), to_page)
