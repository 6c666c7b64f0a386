"""What a line is written on: rules, boxes, a label before it; or print of any kind, which a marking lies across."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image, ImageDraw

from tests.specimens.fonts import loaded
from tests.specimens.pictures import Colour, Picture
from tests.training.faces import OF_FORMS
from tests.training.papers import bare, drawn_row
from tests.training.texts import LABELS, Kind

PADDING = 1.6
"""Paper around the line, in heights of a character."""
ROWS: Colour = (40, 40, 40)


def drawn_form(
    chance: random.Random, kind: Kind, size: tuple[int, int], count: int, height: float, scale: float
) -> tuple[Picture, str, int]:
    """Draws the paper for ink of `size` (width, height), `count` characters that are `height` pixels high.

    Gives the label on it too, and how far to the right the line begins for its sake.
    """
    width, tall = size
    padding = round(PADDING * height)
    image = Image.fromarray(bare(chance, width + 2 * padding, tall + 2 * padding))
    if kind is Kind.MARKING:
        if chance.random() < 0.55:
            _print_across(chance, image, height)
        return np.array(image), "", 0
    dark = chance.randint(0, 90)
    _rule(chance, image, (dark, dark, dark), size, count if kind is Kind.FIGURES else 0, height, scale)
    label, beside = "", 0
    if chance.random() < 0.3:
        image, label, beside = _with_label(chance, image, (dark, dark, dark), tall, height)
    if chance.random() < 0.12:
        _print_around(chance, image, tall, height)
    return np.array(image), label, beside


def _rule(
    chance: random.Random,
    image: Image.Image,
    colour: Colour,
    size: tuple[int, int],
    boxes: int,
    height: float,
    scale: float,
) -> None:
    """A rule to write on, or the upper and lower rule of a cell, divided into `boxes`; or none."""
    padding, draw = round(PADDING * height), ImageDraw.Draw(image)
    upper, lower, thick = padding, padding + size[1], max(1, round(0.2 * scale))
    kind = chance.random()
    if kind < 0.5:
        y = lower + round(chance.uniform(-0.25, 0.2) * height)
        draw.line((0, y, image.width, y + chance.randint(-2, 2)), fill=colour, width=thick)
    elif kind < 0.7:
        upper -= round(chance.uniform(0.05, 0.5) * height)
        lower += round(chance.uniform(0.05, 0.5) * height)
        for y in (upper, lower):
            draw.line((0, y, image.width, y), fill=colour, width=thick)
        if boxes and chance.random() < 0.3:
            for place in range(boxes + 1):
                x = padding + size[0] * place / boxes - chance.uniform(0, 2)
                draw.line((x, upper, x, lower), fill=colour, width=max(1, round(0.15 * scale)))


def _with_label(
    chance: random.Random, image: Image.Image, colour: Colour, tall: int, height: float
) -> tuple[Image.Image, str, int]:
    """The form with what is asked for printed before the line."""
    padding = round(PADDING * height)
    label = chance.choice(LABELS) + chance.choice(("：", "：", ""))
    font = loaded(chance.choice(OF_FORMS), max(8, 2 * round(height * 0.42)))
    beside = round(font.getlength(label) + chance.uniform(2, 12))
    wider = Image.new("RGB", (image.width + beside, image.height), image.getpixel((0, 0)))
    wider.paste(image, (beside, 0))
    ImageDraw.Draw(wider).text((padding, padding + tall * 0.2), label, font=font, fill=colour)
    return wider, label, beside


def _print_around(chance: random.Random, image: Image.Image, tall: int, height: float) -> None:
    """The rows above and below, of which a crop often shows a part."""
    padding, draw = round(PADDING * height), ImageDraw.Draw(image)
    size = max(8, 2 * round(height * 0.4))
    font = loaded(chance.choice(OF_FORMS), size)
    for y in (padding - size * chance.uniform(1.4, 2), padding + tall + size * chance.uniform(0.4, 1)):
        draw.text((chance.uniform(-10, 40), y), drawn_row(chance, chance.randint(4, 30)), font=font, fill=ROWS)


def _print_across(chance: random.Random, image: Image.Image, height: float) -> None:
    """The text of a certificate, which a watermark or a marking by hand was put across."""
    draw = ImageDraw.Draw(image)
    size = max(8, 2 * round(height * chance.uniform(0.3, 0.8) / 2))
    font, pitch = loaded(chance.choice(OF_FORMS), size), size * chance.uniform(1.3, 2.4)
    y = chance.uniform(0, pitch)
    while y < image.height:
        row = drawn_row(chance, round(image.width / size) + 2) if chance.random() < 0.7 else drawn_row(chance, 1) * 2
        dark = chance.randint(10, 90)
        draw.text((chance.uniform(-20, 20), y), row, font=font, fill=(dark, dark, dark))
        y += pitch
