"""Inks that lie over one another, told apart."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.engines import Picture
from ocr.marking.views import coloured_ink

BLUE_PEN, BLACK_PRINT, PAPER = (150, 70, 40), (30, 30, 30), (235, 240, 240)


def crossed() -> Picture:
    """A level stroke of a blue pen with an upright one of black print across it."""
    picture = np.full((60, 200, 3), PAPER, np.uint8)
    cv2.line(picture, (10, 30), (190, 30), BLUE_PEN, 8)
    cv2.line(picture, (100, 5), (100, 55), BLACK_PRINT, 3)
    return picture


def test_a_pen_stroke_goes_on_where_print_hides_it() -> None:
    seen = coloured_ink(crossed())

    assert seen[28:33, 90:111].max() < 100
    assert seen[8:20, 90:111].min() > 200
