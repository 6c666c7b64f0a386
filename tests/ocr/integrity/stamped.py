"""Sheets with one seal, as born-digital pictures, scans and poorer copies."""

from __future__ import annotations

import random
from dataclasses import replace

import cv2
import numpy as np

from models.findings import BoxValue
from ocr.engines import Picture
from ocr.pages import decode_picture, encode_picture
from tests.specimens.pictures import press
from tests.specimens.seals import Pressing, Seal, drawn_pressing, pressed, unit_seal

SCALE = 200 / 25.4
UNIT, OTHER_UNIT = "岳阳市示例技术有限公司", "平江县样品建材贸易中心"
PLACE = (250, 300)


def stamp(seed: int = 1, name: str = UNIT) -> Seal:
    """The form of a unit's seal."""
    return unit_seal(random.Random(seed), "unit", name)


def pressing(seed: int = 1, **changes: float) -> Pressing:
    """How somebody pressed it."""
    return replace(drawn_pressing(random.Random(seed)), colour=(50, 40, 200), **changes)


def ink_of_stamp(seal: Seal, how: Pressing, seed: int = 1) -> Picture:
    """What the stamp leaves; another seed is another impression of the same stamp."""
    return pressed(random.Random(seed), seal, how, SCALE)


def sheet_with(ink: Picture, place: tuple[int, int] = PLACE, lines: int = 0) -> tuple[Picture, BoxValue]:
    """A white sheet with the ink at `place`, over `lines` of print, and the seal's box."""
    sheet = np.full((1100, 900, 3), 250, np.uint8)
    for line in range(lines):
        for mark in range(40):
            x, y = 60 + 20 * mark, 250 + 60 * line
            cv2.rectangle(sheet, (x, y), (x + 11, y + 18), (30, 30, 30), 2)
    press(sheet, ink, (50, 40, 200), *place)
    x, y, width, height = cv2.boundingRect((ink > 60).astype(np.uint8))
    return sheet, (place[0] + x, place[1] + y, width, height)


def copied(sheet: Picture, seed: int = 1, noise: float = 3.0, quality: int = 75) -> Picture:
    """The sheet as a scanner gives it again: a little noise, and compressed."""
    noisy = sheet + np.random.default_rng(seed).normal(0, noise, sheet.shape)
    _, encoded = cv2.imencode(".jpg", np.clip(noisy, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])
    return decode_picture(encoded.tobytes())


def stored(picture: Picture) -> Picture:
    """As it comes back from the store."""
    return decode_picture(encode_picture(picture))
