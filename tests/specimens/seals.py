"""Seals (印章): the engraved form, and the ink that it leaves on paper."""

import math
import random
from dataclasses import dataclass, replace

import cv2
import numpy as np

from tests.specimens import fonts
from tests.specimens.fonts import Typeface, covering, loaded
from tests.specimens.pictures import Colour, Picture, numeric_chance, resized, smooth_field, turned

INKS: tuple[Colour, ...] = (
    (40, 30, 215), (60, 50, 200), (95, 75, 225), (45, 65, 235), (40, 30, 165), (70, 45, 230),
    (30, 20, 190), (110, 80, 210),
)  # fmt: skip
BLUE: Colour = (190, 90, 40)
SUPERSAMPLING = 2
MARGIN = 2.0
CAST = 110


@dataclass(frozen=True)
class Seal:
    """What is engraved. Lengths in millimetres; `line` stands under the star, `number` on the lower edge."""

    owner: str
    text: str
    shape: str = "round"
    width: float = 40.0
    height: float = 40.0
    line: str = ""
    number: str = ""
    has_star: bool = True
    rim: float = 1.0
    face: Typeface = fonts.SONG[1]
    letter: float = 5.5
    squeeze: float = 0.75
    spread: float = 250.0
    star: float = 7.0


@dataclass(frozen=True)
class Pressing:
    """How it was pressed: colour, tilt in degrees, `wear` and `texture` from 0 (even) to 1."""

    colour: Colour
    tilt: float
    wear: float
    texture: float
    strength: float = 1.0


def unit_seal(chance: random.Random, owner: str, name: str, number: str = "") -> Seal:
    """Draws the form of a unit's legal-name seal (单位公章)."""
    diameter = chance.choice((38, 40, 40, 42, 42, 45)) * chance.uniform(0.97, 1.03)
    seal = Seal(owner, name, width=diameter, height=diameter, number=number if chance.random() < 0.6 else "")
    seal = replace(seal, rim=chance.uniform(0.7, 1.5), star=chance.uniform(5.2, 8.0))
    return _with_lettering(chance, seal)


def oval_seal(chance: random.Random, owner: str, name: str, line: str = "") -> Seal:
    """Draws the form of an oval seal, 45 × 30 mm or 40 × 30 mm, without a star."""
    seal = Seal(owner, name, "oval", chance.choice((45.0, 40.0)), 30.0, line, has_star=False)
    seal = replace(seal, rim=chance.uniform(0.7, 1.2))
    return _with_lettering(chance, seal)


def special_seal(chance: random.Random, owner: str, name: str, line: str) -> Seal:
    """Draws a seal for one purpose (专用章) or of one department: a line of text below the centre."""
    if line == "发票专用章":
        return oval_seal(chance, owner, name, line)
    seal = replace(unit_seal(chance, owner, name), line=line, has_star=chance.random() < 0.8, star=5.5)
    return replace(seal, spread=min(seal.spread, 236.0))


def name_seal(chance: random.Random, name: str) -> Seal:
    """Draws the form of a person's square name seal (法定代表人名章), which is no seal of the unit."""
    side = chance.uniform(17, 21)
    seal = Seal("other", (name + "之印")[:4], "square", side, side, has_star=False, rim=chance.uniform(0.7, 1.3))
    return replace(seal, face=chance.choice((fonts.UKAI, fonts.SONG_BOLD[1], fonts.HEI[2])), letter=side * 0.4)


def authority_seal(chance: random.Random, name: str) -> Seal:
    """Draws the form of a registering authority's seal."""
    diameter = chance.uniform(34, 44)
    seal = Seal("authority", name, width=diameter, height=diameter, rim=chance.uniform(0.6, 1.2))
    return _with_lettering(chance, replace(seal, star=chance.uniform(5, 7)))


def drawn_pressing(chance: random.Random) -> Pressing:
    """Draws how somebody pressed a seal by hand."""
    tilt = chance.gauss(0, 9) if chance.random() < 0.8 else chance.uniform(-180, 180)
    colour = BLUE if chance.random() < 0.02 else chance.choice(INKS)
    return Pressing(colour, tilt, chance.uniform(0, 0.85), chance.uniform(0.1, 0.9), chance.uniform(0.75, 1))


def printed_pressing(chance: random.Random) -> Pressing:
    """Draws how a seal looks that was printed with the form: even and nearly upright."""
    return Pressing(chance.choice(INKS), chance.gauss(0, 1.5), 0.05, 0.05, chance.uniform(0.7, 1))


