"""Ornaments of certificates: border, emblem of our own, tint, security text, QR code. All painted on the sheet."""

import math
import random

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

from tests.specimens import fonts
from tests.specimens.fonts import Typeface
from tests.specimens.pictures import Colour, Picture, cover, press, smooth_field
from tests.specimens.printing import run_ink
from tests.specimens.sheet import Frame, TextRun

GUILLOCHE_COLOURS: tuple[Colour, ...] = (
    (95, 130, 140),
    (120, 140, 130),
    (70, 110, 160),
    (140, 150, 110),
    (60, 80, 170),
)
TINTS: tuple[Colour, ...] = ((230, 240, 252), (235, 238, 245), (240, 246, 242), (226, 236, 246), (245, 245, 238))
GOLD: Colour = (40, 150, 205)


def paint_tint(frame: Frame, width: float, height: float, inset: float, colour: Colour) -> None:
    """Fills the inside of a border with a pale colour."""
    frame.sheet.is_painted = True
    start, end = frame.pixel(inset, inset), frame.pixel(width - inset, height - inset)
    cv2.rectangle(frame.sheet.canvas, start, end, colour, -1)


def paint_security_text(chance: random.Random, frame: Frame, width: float, height: float, inset: float) -> None:
    """Repeats pale words across the page, as printed paper does against copying."""
    words = chance.choice(("SCJDGL", "SCJDGL", "ZHYZ", "样张", "DENGJI"))
    face, size = fonts.HEI_BOLD[1], chance.uniform(5, 9)
    colour = chance.choice(((205, 220, 246), (222, 228, 236), (214, 232, 240), (232, 226, 222)))
    run = TextRun(words, 0, 0, size * frame.factor, face, colour, opacity=chance.uniform(0.35, 0.85))
    ink, _, _ = run_ink(run, frame.sheet.scale)
    pitch, row = chance.uniform(55, 80), chance.uniform(24, 36)
    top = inset + chance.uniform(4, 12)
    shifted = False
    while top < height - inset - size:
        left = inset + (pitch / 2 if shifted else 2)
        while left < width - inset - size * 2:
            press(frame.sheet.canvas, ink, colour, *frame.pixel(left, top))
            left += pitch
        top, shifted = top + row, not shifted


def paint_border(chance: random.Random, frame: Frame, width: float, height: float, inset: float) -> None:
    """Paints a border of the drawn style around the frame: woven curves, a meander, or plain lines."""
    frame.sheet.is_painted = True
    colour = chance.choice(GUILLOCHE_COLOURS)
    style = chance.choice(("guilloche", "guilloche", "guilloche", "meander", "meander", "lines"))
    depth = chance.uniform(5, 9)
    _note_border(frame, width, height, inset, depth)
    _rectangle(frame, inset, inset, width - inset, height - inset, colour, 0.5)
    if style == "lines":
        _rectangle(frame, inset + 2, inset + 2, width - inset - 2, height - inset - 2, colour, 1.2)
        return
    _rectangle(frame, inset + depth, inset + depth, width - inset - depth, height - inset - depth, colour, 0.3)
    sides = (
        ((inset, inset + depth / 2), (width - inset, inset + depth / 2)),
        ((inset, height - inset - depth / 2), (width - inset, height - inset - depth / 2)),
        ((inset + depth / 2, inset), (inset + depth / 2, height - inset)),
        ((width - inset - depth / 2, inset), (width - inset - depth / 2, height - inset)),
    )
    for start, end in sides:
        if style == "guilloche":
            _weave(frame, start, end, depth * 0.46, colour)
        else:
            _meander(frame, start, end, depth * 0.3, colour)


def _note_border(frame: Frame, width: float, height: float, inset: float, depth: float) -> None:
    """Notes where the border's four sides lie."""
    sides = {
        "upper": (inset, inset, width - 2 * inset, depth),
        "lower": (inset, height - inset - depth, width - 2 * inset, depth),
        "left": (inset, inset, depth, height - 2 * inset),
        "right": (width - inset - depth, inset, depth, height - 2 * inset),
    }
    for name, (x, y, across, down) in sides.items():
        place = (*frame.point(x, y), across * frame.factor, down * frame.factor)
        frame.sheet.boxes[f"border_{name}"] = place


def paint_emblem(chance: random.Random, frame: Frame, x: float, y: float, radius: float) -> None:
    """Paints a neutral round ornament (rays, ears of grain, a wave) where a certificate carries its emblem."""
    frame.sheet.is_painted = True
    red: Colour = chance.choice(((40, 30, 200), (50, 45, 185), (45, 35, 215)))
    gold: Colour = chance.choice(((60, 190, 240), (40, 160, 215), (80, 175, 205)))
    canvas, centre = frame.sheet.canvas, frame.pixel(x, y)
    unit = radius * frame.factor * frame.sheet.scale
    frame.sheet.boxes["emblem"] = (*frame.point(x - radius, y - radius), *2 * (2 * radius * frame.factor,))
    cv2.circle(canvas, centre, round(unit), gold, -1, cv2.LINE_AA)
    cv2.circle(canvas, centre, round(unit * 0.78), red, -1, cv2.LINE_AA)
    for leaf in range(28):
        angle = 2 * math.pi * leaf / 28
        tip = (round(centre[0] + unit * 0.89 * math.cos(angle)), round(centre[1] + unit * 0.89 * math.sin(angle)))
        cv2.ellipse(canvas, tip, (round(unit * 0.09), round(unit * 0.04)), math.degrees(angle) + 60, 0, 360, red, 1, 16)
    for ray in range(12):
        angle = math.pi * (ray + 0.5) / 12
        far = (round(centre[0] + unit * 0.6 * math.cos(angle)), round(centre[1] - unit * 0.6 * math.sin(angle)))
        near = (round(centre[0] + unit * 0.3 * math.cos(angle)), round(centre[1] - unit * 0.3 * math.sin(angle)))
        cv2.line(canvas, near, far, gold, max(1, round(unit * 0.03)), cv2.LINE_AA)
    cv2.ellipse(canvas, centre, (round(unit * 0.22), round(unit * 0.22)), 0, 180, 360, gold, -1, cv2.LINE_AA)
    for wave in range(3):
        down = round(centre[1] + unit * (0.16 + 0.16 * wave))
        span = round(unit * (0.55 - 0.1 * wave))
        cv2.line(canvas, (centre[0] - span, down), (centre[0] + span, down), gold, max(1, round(unit * 0.05)), 16)
    foot = np.array([[-0.7, 0.75], [0.7, 0.75], [0.82, 1.2], [0.3, 1.02], [-0.3, 1.02], [-0.82, 1.2]]) * unit + centre
    cv2.fillPoly(canvas, [np.round(foot).astype(np.int32)], red, cv2.LINE_AA)


