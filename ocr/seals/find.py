"""Where seals may stand on a page: by colour and by shape, neither of which may overrule the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.findings import BoxValue, SealColour, TextLine
from ocr.engines import Picture
from ocr.seals.arcs import ellipses_by_shape
from ocr.seals.components import ellipses_by_colour, regions
from ocr.seals.ink import Ink, InkLayer, absorption, colour_of, ink_layer
from ocr.seals.outline import Ellipse, around, refined, support
from ocr.seals.squares import Square, squares
from ocr.seals.votes import circles_by_vote

SEARCHED = (Ink.RED, Ink.BLUE, Ink.ANY)
WORKING_SIDE = 1000
"""Pixels of the page's longer side when outlines are looked for."""
LEAST_RADIUS = 24
"""Pixels at working scale: smaller rings are full stops, buttons and bullets."""
LEAST_SUPPORT = 0.42
CLEAR = 0.75
"""Support of an outline within which nothing else is a seal."""
SAME_PLACE, CONCENTRIC = 0.25, 0.08
"""Of the larger one's size, that the middles of two outlines are apart at the least where they are two seals: unclear
or as large, and clear and of different sizes; a seal's own circles have one middle."""
OTHER_SIZE = 0.8
"""Share of the larger one's size below which two outlines are of different sizes."""
MOST_ASPECT = 1.75
MOST_OF_PAGE = 0.5
"""Share of the page's longer side from which an outline is a frame, unless it is a clear one."""
RIM = 1.04
"""The outer edge of the line of ink, seen from its middle."""


@dataclass(frozen=True)
class SealCandidate:
    """A place where a seal may stand."""

    outline: Ellipse | Square
    colour: SealColour
    box: BoxValue
    ink: Ink
    """The layer that it was found on."""
    support: float
    """The share of its outline that is a line of ink, 0 to 1."""


def find_seals(picture: Picture, lines: Sequence[TextLine] = ()) -> tuple[SealCandidate, ...]:  # noqa: ARG001
    """The places on `picture` (height × width × 3, BGR) that may hold a seal (印章), surest first."""
    scale = min(1.0, WORKING_SIDE / max(picture.shape[:2]))
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    taken = absorption(np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8))
    found: list[SealCandidate] = []
    for ink in SEARCHED:
        layer = ink_layer(taken, ink)
        found.extend(_on_layer(layer, taken))
    found.sort(key=lambda candidate: candidate.support, reverse=True)
    return tuple(_enlarged(candidate, 1 / scale, picture) for candidate in _distinct(found))


def _on_layer(layer: InkLayer, taken: Picture) -> Iterator[SealCandidate]:
    mask = layer.mask()
    outlines = ellipses_by_shape(mask)
    if layer.ink is Ink.ANY:
        outlines += circles_by_vote(layer.strength)
    else:
        boxes = regions(mask)
        outlines += ellipses_by_colour(mask, boxes)
        for square in squares(mask, boxes):
            colour = SealColour(layer.ink.value)
            yield SealCandidate(square, colour, square.box(taken.shape), layer.ink, square.framed(mask))
    for ellipse in _settled(layer, outlines):
        share = support(layer.strength, layer.threshold, ellipse)
        most_of_page = 2 * ellipse.long > MOST_OF_PAGE * max(taken.shape[:2])
        if share > (CLEAR if most_of_page else LEAST_SUPPORT):
            yield SealCandidate(
                ellipse, _ring_colour(layer, taken, ellipse), ellipse.box(taken.shape), layer.ink, share
            )


def _settled(layer: InkLayer, outlines: Iterable[Ellipse]) -> Iterator[Ellipse]:
    """`outlines` on the rings of ink nearest to them, each ring once."""
    seen: list[Ellipse] = []
    for outline in outlines:
        if outline.short < LEAST_RADIUS * 0.7 or any(_same(outline, other, 0.02) for other in seen):
            continue
        ellipse = refined(layer.strength, layer.threshold, outline)
        if ellipse is None or ellipse.short < LEAST_RADIUS or ellipse.aspect > MOST_ASPECT:
            continue
        if not any(_same(ellipse, other, 0.03) for other in seen):
            seen.append(ellipse)
            yield ellipse


def _ring_colour(layer: InkLayer, taken: Picture, ellipse: Ellipse) -> SealColour:
    """The colour of the ink along the outline."""
    radii = np.linspace(0.97, 1.03, 7, dtype=np.float32)
    x, y = ellipse.places(radii, np.linspace(0, 2 * np.pi, 180, endpoint=False, dtype=np.float32))
    ring = cv2.remap(taken, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(0, 0, 0))
    strength = np.nan_to_num(around(layer.strength, ellipse, radii))
    strongest = strength >= strength.max(axis=0, keepdims=True)
    return colour_of(np.asarray(ring, np.uint8), strongest & (strength > layer.threshold))


def _same(first: Ellipse, second: Ellipse, tolerance: float) -> bool:
    reach = tolerance * max(first.long, second.long)
    return (
        abs(first.x - second.x) < reach
        and abs(first.y - second.y) < reach
        and abs(first.long - second.long) < reach
        and abs(first.short - second.short) < reach
    )


def _distinct(found: Sequence[SealCandidate]) -> list[SealCandidate]:
    """`found`, surest first, without those that share a surer one's place or are a part of it."""
    kept: list[SealCandidate] = []
    for candidate in found:
        if not any(_shares_place(candidate, other) or _is_part(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def _shares_place(candidate: SealCandidate, other: SealCandidate) -> bool:
    smaller, larger = sorted((max(candidate.box[2:]), max(other.box[2:])))
    are_two = min(candidate.support, other.support) > CLEAR and smaller < OTHER_SIZE * larger
    return _apart(candidate, other) < (CONCENTRIC if are_two else SAME_PLACE) * larger


def _is_part(candidate: SealCandidate, other: SealCandidate) -> bool:
    """Whether it is a star, a character or a scrap within the clear outline of `other`, and no clear one itself."""
    size, whole = max(candidate.box[2:]), min(other.box[2:])
    within = size < 0.65 * whole and _apart(candidate, other) < 0.5 * whole
    return within and other.support > CLEAR > candidate.support


def _apart(candidate: SealCandidate, other: SealCandidate) -> float:
    """Pixels between the middles of both."""
    x, y, width, height = candidate.box
    left, top, across, down = other.box
    return float(np.hypot(x + width / 2 - left - across / 2, y + height / 2 - top - down / 2))


def _enlarged(candidate: SealCandidate, factor: float, picture: Picture) -> SealCandidate:
    outline = candidate.outline.scaled(factor)
    whole = outline.grown(RIM) if isinstance(outline, Ellipse) else outline
    return SealCandidate(outline, candidate.colour, whole.box(picture.shape), candidate.ink, candidate.support)
