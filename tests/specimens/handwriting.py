"""Handwriting: characters of a hand font, each a little different, along a line that is not quite straight."""

import random

import cv2
import numpy as np

from tests.specimens import fonts
from tests.specimens.fonts import Typeface, covering, loaded
from tests.specimens.pictures import Colour, Picture, smooth_field, trimmed

PENS: tuple[Colour, ...] = ((30, 28, 28), (20, 20, 20), (120, 50, 30), (150, 60, 25), (95, 40, 20), (60, 55, 55))
CASTS = (24, 32, 44, 60, 84, 120)
READABLE_HANDS = (fonts.MA_SHAN_ZHENG, fonts.LONG_CANG, fonts.LONG_CANG, fonts.ZHI_MANG_XING, fonts.UKAI)


FIGURE_HANDS = (fonts.LONG_CANG, fonts.LONG_CANG, fonts.UKAI)


def figure_hand(chance: random.Random) -> Typeface:
    """Draws a hand for codes and numbers, in which no figure can be taken for another."""
    return chance.choice(FIGURE_HANDS)


def drawn_hand(chance: random.Random, text: str) -> Typeface:
    """Draws a hand that a person can read without trouble."""
    return chance.choice(covering(READABLE_HANDS, text))


def signature_hand(chance: random.Random, text: str) -> Typeface:
    """Draws a hand for a signature, which may be harder to read."""
    return chance.choice(covering(fonts.HAND, text))


def written(chance: random.Random, text: str, face: Typeface, height: float, scale: float) -> Picture:
    """Writes one line with characters about `height` millimetres high; gives its ink."""
    pixels = height * scale
    step_noise, lean = chance.uniform(0.01, 0.05), chance.uniform(-0.12, 0.12)
    ink = np.zeros((round(pixels * 2.4), round(pixels * 1.25 * (len(text) + 2))), np.uint8)
    x, drift = pixels * 0.5, 0.0
    # These faces set figures closer together than people write them.
    spacing = chance.uniform(0.1, 0.26) if text.isascii() else chance.uniform(0.0, 0.12)
    for character in text:
        glyph, advance = _character(chance, character, face, pixels, lean)
        drift = drift * 0.8 + chance.gauss(0, step_noise) * pixels
        left, top = round(x), round(pixels * 0.6 + drift)
        region = ink[top : top + glyph.shape[0], left : left + glyph.shape[1]]
        np.maximum(region, glyph[: region.shape[0], : region.shape[1]], out=region)
        x += advance + spacing * pixels * chance.uniform(0.5, 1.5)
    return _with_pen_pressure(chance, trimmed(ink))


def _character(
    chance: random.Random, character: str, face: Typeface, pixels: float, lean: float
) -> tuple[Picture, float]:
    wanted = pixels * chance.uniform(0.9, 1.08)
    size = next((cast for cast in CASTS if cast >= wanted), CASTS[-1])
    font, factor = loaded(face, size), wanted / size
    mask = font.getmask(character, mode="L")
    side = round(size * 1.5)
    cell = np.zeros((side, side), np.uint8)
    if mask.size[0]:
        drawn = np.asarray(mask, np.uint8).reshape(mask.size[1], mask.size[0])
        _left, upper, _right, _lower = font.getbbox(character)
        top = round(size * 0.1 + upper)
        cell[max(top, 0) : max(top, 0) + drawn.shape[0], 2 : 2 + drawn.shape[1]] = drawn[
            : side - max(top, 0), : side - 2
        ]
    angle = chance.gauss(0, 2.2)
    matrix = cv2.getRotationMatrix2D((side / 2, side / 2), angle, 1)
    matrix[0, 1] += lean
    matrix[0, 2] -= lean * side / 2
    reach = max(4, round(side * factor))
    turned = cv2.warpAffine(cell, matrix * factor, (reach, reach), flags=cv2.INTER_LINEAR)
    return np.asarray(turned, np.uint8), font.getlength(character) * factor


def _with_pen_pressure(chance: random.Random, ink: Picture) -> Picture:
    height, width = ink.shape
    field = smooth_field(chance, width, height, max(4, 3 * width // max(height, 1)))
    pressure = chance.uniform(0.8, 1) - chance.uniform(0.1, 0.35) * field
    return np.asarray(cv2.GaussianBlur((ink * pressure).astype(np.uint8), (0, 0), 0.6), np.uint8)
