"""A seal cut out of its page, as it is and with its ink alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import SealColour
from ocr.engines import Picture
from ocr.seals.find import SealCandidate
from ocr.seals.ink import Ink, InkLayer, Layer, absorption, ink_layer
from ocr.seals.outline import Ellipse
from ocr.seals.separate import covered_by_print, own_ink

MARGIN = 0.15
"""Share of the seal's size that is kept around it, so that the paper's brightness is known."""
REACH = 4
"""Pixels around a hidden one that tell what it would be."""
RIM = 1.05
"""The outer edge of a seal's outline, seen from its middle."""
LARGEST_SIDE = 420
"""Pixels: larger cuts are made smaller first; characters are then still higher than the recogniser's input."""


@dataclass(frozen=True)
class SealView:
    """What the readings are taken from; the outline is in the cut's own pixels."""

    picture: Picture
    ink: Picture
    """The seal's own ink, black on white."""
    filled: Picture
    """The same, with its strokes carried on through what print hides."""
    hidden: NDArray[np.uint8]
    """255 where print hides what is beneath it, else 0."""
    crossed: NDArray[np.uint8]
    """The same, and 255 where another seal lies over this one too."""
    layer: InkLayer
    darkness: Layer
    """Ink of any colour: the seal's own and all print."""
    ellipse: Ellipse


def view_of(
    picture: Picture, candidate: SealCandidate, outline: Ellipse, neighbours: Sequence[Ellipse] = ()
) -> SealView:
    """`candidate` cut out of `picture`; `neighbours` are the outlines of other seals that may lie over it."""
    left, top, width, height = outline.grown(1 + 2 * MARGIN).box(picture.shape)
    cut = picture[top : top + height, left : left + width]
    scale = min(1.0, LARGEST_SIDE / max(1, width, height))
    if scale < 1:
        cut = np.asarray(cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    local, *others = (seal.moved(-left, -top).scaled(scale) for seal in (outline, *neighbours))
    taken = absorption(cut)
    layer = ink_layer(taken, _ink_of(candidate))
    darkness = ink_layer(taken, Ink.ANY).strength
    ink = _on_white(own_ink(taken, layer))
    hidden = covered_by_print(taken, layer)
    filled = np.asarray(cv2.inpaint(ink, hidden, REACH, cv2.INPAINT_TELEA), np.uint8)
    crossed = cv2.bitwise_or(hidden, _inside(others, hidden.shape))
    return SealView(
        np.ascontiguousarray(cut), ink, filled, hidden, np.asarray(crossed, np.uint8), layer, darkness, local
    )


def _inside(outlines: Sequence[Ellipse], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """255 inside `outlines`, else 0."""
    drawn = np.zeros(shape, np.uint8)
    for outline in outlines:
        outline.grown(RIM).fill(drawn, 255)
    return drawn


def _ink_of(candidate: SealCandidate) -> Ink:
    if candidate.ink is Ink.ANY and candidate.colour is not SealColour.BLACK:
        return Ink.ANY
    return Ink(candidate.colour.value)


def _on_white(strength: Layer) -> Picture:
    grey = (255 * (1 - strength)).astype(np.uint8)
    return np.ascontiguousarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)
