"""What stands within and under the ring: the line below the star, an oval seal's code, the number at the bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import pi

from ocr.engines import Picture, Reader, Recognition
from ocr.seals.characters import chinese_in
from ocr.seals.ink import Ink
from ocr.seals.lines import LOOKS, bottom_of_line, has_line, is_hidden, read_lines_across
from ocr.seals.names import special_words
from ocr.seals.unroll import Band, Stretch, unroll
from ocr.seals.view import SealView

NUMBER_BANDS = (Band(0.80, 0.97), Band(0.74, 0.94))
LOWER_BANDS = (Band(0.55, 0.95), Band(0.62, 0.95))
LOWER_TURN = 0.95 * pi
NUMBER_TURN = 0.6 * pi
LEAST_SCORE = 0.75
LEAST_INK = 0.015
"""Share of a crop that characters cover at the least."""
FEWEST_IN_SPECIAL, FEWEST_IN_LINE = 2, 3
"""Chinese characters of a line: 工会 has two, and no line without such a word has fewer than three."""
FEWEST_DIGITS = 6
NUMBER_DIGITS = 13
LEAST_NUMBER_RADIUS = 55.0
"""Pixels: the number of a smaller seal is less than five pixels high."""
ILLEGIBLE = "□"
"""Stands for a line that is there, or may be there under other ink, and cannot be read (阙文)."""
OTHER_TEXT = re.compile(r"\d{4}|\d年|年\d|月\d|\d月|\d日")
"""Numbers and dates are no lines of a seal."""


@dataclass(frozen=True)
class Inside:
    """The short texts of a seal."""

    line: str = ""
    number: str = ""
    code: str = ""
    unseen: str = ""
    """What the line is where what was read turns out to be other print: `ILLEGIBLE` where the seal's own ink stands as
    a line does, or something lies over where it would."""


def read_inside(view: SealView, bottom: float, reader: Reader, *, is_sure: bool = False) -> Inside:
    """The short texts of `view`, whose lowest point is at about the angle `bottom`, exactly where that `is_sure`."""
    lined = bottom_of_line(view, bottom, is_sure=is_sure)
    bottom = bottom if lined is None else lined
    lower = _written([_arc(view, bottom, band, LOWER_TURN) for band in LOWER_BANDS])
    is_large = view.ellipse.radius > LEAST_NUMBER_RADIUS
    numbers = _written([_arc(view, bottom, band, NUMBER_TURN) for band in NUMBER_BANDS]) if is_large else []
    read = reader.recognise([*lower, *numbers])
    across = _across(view, bottom, reader)
    arcs = [reading for reading in read[: len(lower)] if _is_apart(view) or special_words(reading.text)]
    unseen = ILLEGIBLE if lined is not None or is_hidden(view, bottom) else ""
    line = _line([*across, *arcs]) or ("" if _code(across) else unseen)
    return Inside(line=line, number=_number(read[len(lower) :]), code=_code(across), unseen=unseen)


def _is_apart(view: SealView) -> bool:
    """Whether the seal's ink could be told from print; not so for a black seal."""
    return view.layer.ink not in (Ink.ANY, Ink.BLACK)


def _across(view: SealView, bottom: float, reader: Reader) -> list[Recognition]:
    """The lines across the seal; looks again only where ink stands as a line does and none was read.

    Where print is not kept apart from the seal's ink, only words that seals bear count.
    """
    readings: list[Recognition] = []
    for look in LOOKS:
        seen = read_lines_across(view, bottom, look, reader)
        is_apart = look.ink and _is_apart(view)
        readings += [reading for reading in seen if is_apart or special_words(reading.text)]
        if any(_sureness(reading) > 0 for reading in readings) or not has_line(view, bottom):
            break
    return readings


def _written(crops: Sequence[Picture]) -> list[Picture]:
    """Those of `crops` with ink enough for a text."""
    return [crop for crop in crops if float((crop < 128).mean()) > LEAST_INK]


def _arc(view: SealView, bottom: float, band: Band, turn: float) -> Picture:
    """The bottom of the ring, read from the centre outward: heads towards the centre."""
    return unroll(view.ink, view.ellipse, band, Stretch(bottom - turn / 2, turn, inward=True))


def _line(readings: Sequence[Recognition]) -> str:
    """The surest Chinese line."""
    texts = [reading for reading in readings if _sureness(reading) > 0 and not OTHER_TEXT.search(reading.text)]
    return _tidy(max(texts, key=_sureness).text) if texts else ""


def _sureness(reading: Recognition) -> float:
    """How much a reading counts as a line: 0 where it is none."""
    letters = chinese_in(reading.text)
    is_special = bool(special_words(reading.text))
    if len(letters) < (FEWEST_IN_SPECIAL if is_special else FEWEST_IN_LINE) or reading.score < LEAST_SCORE:
        return 0.0
    bonus = 1.0 if is_special else 0.0
    return float(reading.score * len(letters) ** 0.5 + bonus)


def _tidy(text: str) -> str:
    """`text` without strokes at either end that are no characters of it."""
    return re.sub(r"^[^\u3400-\u9fff（(]+|[^\u3400-\u9fff0-9）)]+$", "", text)


def _number(readings: Sequence[Recognition]) -> str:
    """The digits at the bottom of the ring; thirteen are preferred (印章编码)."""
    found = [
        digits for reading in readings for digits in re.findall(r"\d+", reading.text) if len(digits) >= FEWEST_DIGITS
    ]
    return min(found, key=lambda digits: abs(len(digits) - NUMBER_DIGITS), default="")


def _code(readings: Sequence[Recognition]) -> str:
    """The tax or credit code in the middle of an oval seal (发票专用章)."""
    plain = [reading.text.upper() for reading in readings if not chinese_in(reading.text)]
    return max((match for text in plain for match in re.findall(r"[0-9A-Z]{15,20}", text)), key=len, default="")
