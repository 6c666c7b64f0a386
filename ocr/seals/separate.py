"""A seal's own ink, as sharp as the picture has it, apart from print over and under it.

Inks that lie on one another multiply what they let through, so that their densities (logarithms) add up. Print is
nearly as dense in every channel: the difference of two channels' densities is the coloured ink's alone, even where
print covers it, as long as the print is not quite black. How much a camera colours the print is seen where print alone
stands.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engines import Picture
from ocr.seals.ink import Ink, InkLayer, Layer

DARKEST = 0.06
"""Share of light below which a channel tells nothing more."""
COLOUR_BLUR = 1.5
"""Pixels: compressed pictures keep colours at half the resolution and less."""
OTHER_INK, OWN_INK = 0.12, 0.35
"""Shares of colour in the darkness of print in another ink, and of a seal's own ink."""
PRINT_STARTS, PRINT_RANGE = 0.15, 0.3
"""Density beyond the seal's own from which a pixel is print, and over which it becomes wholly so."""
HIDDEN = 0.25
"""Density beyond the seal's own from which print hides what is beneath it."""
COLOURED = 0.8
"""Share of the seal's usual colour from which a dense pixel is its own ink and no print."""
BLACK = 0.6
"""Density beyond the seal's own from which a pixel tells the print's colour."""
FEWEST_BLACK = 40
"""Pixels that tell the print's own colour."""
MOST_COLOURED = 0.5
"""Difference of the channels' densities that print may have, as a share of its density."""
FAINT_UNDER_PRINT, FULL_UNDER_PRINT = 0.3, 0.8
"""Shares of the seal's usual colour that are no ink and full ink under print."""


def own_ink(taken: Picture, layer: InkLayer) -> Layer:
    """How strong the ink of `layer` is at each pixel, 0 to 1, by what `absorption` gave."""
    if layer.ink in (Ink.ANY, Ink.BLACK):
        return _spread(layer.strength)
    inked = layer.strength > layer.threshold
    if not inked.any():
        return np.zeros_like(layer.strength)
    beyond, colour = _beyond_and_coloured(taken, layer)
    colour = np.asarray(cv2.GaussianBlur(colour, (0, 0), 0.7), np.float32)
    printed = beyond - PRINT_STARTS
    covered = np.clip(printed / PRINT_RANGE, 0, 1)
    usual = max(float(np.percentile(colour[inked], 60)), layer.threshold)
    under = np.clip((colour / usual - FAINT_UNDER_PRINT) / (FULL_UNDER_PRINT - FAINT_UNDER_PRINT), 0, 1)
    clear = _clear(taken, layer, _blocked(layer.ink))
    return np.asarray((1 - covered) * clear + covered * under, np.float32)


def covered_by_print(taken: Picture, layer: InkLayer) -> NDArray[np.uint8]:
    """255 where print hides the seal's own ink so that nobody can tell whether there is any, else 0."""
    if layer.ink in (Ink.ANY, Ink.BLACK):
        return np.zeros(layer.strength.shape, np.uint8)
    inked = layer.strength > layer.threshold
    beyond, colour = _beyond_and_coloured(taken, layer)
    usual_colour = float(np.median(colour[inked])) if inked.any() else 0.0
    is_print = (beyond > HIDDEN) & (colour < COLOURED * usual_colour)
    hidden = np.where(is_print, np.uint8(255), np.uint8(0))
    return np.asarray(cv2.dilate(hidden, np.ones((3, 3), np.uint8)), np.uint8)


def _beyond_and_coloured(taken: Picture, layer: InkLayer) -> tuple[Layer, Layer]:
    """Two densities at each pixel, by which print and the ink are told apart.

    That of the channel which the ink lets through, beyond what the ink takes itself: so much print is there. And what
    the channel that it blocks is denser by, without what print adds to that: so much ink is there.
    """
    density = -np.log(np.maximum(1 - taken.astype(np.float32) / 255, DARKEST))
    passed = np.asarray(density[..., _passed(layer.ink)], np.float32)
    colour = np.asarray(density[..., _blocked(layer.ink)] - passed, np.float32)
    inked = layer.strength > layer.threshold
    beyond = np.asarray(passed - (float(np.median(passed[inked])) if inked.any() else 0.0), np.float32)
    black = beyond > BLACK
    if int(black.sum()) < FEWEST_BLACK:
        return beyond, colour
    # Most print lies beside the seal's strokes, and what lies on them is more coloured.
    of_print = float(np.clip(np.percentile(colour[black] / passed[black], 40), -MOST_COLOURED, MOST_COLOURED))
    return beyond, np.asarray(colour - of_print * passed, np.float32)


def _blocked(ink: Ink) -> int:
    """The channel (BGR) that a coloured ink darkens most."""
    return 1 if ink is Ink.RED else 2


def _passed(ink: Ink) -> int:
    """The channel (BGR) that a coloured ink lets through."""
    return 2 if ink is Ink.RED else 0


def _clear(taken: Picture, layer: InkLayer, blocked: int) -> Layer:
    """The ink where there is no print: the colour says which ink it is, the channel that it darkens says how much."""
    darkness = np.asarray(taken[..., blocked], np.float32) / 255
    colour = cv2.GaussianBlur(layer.strength, (0, 0), COLOUR_BLUR)
    whole = cv2.GaussianBlur(darkness, (0, 0), COLOUR_BLUR)
    share = colour / np.maximum(whole, layer.threshold)
    return _spread(np.asarray(darkness * np.clip((share - OTHER_INK) / (OWN_INK - OTHER_INK), 0, 1), np.float32))


def _spread(strength: Layer) -> Layer:
    """`strength` on the scale from no ink to full ink."""
    inked = strength[strength > DARKEST]
    full = float(np.percentile(inked, 85)) if len(inked) else 1.0
    return np.asarray(np.clip((strength - 0.5 * DARKEST) / max(full - 0.5 * DARKEST, 1e-3), 0, 1), np.float32)
