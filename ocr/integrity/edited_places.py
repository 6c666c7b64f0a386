"""Values painted over on a scan or a photograph: their paper lacks the grain that all other paper there has.

The grain is what a sensor's noise and the compression leave on bare paper. It is measured in cells of a few pixels, and
a value's cells are held against those of a band around it and of the whole page. Print, seals and ornament only add to
it, so that nothing but its absence is judged. Where a page has hardly any grain itself, as one that was born digital
(原生电子文档), nothing follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import BoxValue, DocumentReading, Remark
from ocr.engines import Picture
from ocr.pages import Page

CELL = 8
"""Pixels across a cell."""
SCALE = 32
"""By which grain is multiplied to keep fractions of a grey level in a byte."""
CLIPPED = 250
"""Grey levels from which paper is white because it was exposed too long."""
SHADE = 0.75
"""Of the usual light, that a cell has at the least to be taken for paper."""
AROUND, NEAR, BAND = 0.2, 0.9, 3.0
"""Line heights around a value: within which a patch is looked for, and between which the band lies."""
LEAST_BAND = 80
"""Pixels by which that band reaches at the least."""
ENOUGH = 100
"""Cells that the band must have before anything is judged."""
LEAST_GRAIN = 0.1
"""Grey levels of grain below which nothing follows from its absence."""
STILL = 0.4
"""Of the grain of the stillest paper elsewhere, below which a cell has none."""
STILLEST = 5.0
"""Of a hundred cells, those that are the stillest paper."""
WHITER = 12
"""Grey levels by which a patch of pure white differs from the lightest paper around it, unlike a glare's soft edge."""
COVERED = 0.6
"""Of a value's length, over which such a patch extends, unlike a spot of light."""
SHARE, FEWEST = 0.05, 6
"""Of a value's cells, those without grain from which it was painted over, and how many they are at the least."""

Cells = NDArray[np.uint8]


class Surface(NamedTuple):
    """A page in cells: the grain of each, its light, and the grain of the page's stillest paper (both × `SCALE`)."""

    grain: Cells
    light: Cells
    stillest: float


def remarks_on_edited(page: Page, reading: DocumentReading) -> tuple[Remark, ...]:
    """A remark on each value of `page` that was painted over; nothing for a page that was born digital."""
    places = tuple(dict.fromkeys(_values(reading, page.number)))
    if not places or any(word.trustworthy for word in page.words):
        return ()
    surface = surface_of(page.picture)
    message = "填写处的纸面没有周围纸面都有的颗粒，像是涂盖后重新填写的，请人工核对原件。"
    return tuple(Remark("PLACE_EDITED", message, page.number, box) for box in places if is_painted_over(surface, box))


def _values(reading: DocumentReading, page: int) -> Iterator[BoxValue]:
    for value in (reading.credit_code, reading.unit_name, *reading.fields.values()):
        if value is not None and value.box is not None and value.page == page:
            yield value.box


def surface_of(picture: Picture) -> Surface:
    """The grain and the light of all cells of `picture`."""
    height, width = (side - side % CELL for side in picture.shape[:2])
    green = np.asarray(cv2.extractChannel(picture, 1)[:height, :width], np.uint8)
    rest = cv2.absdiff(green, cv2.blur(green, (3, 3)))
    grain = _in_cells(np.asarray(cv2.convertScaleAbs(rest, alpha=SCALE), np.uint8))
    light = _in_cells(green)
    paper = grain[light > SHADE * float(np.median(light))]
    return Surface(grain, light, float(np.percentile(paper, STILLEST)) if paper.size else 0.0)


def _in_cells(values: Picture) -> Cells:
    size = (values.shape[1] // CELL, values.shape[0] // CELL)
    return np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), np.uint8)


def is_painted_over(surface: Surface, box: BoxValue) -> bool:
    """Whether the paper at `box` lacks the grain of the paper around it."""
    line = min(box[2:])
    place = _within(box, AROUND * line)
    grain, light = surface.grain[place], surface.light[place]
    if not light.size:
        return False
    band_grain, band_light = _band(surface, box, line)
    if band_light.size < ENOUGH:
        return False
    darkest = SHADE * float(np.median(band_light))
    stillest = min(float(np.percentile(band_grain[band_light > darkest], STILLEST)), surface.stillest)
    if stillest < LEAST_GRAIN * SCALE:
        return False
    still = (grain < STILL * stillest) & (light > darkest) & _is_not_glare(light, band_light)
    return int(still.sum()) >= max(FEWEST, SHARE * still.size)


def _is_not_glare(light: Cells, band: Cells) -> NDArray[np.bool_]:
    """Where light took no grain: not near white, no stronger than around, or white without a soft edge all along."""
    as_around, lightest = np.percentile(band, (90, 99))
    white = light > lightest + WHITER
    if white.any(axis=int(np.argmin(light.shape))).mean() < COVERED:
        white[:] = False
    return np.asarray((light < CLIPPED) | (light <= as_around + 1) | white)


def _band(surface: Surface, box: BoxValue, line: int) -> tuple[Cells, Cells]:
    """Grain and light of the cells around a place, but for those next to it."""
    rows, columns = _within(box, max(BAND * line, LEAST_BAND))
    near_rows, near_columns = _within(box, NEAR * line + CELL)
    is_band = np.ones(surface.grain.shape, np.bool_)
    is_band[near_rows, near_columns] = False
    chosen = is_band[rows, columns]
    return surface.grain[rows, columns][chosen], surface.light[rows, columns][chosen]


def _within(box: BoxValue, reach: float) -> tuple[slice, slice]:
    """The cells that lie wholly within `reach` pixels of `box`."""
    x, y, width, height = box
    rows = slice(_first(y - reach), max(0, int((y + height + reach) // CELL)))
    return rows, slice(_first(x - reach), max(0, int((x + width + reach) // CELL)))


def _first(pixel: float) -> int:
    return max(0, int(-(-pixel // CELL)))
