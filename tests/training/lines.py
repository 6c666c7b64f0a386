"""A line written by hand or printed, on a form or across print, and cut out as for reading."""

from __future__ import annotations

import random
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from ocr.beneath_seals import without_colour
from ocr.borne_out import without_rules
from ocr.dark_ink import black_print
from ocr.marking.views import ALL_VIEWS, own_ink
from tests.specimens.fonts import loaded
from tests.specimens.handwriting import PENS, written
from tests.specimens.pictures import Colour, Picture, press, trimmed
from tests.specimens.seals import INKS, drawn_pressing, pressed
from tests.training.exposure import lit, stored
from tests.training.faces import drawn_face, drawn_hand
from tests.training.forms import PADDING, drawn_form
from tests.training.impressions import drawn_seal
from tests.training.sample import Sample, at_reading_height
from tests.training.texts import Kind, line_text

BY_HAND, BENEATH_A_SEAL = 0.68, 0.15
LOWEST, HIGHEST, LARGEST = 13.0, 52.0, 1.1
"""Pixels of a character's height on the page; and what a line is enlarged by at the most to have them."""
PRINT_INKS: tuple[Colour, ...] = ((20, 20, 20), (60, 60, 60))
MARKING_INKS: tuple[Colour, ...] = (
    (20, 20, 20), (50, 50, 50), (90, 90, 90), (30, 30, 190), (180, 90, 40), (140, 140, 140),
)  # fmt: skip
MARKING_HEIGHT = 64


@dataclass(frozen=True)
class Line:
    """What was written: its ink, and the `height` of a character in pixels at `scale` pixels per millimetre."""

    text: str
    kind: Kind
    ink: Picture
    colour: Colour
    height: float
    scale: float


def drawn_line(chance: random.Random) -> Sample:
    """Draws a line and how it was read; a label that is printed before it belongs to its text."""
    line = _written(chance)
    page, label, beside = _on_paper(chance, line)
    size = min(chance.uniform(LOWEST, HIGHEST) / line.height, LARGEST)
    seen = _seen(chance, page, size, line.height * size)
    crop = _cut_out(chance, seen, line, beside, size)
    return Sample(at_reading_height(_as_looked_at(chance, crop, line.kind)), label + line.text)


def _written(chance: random.Random) -> Line:
    text, kind = line_text(chance)
    by_hand = chance.random() < BY_HAND
    scale = chance.uniform(5, 9)
    tall = chance.uniform(3.5, 11) if kind is Kind.MARKING else chance.uniform(3.2, 7)
    if by_hand:
        ink = written(chance, text, drawn_hand(chance, text), tall, scale)
        inks = PENS if kind is not Kind.MARKING or chance.random() < 0.6 else INKS
    else:
        ink = _printed(chance, text, tall * scale)
        inks = MARKING_INKS if kind is Kind.MARKING else PRINT_INKS
    return Line(text, kind, ink, chance.choice(inks), tall * scale, scale)


def _printed(chance: random.Random, text: str, height: float) -> Picture:
    """The ink of printed text, sometimes pale or letter-spaced (字距)."""
    font = loaded(drawn_face(chance, text), max(8, 2 * round(height / 2)))
    spacing = chance.uniform(-0.02, 0.3) * height if chance.random() < 0.4 else 0.0
    width = round(font.getlength(text) + spacing * len(text)) + 20
    image = Image.new("L", (width, round(height * 1.6)), 0)
    draw, x = ImageDraw.Draw(image), 6.0
    strength = 255 if chance.random() < 0.7 else chance.randint(70, 255)
    for character in text:
        draw.text((x, height * 0.15), character, font=font, fill=strength)
        x += font.getlength(character) + spacing
    return trimmed(np.asarray(image, np.uint8))


def _on_paper(chance: random.Random, line: Line) -> tuple[Picture, str, int]:
    """The page around `line`, the label before it, and the room that this takes."""
    tall, width = line.ink.shape
    padding = round(PADDING * line.height)
    page, label, beside = drawn_form(chance, line.kind, (width, tall), len(line.text), line.height, line.scale)
    press(page, line.ink, line.colour, padding + beside, padding)
    if chance.random() < BENEATH_A_SEAL:
        _press_seal(chance, page, line.scale)
    return page, label, beside


def _press_seal(chance: random.Random, page: Picture, scale: float) -> None:
    seal, pressing = drawn_seal(chance), drawn_pressing(chance)
    ink = pressed(chance, seal, pressing, scale * 0.9)
    half = ink.shape[1] // 2
    left = chance.randint(-half, max(1, page.shape[1] - half))
    press(page, ink, pressing.colour, left, round(page.shape[0] / 2 - ink.shape[0] * chance.uniform(0.1, 0.9)))


def _seen(chance: random.Random, page: Picture, size: float, height: float) -> Picture:
    """`page` made `size` times as large, its corners a little off, as a camera leaves them after straightening."""
    tall, wide = round(page.shape[0] * size), round(page.shape[1] * size)
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    off = np.array([[chance.gauss(0, 0.04 * tall) for _ in range(2)] for _ in corners], np.float32)
    seen = corners * np.array([wide, tall], np.float32) + off
    matrix = cv2.getPerspectiveTransform(corners * np.array(page.shape[1::-1], np.float32), seen)
    if size < 0.7:
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), 0.35 / size), np.uint8)
    flat = cv2.warpPerspective(page, matrix, (wide, tall), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    picture = lit(chance, np.asarray(flat, np.uint8))
    if chance.random() < 0.6:
        reach = chance.uniform(0.2, min(1.6, 0.05 * height + 0.2))
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), reach), np.uint8)
    return stored(chance, picture)


def _cut_out(chance: random.Random, page: Picture, line: Line, beside: int, size: float) -> Picture:
    """The line and its label, with more or less paper around them."""
    tall, width = line.ink.shape
    padding, height = round(PADDING * line.height), line.height * size
    margin = chance.uniform(0.02, 0.3) * height
    left = round(padding * size - chance.uniform(0.1, 0.7) * height)
    right = round((padding + beside + width) * size + chance.uniform(0.1, 0.7) * height)
    upper = round(padding * size - margin)
    lower = round((padding + tall) * size + margin * chance.uniform(0.6, 1.4))
    return np.ascontiguousarray(page[max(0, upper) : lower, max(0, left) : right])


def _as_looked_at(chance: random.Random, crop: Picture, kind: Kind) -> Picture:
    """`crop` as it is, or with some ink taken away, as when a line is read again."""
    view = chance.random()
    if kind is Kind.MARKING and view < 0.6:
        wide = max(MARKING_HEIGHT, round(crop.shape[1] * MARKING_HEIGHT / crop.shape[0]))
        high = cv2.resize(crop, (wide, MARKING_HEIGHT), interpolation=cv2.INTER_AREA)
        return chance.choice(ALL_VIEWS)(np.asarray(high, np.uint8))
    if view < 0.15:
        return without_colour(crop)
    if view < 0.3:
        return black_print(crop)
    if view < 0.4:
        return without_rules(crop)
    return own_ink(crop) if view < 0.46 else crop
