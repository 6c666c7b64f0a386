"""Sheets of paper with print and seals on them, drawn for tests; the names are fictional."""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.specimens import seals

Picture = NDArray[np.uint8]

UNIT = "岳阳市云帆样张技术有限公司"
AUTHORITY = "岳阳市市场监督管理局"
SCALE = 5.5
"""Pixels for a millimetre: about 140 to the inch, a modest scan."""
RED = (55, 45, 205)
BLUE = (190, 90, 40)
GREY = (95, 95, 95)


def sheet(width: int = 1100, height: int = 1500) -> Picture:
    """Bare paper, a little uneven."""
    grain = np.random.default_rng(7).normal(240, 2.5, (height, width, 3))
    return np.clip(grain, 0, 255).astype(np.uint8)


def with_print(paper: Picture) -> Picture:
    """`paper` covered with dense lines of black print."""
    printed = paper.copy()
    for row in range(60, paper.shape[0] - 20, 34):
        text = "Hereby the undersigned employer declares No. 430602 " * 2
        cv2.putText(printed, text, (30, row), cv2.FONT_HERSHEY_COMPLEX, 0.75, (35, 35, 35), 1, cv2.LINE_AA)
    return printed


def plain_seal(text: str = UNIT, diameter: float = 42.0, line: str = "", number: str = "") -> seals.Seal:
    """A round seal of usual proportions."""
    spread = min(17.0 * len(text), 250.0)
    return seals.Seal(
        "unit", text, width=diameter, height=diameter, line=line, number=number, spread=spread, letter=5.0, star=6.0
    )


def pressed(
    paper: Picture,
    seal: seals.Seal,
    centre: tuple[int, int],
    colour: tuple[int, int, int] = RED,
    tilt: float = 0.0,
    wear: float = 0.15,
    scale: float = SCALE,
) -> Picture:
    """`paper` with `seal` pressed onto it around `centre` (x, y); what falls beyond the edge is lost."""
    pressing = seals.Pressing(colour, tilt, wear, 0.2)
    ink = seals.pressed(random.Random(3), seal, pressing, scale).astype(np.float32) / 255
    height, width = ink.shape
    whole = np.zeros((paper.shape[0] + 2 * height, paper.shape[1] + 2 * width), np.float32)
    left, top = centre[0] + width - width // 2, centre[1] + height - height // 2
    whole[top : top + height, left : left + width] = ink
    cut = whole[height:-height, width:-width, None]
    tint = np.array(colour, np.float32) / 255
    inked: Picture = (paper * (1 - cut + cut * tint)).astype(np.uint8)
    return inked


def seen_aside(paper: Picture, shrink: float = 0.86) -> Picture:
    """`paper` photographed from below: narrower towards the top."""
    height, width = paper.shape[:2]
    inset = width * (1 - shrink) / 2
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[inset, 0.07 * height], [width - inset, 0.03 * height], [width, height], [0, height]], np.float32)
    transform = cv2.getPerspectiveTransform(corners, seen)
    return np.asarray(cv2.warpPerspective(paper, transform, (width, height), borderValue=(70, 60, 55)), np.uint8)
