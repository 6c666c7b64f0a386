"""Labelled fields as certificates print them: labels spread to one width (名　　称), values wrapped beside them."""

import random
from dataclasses import dataclass
from datetime import date

from tests.specimens import fonts
from tests.specimens.fonts import Typeface, covering
from tests.specimens.pictures import Colour
from tests.specimens.sheet import BLACK, Box, Frame, TextRun, text_width, wrapped
from tests.specimens.units import Unit


@dataclass(frozen=True)
class FieldStyle:
    """Faces, sizes in millimetres and colours of labels and values."""

    label_face: Typeface
    value_face: Typeface
    label_size: float
    value_size: float
    label_width: float
    gap: float
    pitch: float
    label_colour: Colour
    colon: str
    ends_level: bool = False


@dataclass(frozen=True)
class Field:
    """One item. `key` names its box; `small` values are printed smaller, as long scopes are."""

    key: str
    label: str
    value: str
    small: bool = False


def drawn_style(chance: random.Random, embeddable_only: bool, unit: Unit) -> FieldStyle:
    """Draws a style for the unit's values; with `embeddable_only`, these are set in faces that PDF text can use."""
    songs = [face for face in fonts.SONG if face.embeddable or not embeddable_only]
    others = [face for face in fonts.HEI + fonts.KAI if face.embeddable or not embeddable_only]
    label_size = chance.uniform(4.0, 5.4)
    return FieldStyle(
        label_face=chance.choice(fonts.HEI + fonts.HEI_BOLD[:1] + fonts.SONG_BOLD[:2] + fonts.KAI),
        value_face=chance.choice(covering(songs * 2 + others, _said_of(unit))),
        label_size=label_size,
        value_size=label_size * chance.uniform(0.82, 1.05),
        label_width=label_size * chance.uniform(5.4, 7),
        gap=chance.uniform(1.5, 6),
        pitch=label_size * chance.uniform(1.75, 2.2),
        label_colour=chance.choice((BLACK, BLACK, (60, 50, 45), (70, 50, 110))),
        colon=chance.choice(("", "", "", "：")),
    )


def _said_of(unit: Unit) -> str:
    texts = (unit.name, unit.nature, unit.address, unit.authority, unit.representative, unit.scope, unit.capital)
    return "".join(texts) + unit.sponsor + unit.place.seat


def print_label(frame: Frame, style: FieldStyle, label: str, x: float, y: float, width: float) -> None:
    """Prints a label with its characters spread over the width, baseline at y."""
    natural = text_width(label, style.label_face, style.label_size)
    tracking = max((width - natural) / max(len(label) - 1, 1), -0.12 * style.label_size)
    frame.text(TextRun(label, x, y, style.label_size, style.label_face, style.label_colour, tracking))
    if style.colon:
        frame.text(TextRun(style.colon, x + width, y, style.label_size, style.label_face, style.label_colour))


def print_fields(frame: Frame, style: FieldStyle, x: float, y: float, width: float, fields: list[Field]) -> float:
    """Prints fields below one another; gives the baseline where the next would stand."""
    for field in fields:
        print_label(frame, style, field.label, x, y, style.label_width)
        left = x + style.label_width + style.gap + (style.label_size if style.colon else 0)
        size = style.value_size * (0.72 if field.small else 1)
        lines = wrapped(field.value, style.value_face, size, x + width - left)
        boxes = [
            frame.text(TextRun(line, left, y + row * size * 1.32, size, style.value_face))
            for row, line in enumerate(lines)
        ]
        if boxes:
            frame.sheet.boxes[field.key] = around(boxes)
        y += max(style.pitch, style.pitch * 0.45 + size * 1.32 * len(lines))
    return y


def around(boxes: list[Box]) -> Box:
    """Gives the box around several boxes."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top


def chinese_date(day: date, padded: bool = True) -> str:
    """Gives 2026年03月05日, or 2026年3月5日."""
    return f"{day.year}年{day:%m}月{day:%d}日" if padded else f"{day.year}年{day.month}月{day.day}日"


def print_signing_block(
    chance: random.Random, frame: Frame, style: FieldStyle, label: str, x: float, y: float, authority: str, issued: date
) -> None:
    """Prints the authority's label and the date, and remembers where the seal goes over both."""
    print_label(frame, style, label, x, y, style.label_width * 1.15)
    right = x + style.label_width * 1.15 + style.gap
    if chance.random() < 0.45:
        size = min(style.value_size, (frame.width - 20 - right) / len(authority))
        frame.sheet.boxes["authority"] = frame.text(TextRun(authority, right, y, size, style.value_face))
    below = y + style.pitch * chance.uniform(0.9, 1.1)
    spaced = chance.choice(("{0}年{1:02d}月{2:02d}日", "{0} 年 {1:02d} 月 {2:02d} 日", "{0}年 {1} 月 {2} 日"))
    text = spaced.format(issued.year, issued.month, issued.day)
    left = x + style.label_width * chance.uniform(0.5, 0.9)
    frame.sheet.boxes["issued"] = frame.text(TextRun(text, left, below, style.value_size, style.value_face))
    middle = frame.point(right + chance.uniform(-2, 16), (y + below) / 2 + chance.uniform(-5, 3))
    frame.sheet.boxes["signing"] = (*middle, 0.0, 0.0)