def engraved(seal: Seal, scale: float) -> Picture:
    """Draws the seal's relief at `scale` pixels per millimetre: 255 where it carries ink."""
    fine = scale * SUPERSAMPLING
    width, height = round((seal.width + 2 * MARGIN) * fine), round((seal.height + 2 * MARGIN) * fine)
    relief = np.zeros((height, width), np.uint8)
    centre = (width / 2, height / 2)
    if seal.shape == "square":
        _engrave_square(relief, seal, fine)
        return _coarse(relief)
    axes = (round((seal.width - seal.rim) / 2 * fine), round((seal.height - seal.rim) / 2 * fine))
    whole_centre = (round(centre[0]), round(centre[1]))
    cv2.ellipse(relief, whole_centre, axes, 0, 0, 360, 255, max(2, round(seal.rim * fine)), cv2.LINE_AA)
    _engrave_ring(relief, seal, fine)
    if seal.number:
        _engrave_number(relief, seal, fine)
    if seal.has_star:
        lift = 0.08 * seal.height if seal.line else 0
        _engrave_star(relief, (centre[0], centre[1] - lift * fine), seal.star * fine)
    if seal.line:
        _engrave_line(relief, seal, fine)
    return _coarse(relief)


def _coarse(relief: Picture) -> Picture:
    size = (round(relief.shape[1] / SUPERSAMPLING), round(relief.shape[0] / SUPERSAMPLING))
    return np.asarray(cv2.resize(relief, size, interpolation=cv2.INTER_AREA), np.uint8)


def _engrave_square(relief: Picture, seal: Seal, fine: float) -> None:
    edge, far = round(MARGIN * fine), round((MARGIN + seal.width) * fine)
    cv2.rectangle(relief, (edge, edge), (far, far), 255, round(seal.rim * fine))
    for place, character in enumerate(seal.text):
        across, down = 0.27 if place < 2 else -0.27, -0.22 if place % 2 == 0 else 0.22
        centre = (relief.shape[1] / 2 + across * far * 0.8, relief.shape[0] / 2 + down * far)
        _paste_turned(relief, _glyph(seal.face, character, seal.letter * fine, 0.95), centre, 0)


