"""A seal of any form, pressed well or badly on paper that is printed or bare."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace

from tests.specimens.numbers import seal_number
from tests.specimens.pictures import Picture, press
from tests.specimens.seals import (
    Pressing,
    Seal,
    authority_seal,
    drawn_pressing,
    oval_seal,
    pressed,
    printed_pressing,
    special_seal,
    unit_seal,
)
from tests.training.damage import spoilt
from tests.training.faces import drawn_face
from tests.training.papers import used
from tests.training.texts import ring_text

LINES = ("合同专用章", "财务专用章", "人事专用章", "行政审批专用章", "(1)")
PAPER = 1.5
"""The paper's side, of the seal's."""


@dataclass(frozen=True)
class Impression:
    """A seal on paper, its centre in the picture's middle, at `scale` pixels per millimetre."""

    seal: Seal
    pressing: Pressing
    picture: Picture
    scale: float


def drawn_seal(chance: random.Random) -> Seal:
    """Draws a seal's form; its letters are larger, narrower or wider apart than most engravers' as well."""
    seal = _form(chance, ring_text(chance))
    larger = chance.uniform(0.88, 1.12) if len(seal.text) < 18 else chance.uniform(0.9, 1.02)
    return replace(
        seal,
        face=drawn_face(chance, seal.text + seal.line),
        letter=seal.letter * larger,
        squeeze=min(1.15, seal.squeeze * chance.uniform(0.88, 1.12)),
        spread=seal.spread * chance.uniform(0.92, 1.06),
    )


def _form(chance: random.Random, text: str) -> Seal:
    kind = chance.random()
    if kind < 0.72:
        return unit_seal(chance, "unit", text, _number(chance))
    if kind < 0.84:
        return authority_seal(chance, text)
    if kind < 0.9:
        return oval_seal(chance, "other", text, chance.choice(("", "发票专用章")))
    return special_seal(chance, "other", text, chance.choice(LINES))


def _number(chance: random.Random) -> str:
    """A number for the lower edge, of any region; or none."""
    return seal_number(chance, f"{chance.randint(0, 999_999):06d}") if chance.random() < 0.6 else ""


def drawn_impression(chance: random.Random, scale: float, seal: Seal) -> Impression:
    """Presses `seal` on drawn paper, in one of thirteen beside another one."""
    pressing = _pressing(chance)
    ink = spoilt(chance, pressed(chance, seal, pressing, scale), scale)
    side = max(round(max(seal.width, seal.height) * scale * PAPER), max(ink.shape) + 4)
    picture = used(chance, side, scale)
    press(picture, ink, pressing.colour, round((side - ink.shape[1]) / 2), round((side - ink.shape[0]) / 2))
    if chance.random() < 0.08:
        _press_another(chance, picture, scale, seal, pressing)
    return Impression(seal, pressing, picture, scale)


def _pressing(chance: random.Random) -> Pressing:
    pressing = drawn_pressing(chance) if chance.random() < 0.85 else printed_pressing(chance)
    if chance.random() < 0.25:
        pressing = replace(pressing, strength=chance.uniform(0.3, 0.75))
    if chance.random() < 0.1:
        pressing = replace(pressing, wear=chance.uniform(0.8, 1.1))
    return pressing


def _press_another(chance: random.Random, picture: Picture, scale: float, seal: Seal, pressing: Pressing) -> None:
    """Another seal that lies over the edge of this one, or nearly."""
    other = drawn_pressing(chance)
    ink = pressed(chance, drawn_seal(chance), other, scale)
    angle, away = chance.uniform(0, 2 * math.pi), chance.uniform(0.7, 1.5) * seal.width * scale / 2
    left = round(picture.shape[1] / 2 + away * math.cos(angle) - ink.shape[1] / 2)
    top = round(picture.shape[0] / 2 + away * math.sin(angle) - ink.shape[0] / 2)
    press(picture, ink, other.colour if chance.random() < 0.5 else pressing.colour, left, top)
