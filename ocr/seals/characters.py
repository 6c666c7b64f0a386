"""Characters of seals: which are Chinese, and which of a reading belong to the text."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import fmean, median

from ocr.engines import Recognition

OPENING, CLOSING = "（(〔", "）)〕"
DOUBTFUL_END = 0.6
"""A first or last character with a lower score is a scrap of something else."""
FAR = 1.9
"""A first or last character that stands this many times the usual distance away belongs to something else."""
HOLE = 1.42
"""Neighbours that stand this many times the usual distance apart have lost a character between them."""
OF_DATES = "年月日目"
"""Signs that follow the numbers of a date, on which seals are pressed; and what half a 日 is read as."""
CHINESE = re.compile(r"[\u3400-\u9fff]")


def is_chinese(character: str) -> bool:
    """Whether `character` is a Chinese one (汉字)."""
    return bool(CHINESE.match(character))


def chinese_in(text: str) -> str:
    """The Chinese characters of `text` alone."""
    return "".join(CHINESE.findall(text))


def trimmed(recognition: Recognition, least: float = DOUBTFUL_END) -> Recognition:
    """`recognition` without what stands before and after its text: numbers, strokes of the outline, scraps of words.

    A first or last character with a score below `least` is dropped as well.
    """
    kept = list(range(len(recognition.text)))
    while kept and _foreign(recognition, kept, 0, least):
        kept.pop(0)
    while kept and _foreign(recognition, kept, -1, least):
        kept.pop()
    scores = tuple(recognition.character_scores[index] for index in kept)
    return Recognition(
        text="".join(recognition.text[index] for index in kept),
        score=fmean(scores) if scores else 0.0,
        character_scores=scores,
        character_places=tuple(recognition.character_places[index] for index in kept),
    )


def has_hole(recognition: Recognition) -> bool:
    """Whether two neighbours stand so far apart that a character between them was not read."""
    steps = [after - before for before, after in pairwise(recognition.character_places)]
    return bool(steps) and max(steps) > HOLE * median(steps)


def _foreign(recognition: Recognition, kept: list[int], end: int, least: float) -> bool:
    """Whether the character at `end` of those `kept` is no part of the text."""
    character = recognition.text[kept[end]]
    text = "".join(recognition.text[index] for index in kept)
    closes = end == -1 and character in CLOSING and any(opening in text for opening in OPENING)
    if not is_chinese(character) and not closes:
        return True
    if end == -1 and character in OF_DATES and text[-2:-1].isdigit():
        return True
    if recognition.character_scores[kept[end]] < least:
        return True
    if len(kept) < 4:
        return False
    places = [recognition.character_places[index] for index in kept]
    steps = [after - before for before, after in pairwise(places)]
    return (steps[0] if end == 0 else steps[-1]) > FAR * median(steps)
