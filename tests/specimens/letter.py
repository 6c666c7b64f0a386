"""The commitment letter (用户告知承诺书): typed or filled in by hand, as lines, a table or boxes."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from tests.specimens import fonts
from tests.specimens import letter_wording as wording
from tests.specimens.certificates.fields import around
from tests.specimens.fonts import Typeface, covering
from tests.specimens.handwriting import PENS, drawn_hand, figure_hand, signature_hand, written
from tests.specimens.ornament import specimen_mark
from tests.specimens.pictures import Colour
from tests.specimens.sheet import Box, Frame, Rule, Sheet, TextRun, text_width, wrapped

LEFT, RIGHT = 24.0, 186.0
LAYOUTS = ("lines", "lines", "table", "table", "boxes")
OPTIONAL = ("address", "username", "representative", "business")


@dataclass(frozen=True)
class LetterStyle:
    """How one letter is set, and with what it is filled in; `hand` is None for a typed one."""

    face: Typeface
    bold: Typeface
    size: float
    leading: float
    hand: Typeface | None
    figures: Typeface
    pen: Colour
    layout: str


def print_letter(chance: random.Random, sheet: Sheet, entries: Mapping[str, str], embeddable_only: bool) -> None:
    """Prints a letter with the entries; a key that is missing stays blank. Where things stand goes into the boxes."""
    style = _drawn_style(chance, entries, embeddable_only)
    page = Frame(sheet)
    y = _print_title(chance, page, style)
    omitted = {key for key in OPTIONAL if chance.random() < 0.12}
    keys = [key for key in wording.LABELS if key not in omitted]
    fields_first = chance.random() < 0.6
    if fields_first:
        y = _print_entries(chance, page, style, keys, entries, y)
    y = _print_clauses(chance, page, style, y, room=(170 if fields_first else 132))
    if not fields_first:
        y = _print_entries(chance, page, style, keys, entries, y + 2)
    _print_signing(chance, page, style, entries, max(y + 8, chance.uniform(225, 240)))
    specimen_mark(chance, page, 210, 297, style.face)


def _drawn_style(chance: random.Random, entries: Mapping[str, str], embeddable_only: bool) -> LetterStyle:
    faces = [face for face in (*fonts.SONG, *fonts.KAI, *fonts.HEI) if face.embeddable or not embeddable_only]
    bolds = (
        [fonts.ZENHEI, fonts.MICROHEI, fonts.UKAI, fonts.WENKAI_BOLD, fonts.SMILEY]
        if embeddable_only
        else [*fonts.SONG_BOLD, *fonts.HEI_BOLD, fonts.UKAI, fonts.WENKAI_BOLD, fonts.SMILEY]
    )
    is_handwritten = not embeddable_only and chance.random() < 0.5
    size = chance.uniform(3.7, 4.3)
    return LetterStyle(
        face=chance.choice(covering(faces, "".join(entries.values()))),
        bold=chance.choice(bolds),
        size=size,
        leading=size * chance.uniform(1.45, 1.7),
        hand=drawn_hand(chance, "".join(entries.values())) if is_handwritten else None,
        figures=figure_hand(chance),
        pen=chance.choice(PENS),
        layout=chance.choice(LAYOUTS),
    )


def _print_title(chance: random.Random, page: Frame, style: LetterStyle) -> float:
    size, y = chance.uniform(6.0, 7.6), chance.uniform(24, 32)
    lines = [wording.TITLE]
    if chance.random() < 0.55:
        lines, size = [wording.TITLE[: wording.TITLE_BREAK], wording.TITLE[wording.TITLE_BREAK :]], size * 1.15
    for line in lines:
        width = text_width(line, style.bold, size)
        page.text(TextRun(line, 105 - width / 2, y, size, style.bold))
        y += size * 1.45
    return y + chance.uniform(2, 5)


def _print_clauses(chance: random.Random, page: Frame, style: LetterStyle, y: float, room: float) -> float:
    lowest = y + room if y < 80 else 218
    notices = _numbered(chance.sample(wording.NOTICES, chance.randint(3, 6)))
    promises = _numbered(chance.sample(wording.PROMISES, chance.randint(3, 5)))
    for text in (chance.choice(wording.OPENINGS), *notices, chance.choice(wording.TURNS), *promises):
        lines = wrapped("　　" + text, style.face, style.size, RIGHT - LEFT)
        if y + len(lines) * style.leading > lowest:
            continue
        for line in lines:
            page.text(TextRun(line, LEFT, y, style.size, style.face))
            y += style.leading
    return y


def _numbered(clauses: list[str]) -> list[str]:
    return [f"{number}．{clause}" for number, clause in enumerate(clauses, start=1)]


def _print_entries(
    chance: random.Random, page: Frame, style: LetterStyle, keys: list[str], entries: Mapping[str, str], y: float
) -> float:
    labels = {key: chance.choice(wording.LABELS[key]) for key in keys}
    if style.layout == "table":
        return _print_table(chance, page, style, labels, entries, y)
    return _print_lines(chance, page, style, labels, entries, y + 2)


def _print_lines(
    chance: random.Random, page: Frame, style: LetterStyle, labels: dict[str, str], entries: Mapping[str, str], y: float
) -> float:
    pitch = chance.uniform(8, 9.5)
    short = {"operator_name", "mobile", "username", "pooling_area", "representative"}
    x, middle = LEFT, (LEFT + RIGHT) / 2 + 2
    keys = list(labels)
    for place, key in enumerate(keys):
        following = keys[place + 1] if place + 1 < len(keys) else ""
        is_half = key in short and (x > LEFT or following in short)
        right = middle - 4 if is_half and x == LEFT else RIGHT
        label = labels[key] + "："
        page.text(TextRun(label, x, y, style.size, style.face))
        start = x + text_width(label, style.face, style.size) + 1
        value = entries.get(key, "")
        if style.layout == "boxes" and key in ("credit_code", "id_number"):
            _enter_in_boxes(chance, page, style, key, value, start, y, right)
        else:
            page.rule(Rule(start, y + 1.4, right, y + 1.4))
            _enter(chance, page, style, key, value, (start + 2, y, right - start - 2))
        x = middle if is_half and x == LEFT else LEFT
        y += 0 if x > LEFT else pitch
    return y + 2 + (pitch if x > LEFT else 0)


def _print_table(
    chance: random.Random, page: Frame, style: LetterStyle, labels: dict[str, str], entries: Mapping[str, str], y: float
) -> float:
    height, divide = chance.uniform(8.2, 10), chance.uniform(62, 70)
    top = y - style.size
    thickness = chance.uniform(0.15, 0.4)
    for row, (key, label) in enumerate(labels.items()):
        line = top + row * height
        page.rule(Rule(LEFT, line, RIGHT, line, thickness))
        baseline = line + height / 2 + style.size * 0.36
        width = text_width(label, style.face, style.size)
        page.text(TextRun(label, (LEFT + divide - width) / 2, baseline, style.size, style.face))
        _enter(chance, page, style, key, entries.get(key, ""), (divide + 3, baseline, RIGHT - divide - 4))
    bottom = top + len(labels) * height
    page.rule(Rule(LEFT, bottom, RIGHT, bottom, thickness))
    for x in (LEFT, divide, RIGHT):
        page.rule(Rule(x, top, x, bottom, thickness))
    return bottom + style.size * 2


def _enter(
    chance: random.Random,
    page: Frame,
    style: LetterStyle,
    key: str,
    text: str,
    place: tuple[float, float, float],
    hand: Typeface | None = None,
) -> None:
    """Fills text in at place: left end, baseline and the room to the right, in millimetres."""
    if not text:
        return
    x, y, room = place
    hand = hand or _hand_for(style, text)
    if hand is None:
        size = min(style.size, style.size * room / text_width(text, style.face, style.size))
        page.sheet.boxes[f"letter_{key}"] = page.text(TextRun(text, x, y, size, style.face))
        return
    height = style.size * chance.uniform(1.1, 1.45)
    crowding = 0.28 * len(text) if text.isascii() else 0.0
    height = min(height, room / max(text_width(text, hand, 1.12) + crowding, 1))
    page.sheet.boxes[f"letter_{key}"] = _write(chance, page.sheet, style.pen, hand, text, (x, y, height))


def _hand_for(style: LetterStyle, text: str) -> Typeface | None:
    return style.figures if style.hand and text.isascii() else style.hand


def _write(
    chance: random.Random, sheet: Sheet, pen: Colour, hand: Typeface, text: str, place: tuple[float, float, float]
) -> Box:
    x, y, height = place
    ink = written(chance, text, hand, height, sheet.scale)
    width, tall = ink.shape[1] / sheet.scale, ink.shape[0] / sheet.scale
    return sheet.stamp(ink, pen, x + width / 2, y - tall * 0.38 + chance.uniform(-0.4, 0.4))


def _enter_in_boxes(
    chance: random.Random, page: Frame, style: LetterStyle, key: str, text: str, x: float, y: float, right: float
) -> None:
    side = min(5.6, (right - x) / 18)
    top, boxes = y - side * 0.76, []
    for edge in (top, top + side):
        page.rule(Rule(x, edge, x + 18 * side, edge, 0.15))
    for column in range(19):
        page.rule(Rule(x + column * side, top, x + column * side, top + side, 0.15))
    for column, character in enumerate(text[:18]):
        face = style.figures if style.hand else style.face
        width = text_width(character, face, style.size)
        left = x + column * side + (side - width) / 2
        if style.hand is None:
            boxes.append(page.text(TextRun(character, left, y, style.size, face)))
        else:
            boxes.append(_write(chance, page.sheet, style.pen, face, character, (left, y, style.size * 1.05)))
    if boxes:
        page.sheet.boxes[f"letter_{key}"] = around(boxes)


def _print_signing(
    chance: random.Random, page: Frame, style: LetterStyle, entries: Mapping[str, str], y: float
) -> None:
    unit, signature, day = wording.SIGNING_LABELS
    name = entries.get("unit_name", "") if chance.random() < 0.6 else ""
    wanted = text_width(unit + name, style.face, style.size) * (1.2 if style.hand else 1) + 3
    x, pitch = max(LEFT + 20, min(chance.uniform(92, 112), RIGHT - wanted)), chance.uniform(8.5, 11)
    y = min(y, 262)
    page.text(TextRun(unit, x, y, style.size, style.face))
    after = x + text_width(unit, style.face, style.size) + 1
    _enter(chance, page, style, "signing_unit", name, (after, y, RIGHT + 6 - after))
    page.text(TextRun(signature, x, y + pitch, style.size, style.face))
    name = entries.get("operator_name", "")
    if name:
        place = (x + text_width(signature, style.face, style.size) + 2, y + pitch, 40.0)
        _enter(chance, page, style, "signature", name, place, signature_hand(chance, name))
    label = day if chance.random() < 0.7 else ""
    page.text(TextRun(label or "　　", x, y + 2 * pitch, style.size, style.face))
    place = (x + text_width(label, style.face, style.size) + 2, y + 2 * pitch, 60.0)
    if entries.get("date"):
        _enter(chance, page, style, "date", entries["date"], place)
    else:
        page.text(TextRun("　　　年　　月　　日", *place[:2], style.size, style.face))
    page.sheet.boxes["signing"] = (x, y - style.size, 75.0, 2 * pitch + style.size)