def paint_title(chance: random.Random, frame: Frame, title: TextRun) -> None:
    """Paints a title in foil-like colour that brightens and darkens across it."""
    placed = TextRun(
        title.text, *frame.point(title.x, title.y), title.size * frame.factor, title.face, title.colour,
        title.tracking * frame.factor,
    )  # fmt: skip
    ink, left, top = run_ink(placed, frame.sheet.scale)
    scale = frame.sheet.scale
    frame.sheet.boxes["title"] = (left / scale, top / scale, ink.shape[1] / scale, ink.shape[0] / scale)
    shine = smooth_field(chance, ink.shape[1], ink.shape[0], 6) * chance.uniform(0, 0.5)
    press(frame.sheet.canvas, (ink * (1 - shine)).astype(np.uint8), title.colour, left, top)


def paint_qr(frame: Frame, content: str, x: float, y: float, side: float) -> None:
    """Paints a QR code of the content, `side` millimetres wide."""
    frame.sheet.is_painted = True
    matrix = np.array([list(row) for row in segno.make(content, error="m", micro=False).matrix], np.uint8)
    modules: Picture = np.where(matrix > 0, 20, 255).astype(np.uint8)
    pixels = max(matrix.shape[0] * 2, round(side * frame.factor * frame.sheet.scale))
    square = cv2.resize(modules, (pixels, pixels), interpolation=cv2.INTER_NEAREST_EXACT)
    quiet = cv2.copyMakeBorder(square, 6, 6, 6, 6, cv2.BORDER_CONSTANT, value=255)
    frame.sheet.boxes["qr"] = (*frame.point(x, y), side * frame.factor, side * frame.factor)
    left, top = frame.pixel(x, y)
    cover(frame.sheet.canvas, np.asarray(cv2.cvtColor(quiet, cv2.COLOR_GRAY2BGR), np.uint8), left - 6, top - 6)


def specimen_mark(chance: random.Random, frame: Frame, width: float, height: float, face: Typeface) -> None:
    """Prints 样张 discreetly near a corner."""
    corners = ((8, 6), (width - 18, 6), (8, height - 4), (width - 18, height - 4), (width / 2 - 4, height - 3.5))
    x, y = chance.choice(corners)
    size, grey = chance.uniform(2.6, 3.6), chance.randint(120, 190)
    frame.text(TextRun("样张", x, y, size, face, (grey, grey, grey)))


def _rectangle(frame: Frame, x0: float, y0: float, x1: float, y1: float, colour: Colour, thickness: float) -> None:
    width = max(1, round(thickness * frame.factor * frame.sheet.scale))
    cv2.rectangle(frame.sheet.canvas, frame.pixel(x0, y0), frame.pixel(x1, y1), colour, width, cv2.LINE_AA)


def _along(
    frame: Frame, start: tuple[float, float], end: tuple[float, float], offsets: list[tuple[float, float]]
) -> NDArray[np.int32]:
    """Gives pixels for points given as distance along a line and offset from it."""
    length = math.dist(start, end)
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    points = [(start[0] + ux * t - uy * n, start[1] + uy * t + ux * n) for t, n in offsets]
    return np.array([frame.pixel(*point) for point in points], np.int32)


def _weave(
    frame: Frame, start: tuple[float, float], end: tuple[float, float], amplitude: float, colour: Colour
) -> None:
    length = math.dist(start, end)
    steps = np.arange(0, length, 0.8)
    waves = max(6, round(length / 9))
    for strand in range(4):
        for sign in (1, -1):
            heights = sign * amplitude * (1 - 0.22 * strand) * np.sin(2 * np.pi * waves * steps / length)
            points = _along(frame, start, end, list(zip(steps.tolist(), heights.tolist(), strict=True)))
            cv2.polylines(frame.sheet.canvas, [points], False, colour, 1, cv2.LINE_AA)


def _meander(frame: Frame, start: tuple[float, float], end: tuple[float, float], half: float, colour: Colour) -> None:
    length, pitch = math.dist(start, end), half * 3
    offsets: list[tuple[float, float]] = []
    for step in range(int(length / pitch)):
        t = step * pitch
        shape = ((0, half), (0, -half), (0.75, -half), (0.75, half * 0.3), (0.35, half * 0.3), (0.35, -half * 0.3))
        offsets += [(t + across * pitch, down) for across, down in shape]
        offsets += [(t + 0.35 * pitch, half * 0.3), (t + 0.75 * pitch, half * 0.3), (t + 0.9 * pitch, half)]
    thickness = max(1, round(0.25 * frame.factor * frame.sheet.scale))
    cv2.polylines(frame.sheet.canvas, [_along(frame, start, end, offsets)], False, colour, thickness, cv2.LINE_AA)
