"""Paper, and what is printed on it before a seal is pressed or a line is written."""

from __future__ import annotations

import random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.specimens.fonts import loaded
from tests.specimens.handwriting import PENS, written
from tests.specimens.pictures import Colour, Picture, press, smooth_field
from tests.training.characters import COMMON, drawn_characters
from tests.training.faces import OF_FORMS, drawn_hand

WITH_ROWS, WITH_PATTERN, WITH_STROKE, WITH_NAME, WITH_FRAME = 0.55, 0.1, 0.06, 0.12, 0.07
PRINTED = COMMON[:1500]
FIGURES = "0123456789XABCDEFGH"
OTHER_INKS: tuple[Colour, ...] = ((40, 40, 190), (160, 90, 40), (120, 120, 120))
FRAME_INKS: tuple[Colour, ...] = ((70, 130, 150), (90, 140, 90), (60, 110, 170), (150, 120, 70), (80, 80, 160))
PEN: Colour = (60, 60, 60)


def bare(chance: random.Random, width: int, height: int) -> Picture:
    """Draws paper with nothing on it, nearly white."""
    tint = np.array([chance.uniform(-14, 6), chance.uniform(-5, 3), chance.uniform(-3, 6)])
    paper = np.empty((height, width, 3), np.uint8)
    paper[:] = np.clip(chance.randint(215, 255) + tint, 120, 255)
    return paper


def used(chance: random.Random, side: int, scale: float) -> Picture:
    """Draws a square of paper at `scale` pixels per millimetre: with rows of print, a pattern, a stroke, or bare."""
    paper = bare(chance, side, side)
    kind = chance.random()
    if kind < WITH_ROWS:
        paper = _with_rows(chance, paper, scale)
    elif kind < WITH_ROWS + WITH_PATTERN:
        paper = _with_pattern(chance, paper)
    if chance.random() < WITH_STROKE:
        ends = (0, chance.randint(0, side)), (side, chance.randint(0, side))
        cv2.line(paper, *ends, PEN, max(1, round(0.3 * scale)), cv2.LINE_AA)
    if chance.random() < WITH_NAME:
        _sign(chance, paper, scale)
    if chance.random() < WITH_FRAME:
        _draw_frame(chance, paper, scale)
    return paper


def drawn_row(chance: random.Random, count: int) -> str:
    """Draws so many characters of print."""
    return "".join(chance.choice(PRINTED) for _ in range(count))


def _with_rows(chance: random.Random, paper: Picture, scale: float) -> Picture:
    """A page of text, or a line or two of it."""
    side = paper.shape[0]
    image = Image.fromarray(paper)
    size = max(6, 4 * round(chance.uniform(3, 7.5) * scale / 4))
    font, colour = loaded(chance.choice(OF_FORMS), size), _print_colour(chance)
    pitch = size * chance.uniform(1.2, 3.2)
    y, end = chance.uniform(-pitch, pitch), float(side)
    if chance.random() < 0.4:
        y = side * chance.uniform(0.1, 0.7)
        end = y + pitch * chance.choice((1, 1, 2))
    draw = ImageDraw.Draw(image)
    while y < end:
        x = chance.uniform(-2 * size, size) if chance.random() < 0.6 else chance.uniform(0, side * 0.6)
        draw.text((x, y), _row_or_figures(chance, side // size + 2), font=font, fill=colour)
        if chance.random() < 0.2:
            below = y + size * 1.2
            draw.line((0, below, side, below), fill=colour, width=max(1, round(0.25 * scale)))
        y += pitch
    return np.array(image)


def _sign(chance: random.Random, paper: Picture, scale: float) -> None:
    """A name by hand (签字), as people sign where the seal belongs."""
    name = drawn_characters(chance, chance.choice((2, 3, 3)))
    ink = written(chance, name, drawn_hand(chance, name), chance.uniform(6, 12), scale)
    left, top = (chance.randint(0, max(1, paper.shape[axis] - ink.shape[axis])) for axis in (1, 0))
    press(paper, ink, chance.choice(PENS), left, top)


def _draw_frame(chance: random.Random, paper: Picture, scale: float) -> None:
    """A piece of a certificate's frame of meanders (回纹), upright or across, in the colours of certificates."""
    side, step = paper.shape[0], chance.uniform(1.5, 4) * scale
    key = np.array([(0, 0), (0, 3), (3, 3), (3, 1), (2, 1), (2, 2), (1, 2), (1, 0), (4, 0)]) * step
    path = np.concatenate([key + np.array([4 * step * turn, 0]) for turn in range(round(side / (4 * step)) + 1)])
    path[:, 1] += chance.uniform(0.05, 0.85) * side
    edges = [np.array([(0, y), (side, y)]) for y in (path[:, 1].min() - step, path[:, 1].max() + step)]
    colour, thick, across = chance.choice(FRAME_INKS), max(1, round(chance.uniform(0.2, 0.6) * scale)), chance.random()
    for line in (path, *edges):
        points = np.asarray(line if across < 0.5 else line[:, ::-1], np.int32)
        cv2.polylines(paper, [points], isClosed=False, color=colour, thickness=thick, lineType=cv2.LINE_AA)


def _print_colour(chance: random.Random) -> Colour:
    dark = chance.randint(0, 110)
    return chance.choice(OTHER_INKS) if chance.random() < 0.12 else (dark, dark, dark)


def _row_or_figures(chance: random.Random, count: int) -> str:
    if chance.random() < 0.75:
        return drawn_row(chance, count)
    return "".join(chance.choice(FIGURES) for _ in range(2 * count))


def _with_pattern(chance: random.Random, paper: Picture) -> Picture:
    """The pale waves of a certificate's ground (底纹)."""
    field = smooth_field(chance, paper.shape[1], paper.shape[0], chance.randint(8, 40))
    depth = chance.uniform(0.03, 0.15)
    tint = np.array([chance.uniform(0, 1) for _ in range(3)])
    return np.asarray(np.clip(paper * (1 - depth * field[:, :, None] * tint), 0, 255), np.uint8)
