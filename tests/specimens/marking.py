"""The purpose marking (用途标注) on the certificate's copy: typed, written by hand, or as a watermark."""

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tests.specimens import fonts
from tests.specimens.fonts import covering
from tests.specimens.handwriting import PENS, drawn_hand, written
from tests.specimens.pictures import Colour, turned
from tests.specimens.sheet import Box, Sheet, TextRun, text_box, text_width

PURPOSE = "仅供注册职称评审系统账号使用"
TYPED_COLOURS: tuple[Colour, ...] = ((20, 20, 20), (40, 40, 40), (170, 70, 30), (40, 35, 200), (110, 110, 110))
WATERMARK_COLOURS: tuple[Colour, ...] = ((120, 120, 120), (90, 90, 90), (190, 110, 60), (70, 60, 215))
QUOTES = (("", ""), ("", ""), ("", ""), ("“", "”"), ("「", "」"), ("（", "）"))


CAREFUL = 0.85
"""Share of those who write smaller, or on two lines, rather than over what is printed."""


ILLEGIBLE_UNDER = ("emblem", "qr")
"""Where nobody could read a watermark."""
PALE = 0.5
"""Opacity of what anybody writes over."""


@dataclass(frozen=True)
class Mark:
    """How a marking is put on: style, lines, and angle in degrees anticlockwise."""

    style: str
    lines: tuple[str, ...]
    angle: float


