"""The typefaces that seals are engraved in and forms are printed in, by how often they are met."""

from __future__ import annotations

import random

from tests.specimens import fonts
from tests.specimens.fonts import Typeface, covering

WEIGHED: tuple[tuple[Typeface, float], ...] = (
    *zip(fonts.SONG, (3, 3, 3, 1.5, 3), strict=True),
    *zip(fonts.SONG_BOLD, (3, 3, 2), strict=True),
    *zip(fonts.HEI, (2, 1.5, 1, 1, 1), strict=True),
    *zip(fonts.HEI_BOLD, (1, 1), strict=True),
    *zip(fonts.KAI, (1.5, 1.5, 1), strict=True),
    (fonts.WENKAI_BOLD, 1),
)
FACES = tuple(face for face, _ in WEIGHED)
WEIGHTS = tuple(weight for _, weight in WEIGHED)
OF_FORMS = (*fonts.SONG, *fonts.SONG_BOLD, *fonts.HEI[:4])
HANDS = (
    fonts.MA_SHAN_ZHENG, fonts.LONG_CANG, fonts.LONG_CANG, fonts.ZHI_MANG_XING, fonts.LIU_JIAN_MAO_CAO, fonts.UKAI,
    fonts.WENKAI, fonts.GKAI,
)  # fmt: skip
TRIED = 6
"""Faces that are drawn before the first one that has all characters is taken."""


def drawn_face(chance: random.Random, text: str) -> Typeface:
    """Draws a face that has every character of `text`."""
    return covering(chance.choices(FACES, WEIGHTS, k=TRIED), text)[0]


def drawn_hand(chance: random.Random, text: str) -> Typeface:
    """Draws a hand, legible or not, that has every character of `text`."""
    return covering(chance.sample(HANDS, len(HANDS)), text)[0]
