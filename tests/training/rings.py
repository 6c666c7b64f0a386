"""A seal as a camera sees it, unrolled along its true outline, or nearly: the finder is never quite right either."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

import cv2
import numpy as np

from models.findings import SealColour
from ocr.seals.find import SealCandidate
from ocr.seals.ink import Ink
from ocr.seals.outline import Ellipse
from ocr.seals.ring import READ_TURN
from ocr.seals.unroll import Stretch
from ocr.seals.view import SealView, view_of
from ocr.seals.ways import HIGH, LOW, NARROW, OVAL_BANDS, USUAL, Source, Way
from tests.specimens.pictures import Picture
from tests.specimens.seals import BLUE, Pressing, Seal
from tests.training.impressions import Impression, drawn_impression, drawn_seal
from tests.training.sample import Sample, at_reading_height
from tests.training.sight import Seen, seen_by_camera, turn

SMALLEST, LARGEST = 42.0, 165.0
"""Pixels of a seal's smaller radius on the page."""
FINER = 90.0
"""Radius from which a seal is drawn hardly finer than it is seen."""
COARSEST_DRAWING, FINEST_DRAWING = 2.5, 9.0
"""Pixels per millimetre at which a seal is drawn before it is seen."""
OFF = 0.012
"""How far the outline is off, of its radius: the standard deviation."""
HALF_CHARACTER = math.radians(14)
WAYS = 3
"""Strips of one seal."""


def drawn_rings(chance: random.Random) -> Iterator[Sample]:
    """Draws a seal, and gives a few strips of its ring."""
    yield from unrolled(chance, *_pressed_and_seen(chance, drawn_seal(chance)))


def drawn_view(chance: random.Random, seal: Seal) -> SealView:
    """`seal`, pressed well or badly and seen by a camera, as it is cut out to be read."""
    view, _ = _cut_out(chance, *_pressed_and_seen(chance, seal), OFF)
    return view


def unrolled(chance: random.Random, impression: Impression, seen: Seen, off: float = OFF) -> Iterator[Sample]:
    """Strips of the ring on `seen`, each in another way, along an outline that is `off`."""
    view, bottom = _cut_out(chance, impression, seen, off)
    slack = max(0.0, math.radians(360 - impression.seal.spread) / 2 - HALF_CHARACTER)
    middle = bottom + chance.uniform(-0.5, 0.5) * slack
    stretch = Stretch(middle - (READ_TURN - 2 * math.pi) / 2, READ_TURN)
    for way in chance.sample(_ways(chance, impression.seal), WAYS):
        yield Sample(at_reading_height(way.strip(view, stretch)), impression.seal.text)


def _pressed_and_seen(chance: random.Random, seal: Seal) -> tuple[Impression, Seen]:
    radius = math.exp(chance.uniform(math.log(SMALLEST), math.log(LARGEST)))
    finer = chance.uniform(1.15, 2.2) if radius < FINER else chance.uniform(1, 1.3)
    half = min(seal.width, seal.height) / 2
    scale = min(max(radius * finer / half, COARSEST_DRAWING), FINEST_DRAWING)
    impression = drawn_impression(chance, scale, seal)
    return impression, seen_by_camera(chance, impression.picture, radius / (half * scale), radius)


def _cut_out(chance: random.Random, impression: Impression, seen: Seen, off: float) -> tuple[SealView, float]:
    """The seal's view along an outline that is `off`, and the angle at which its lowest point lies."""
    is_grey = chance.random() < 0.07
    picture = _without_colour(seen.picture) if is_grey else seen.picture
    outline, bottom = _outline(impression, seen)
    outline = _moved(chance, outline, off)
    return view_of(picture, _candidate(outline, impression.pressing, picture, is_grey), outline), bottom


def _without_colour(picture: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR), np.uint8)


def _outline(impression: Impression, seen: Seen) -> tuple[Ellipse, float]:
    """The seal's true outline on the picture, and the angle at which its lowest point lies."""
    seal = impression.seal
    size = np.diag([seal.width / 2, seal.height / 2]) * impression.scale
    # Pressings are turned anticlockwise, angles here go clockwise.
    matrix = seen.matrix @ turn(-math.radians(impression.pressing.tilt)) @ size
    axes, lengths, turned = np.linalg.svd(matrix)
    down = axes @ turned @ np.array([0.0, 1.0])
    tilt = math.atan2(axes[1, 0], axes[0, 0])
    ellipse = Ellipse(float(seen.centre[0]), float(seen.centre[1]), float(lengths[0]), float(lengths[1]), tilt)
    return ellipse, math.atan2(down[1], down[0])


def _moved(chance: random.Random, outline: Ellipse, off: float) -> Ellipse:
    away = 1.3 * off * outline.short
    return Ellipse(
        outline.x + chance.gauss(0, away),
        outline.y + chance.gauss(0, away),
        outline.long * (1 + chance.gauss(0, off)),
        outline.short * (1 + chance.gauss(0, off)),
        outline.tilt + chance.gauss(0, 0.02),
    )


def _candidate(outline: Ellipse, pressing: Pressing, picture: Picture, is_grey: bool) -> SealCandidate:
    box = outline.box(picture.shape)
    if is_grey:
        return SealCandidate(outline, SealColour.BLACK, box, Ink.ANY, 0.8)
    if pressing.colour == BLUE:
        return SealCandidate(outline, SealColour.BLUE, box, Ink.BLUE, 0.8)
    return SealCandidate(outline, SealColour.RED, box, Ink.RED, 0.8)


def _ways(chance: random.Random, seal: Seal) -> list[Way]:
    """The ways in which such a ring is unrolled when it is read."""
    if seal.shape == "oval":
        sources = (Source.PICTURE, Source.INK)
        return [Way(band, parallel, source) for source in sources for band in OVAL_BANDS for parallel in (False, True)]
    return [
        Way(band, parallel=False, source=source)
        for band in (USUAL, HIGH, LOW, NARROW)
        for source in (Source.PICTURE, Source.INK, chance.choice((Source.INK, Source.FILLED)))
    ]