def drawn_mark(chance: random.Random, text: str) -> Mark:
    """Draws how somebody puts the text on a copy."""
    style = chance.choice(("typed", "typed", "handwritten", "handwritten", "handwritten", "watermark"))
    opening, closing = chance.choice(QUOTES)
    whole = opening + text + closing
    lines: tuple[str, ...] = (whole,)
    if chance.random() < 0.25:
        split = chance.choice([place for place in (4, 6, 8, 10) if place < len(text) - 2] or [len(text) // 2])
        lines = (opening + text[:split], text[split:] + closing)
    angle = {"typed": chance.choice((0.0, 0.0, chance.uniform(-35, 35))), "handwritten": chance.gauss(0, 7)}.get(
        style, chance.choice((1, 1, -1)) * chance.uniform(15, 50)
    )
    if chance.random() < 0.06:
        angle = chance.choice((90.0, -90.0))
    return Mark(style, lines, angle)


def put_mark(chance: random.Random, sheet: Sheet, mark: Mark, avoid: list[Box]) -> Box:
    """Puts the marking on the sheet, off the given boxes as far as may be; gives its box in millimetres."""
    size = {"typed": chance.uniform(4, 7), "handwritten": chance.uniform(6.5, 11)}.get(
        mark.style, chance.uniform(8, 15)
    )
    is_careful = mark.style != "watermark" and chance.random() < CAREFUL
    fits: Iterable[_Fit]
    if mark.style == "watermark":
        avoid = [sheet.boxes[key] for key in ILLEGIBLE_UNDER if key in sheet.boxes]
    if is_careful:
        avoid = [*avoid, *printed_boxes(sheet)]
        fits = (_fit(chance, sheet, *attempt, avoid, tries=200) for attempt in _attempts(mark, size))
    else:
        fits = [_fit(chance, sheet, mark, size, avoid, tries=20 if mark.style == "watermark" else 200)]
    fit = _first_free(fits)
    if mark.style == "handwritten":
        return _write(chance, sheet, fit.mark, fit.size, fit.centre)
    return _print(chance, sheet, fit.mark, fit.size, fit.centre)


@dataclass(frozen=True)
class _Fit:
    """How and where a marking goes on a sheet, and how much of what is there it covers, in square millimetres."""

    mark: Mark
    size: float
    centre: tuple[float, float]
    covered: float


def _attempts(mark: Mark, size: float) -> list[tuple[Mark, float]]:
    """How somebody makes it fit into what room there is: in smaller characters, on two lines."""
    whole = "".join(mark.lines)
    halves = replace(mark, lines=(whole[: len(whole) // 2], whole[len(whole) // 2 :]))
    return [(mark, size), (mark, 0.8 * size), (halves, 0.9 * size), (mark, 0.65 * size), (halves, 0.7 * size)]


def _first_free(fits: Iterable[_Fit]) -> _Fit:
    tried = []
    for fit in fits:
        if not fit.covered:
            return fit
        tried.append(fit)
    return min(tried, key=lambda fit: fit.covered)


def printed_boxes(sheet: Sheet) -> list[Box]:
    """Gives where print stands, but for the pale words of the paper's ground."""
    return [text_box(run) for run in sheet.texts if run.visible and not run.angle and run.opacity > PALE]


def _fit(chance: random.Random, sheet: Sheet, mark: Mark, wished: float, avoid: list[Box], tries: int) -> _Fit:
    longest = max(len(line) for line in mark.lines)
    room = math.hypot(sheet.width, sheet.height) if 20 < abs(mark.angle) < 70 else sheet.width
    room = sheet.height if abs(mark.angle) > 80 else room
    size = min(wished, room * (0.62 if mark.style == "watermark" else 0.8) / longest)
    spread = size * longest * 1.08, size * 1.45 * len(mark.lines)
    sine, cosine = abs(math.sin(math.radians(mark.angle))), abs(math.cos(math.radians(mark.angle)))
    extent = spread[0] * cosine + spread[1] * sine, spread[0] * sine + spread[1] * cosine
    covered, x, y = _free_place(chance, sheet, extent, avoid, tries)
    return _Fit(mark, size, (x, y), covered)


def _free_place(
    chance: random.Random, sheet: Sheet, extent: tuple[float, float], avoid: list[Box], tries: int
) -> tuple[float, float, float]:
    across, down = extent[0] / 2 + 4, extent[1] / 2 + 4
    places = []
    for _ in range(tries):
        x = chance.uniform(across, sheet.width - across) if across * 2 < sheet.width else sheet.width / 2
        y = chance.uniform(down, sheet.height - down) if down * 2 < sheet.height else sheet.height / 2
        box = (x - extent[0] / 2, y - extent[1] / 2, *extent)
        places.append((sum(overlap(box, other) for other in avoid), x, y))
        if not places[-1][0]:
            break
    return min(places)


def overlap(one: Box, other: Box) -> float:
    """Gives the area that two boxes share, in square millimetres."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(across, 0) * max(down, 0)


def _write(chance: random.Random, sheet: Sheet, mark: Mark, size: float, centre: tuple[float, float]) -> Box:
    hand = drawn_hand(chance, "".join(mark.lines))
    pen = chance.choice(PENS)
    boxes = []
    for row, line in enumerate(mark.lines):
        ink = turned(written(chance, line, hand, size, sheet.scale), mark.angle)
        x, y = _row_centre(mark, size, row, centre)
        boxes.append(sheet.stamp(ink, pen, x, y))
    return _around(boxes)


def _print(chance: random.Random, sheet: Sheet, mark: Mark, size: float, centre: tuple[float, float]) -> Box:
    is_watermark = mark.style == "watermark"
    text = "".join(mark.lines)
    faces = (*fonts.EMBEDDABLE, *fonts.SONG_BOLD[:1], *fonts.HEI[2:4])
    face = chance.choice(covering(faces, text))
    colour = chance.choice(WATERMARK_COLOURS if is_watermark else TYPED_COLOURS)
    opacity = chance.uniform(0.35, 0.6) if is_watermark else 1.0
    boxes = []
    for row, line in enumerate(mark.lines):
        x, y = _row_centre(mark, size, row, centre)
        half = text_width(line, face, size) / 2
        radians = math.radians(mark.angle)
        left, base = x - half * math.cos(radians), y + half * math.sin(radians) + size * 0.35
        sheet.texts.append(TextRun(line, left, base, size, face, colour, angle=mark.angle, opacity=opacity))
        wide = 2 * half * abs(math.cos(radians)) + size * abs(math.sin(radians))
        tall = 2 * half * abs(math.sin(radians)) + size * abs(math.cos(radians))
        boxes.append((x - wide / 2, y - tall / 2, wide, tall))
    return _around(boxes)


def _row_centre(mark: Mark, size: float, row: int, centre: tuple[float, float]) -> tuple[float, float]:
    shift = (row - (len(mark.lines) - 1) / 2) * size * 1.45
    radians = math.radians(mark.angle)
    return centre[0] + shift * math.sin(radians), centre[1] + shift * math.cos(radians)


def _around(boxes: list[Box]) -> Box:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top