def pressed(chance: random.Random, seal: Seal, pressing: Pressing, scale: float) -> Picture:
    """Gives the ink that the seal leaves, turned as it was pressed: 0 none … 255 full."""
    relief = engraved(seal, scale)
    height, width = relief.shape
    grain = resized(numeric_chance(chance).random((height // 2, width // 2), np.float32), width, height)
    rough = cv2.GaussianBlur(relief, (0, 0), 0.25 + 0.5 * pressing.texture).astype(np.float32)
    rough = np.clip((rough - 128 + (grain - 0.5) * 150 * pressing.texture) * 3 + 128, 0, 255)
    pressure = 1 - pressing.wear * 0.62 * smooth_field(chance, width, height, chance.randint(2, 5)) ** 1.5
    blotches = 1 - pressing.texture * 0.5 * smooth_field(chance, width, height, chance.randint(18, 60))
    ink = rough * pressure * blotches * (1 - 0.3 * pressing.texture * grain) * pressing.strength
    return turned(ink.astype(np.uint8), pressing.tilt)


def _with_lettering(chance: random.Random, seal: Seal) -> Seal:
    faces = (*fonts.SONG[1:3], *fonts.SONG_BOLD[:2], fonts.UMING, fonts.ZENHEI, *fonts.HEI[2:4])
    count = len(seal.text)
    spread = min(chance.uniform(14, 20) * count, chance.uniform(235, 288 if not seal.number else 262))
    radius = (seal.width + seal.height) / 4
    tallest = 0.36 if seal.shape == "oval" else 0.3
    letter = min(chance.uniform(0.22, tallest) * radius, 7.0) if count < 22 else 0.22 * radius
    pitch = math.radians(spread) * (radius - seal.rim - letter) / max(count - 1, 1)
    squeeze = min(chance.uniform(0.62, 0.95), 1.12 * pitch / letter)
    face = chance.choice(covering(faces, seal.text + seal.line))
    return replace(seal, face=face, letter=letter, squeeze=max(squeeze, 0.36), spread=spread)


def _glyph(face: Typeface, character: str, height: float, squeeze: float) -> Picture:
    pixels = CAST
    font = loaded(face, pixels)
    mask = font.getmask(character, mode="L")
    drawn = np.asarray(mask, np.uint8).reshape(mask.size[1], mask.size[0])
    cell = np.zeros((round(pixels * 1.1), round(pixels * 1.1)), np.uint8)
    top, left = (cell.shape[0] - drawn.shape[0]) // 2, (cell.shape[1] - drawn.shape[1]) // 2
    if character in "一（）()、·-":
        left = (cell.shape[1] - drawn.shape[1]) // 2
    cell[max(top, 0) : max(top, 0) + drawn.shape[0], max(left, 0) : max(left, 0) + drawn.shape[1]] = drawn[
        : cell.shape[0], : cell.shape[1]
    ]
    return np.asarray(
        cv2.resize(
            cell, (max(4, round(1.1 * height * squeeze)), max(4, round(1.1 * height))), interpolation=cv2.INTER_AREA
        ),
        np.uint8,
    )


def _paste_turned(relief: Picture, glyph: Picture, centre: tuple[float, float], degrees: float) -> None:
    patch = turned(glyph, degrees)
    left, top = round(centre[0] - patch.shape[1] / 2), round(centre[1] - patch.shape[0] / 2)
    region = relief[max(top, 0) : top + patch.shape[0], max(left, 0) : left + patch.shape[1]]
    if region.shape == patch.shape:
        np.maximum(region, patch, out=region)


def _engrave_ring(relief: Picture, seal: Seal, fine: float) -> None:
    inset = seal.rim + 0.62 * seal.letter + 0.7
    across, down = (seal.width / 2 - inset) * fine, (seal.height / 2 - inset) * fine
    angles = _even_angles(len(seal.text), seal.spread, across, down)
    for character, angle in zip(seal.text, angles, strict=True):
        x = relief.shape[1] / 2 + across * math.sin(angle)
        y = relief.shape[0] / 2 - down * math.cos(angle)
        outward = math.degrees(math.atan2(math.sin(angle) / across, math.cos(angle) / down))
        _paste_turned(relief, _glyph(seal.face, character, seal.letter * fine, seal.squeeze), (x, y), -outward)


def _even_angles(count: int, spread: float, across: float, down: float) -> list[float]:
    """Gives angles from the top, clockwise, that lie evenly along the ellipse's edge."""
    steps = np.radians(np.linspace(-spread / 2, spread / 2, 400))
    speed = np.hypot(across * np.cos(steps), down * np.sin(steps))
    travelled = np.concatenate(([0.0], np.cumsum((speed[1:] + speed[:-1]) / 2)))
    places = np.linspace(0, travelled[-1], count) if count > 1 else np.array([travelled[-1] / 2])
    return [float(angle) for angle in np.interp(places, travelled, steps)]


def _engrave_number(relief: Picture, seal: Seal, fine: float) -> None:
    letter = 1.7
    across, down = ((side / 2 - seal.rim - 1.5) * fine for side in (seal.width, seal.height))
    angles = _even_angles(len(seal.number), min(5.0 * len(seal.number), 64), across, down)
    for character, angle in zip(seal.number, angles, strict=True):
        x = relief.shape[1] / 2 + across * math.sin(angle)
        y = relief.shape[0] / 2 + down * math.cos(angle)
        _paste_turned(relief, _glyph(fonts.HEI[3], character, letter * fine, 0.9), (x, y), math.degrees(angle))


def _engrave_star(relief: Picture, centre: tuple[float, float], radius: float) -> None:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        angle = math.pi * corner / 5
        points.append((centre[0] + reach * math.sin(angle), centre[1] - reach * math.cos(angle)))
    cv2.fillPoly(relief, [np.round(points).astype(np.int32)], 255, cv2.LINE_AA)


def _engrave_line(relief: Picture, seal: Seal, fine: float) -> None:
    room = seal.width * (0.6 if seal.shape == "round" else 0.62)
    letter = min(seal.letter * 0.95, room / len(seal.line) / 0.72)
    squeeze = min(0.9, room / len(seal.line) / letter)
    pitch = letter * squeeze * fine
    down = seal.height * (0.23 if seal.has_star else 0.1)
    for place, character in enumerate(seal.line):
        x = relief.shape[1] / 2 + (place - (len(seal.line) - 1) / 2) * pitch
        y = relief.shape[0] / 2 + down * fine
        _paste_turned(relief, _glyph(seal.face, character, letter * fine, squeeze), (x, y), 0)
