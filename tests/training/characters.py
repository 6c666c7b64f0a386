"""Characters by how common they are, and the words that names of units are made of."""

from __future__ import annotations

import json
import random
from importlib.resources import files

from tests.specimens import words

FIRST_ROW, FIRST_OF_LEVEL_TWO, LAST_ROW = 0xB0, 0xD8, 0xF7
EMPTY_CELLS = range(0xFA, 0xFF)
"""The end of the first level's last row, which holds nothing."""
FROM_ALL = 0.6
"""Share of the characters that are drawn from all common ones; the others are such as names of units are made of."""


def _rows(first: int, last: int) -> str:
    """The characters (汉字) in these rows of GB 2312."""
    return "".join(
        bytes((row, cell)).decode("gb2312")
        for row in range(first, last + 1)
        for cell in range(0xA1, 0xFF)
        if not (row == FIRST_OF_LEVEL_TWO - 1 and cell in EMPTY_CELLS)
    )


COMMON = _rows(FIRST_ROW, FIRST_OF_LEVEL_TWO - 1)
"""一级汉字: the 3755 common ones, in the order of their sounds."""
STANDARD = _rows(FIRST_ROW, LAST_ROW)
"""All of GB 2312's."""
WORDS: tuple[str, ...] = tuple(
    word
    for group in json.loads(files("ocr").joinpath("name_words.json").read_text(encoding="utf-8")).values()
    for word in group
)
OF_NAMES: tuple[str, ...] = tuple(sorted({character for word in WORDS for character in word} | set(words.FANCY)))


def drawn_character(chance: random.Random) -> str:
    """Draws one character, without regard to what stands beside it."""
    return chance.choice(COMMON if chance.random() < FROM_ALL else OF_NAMES)


def drawn_characters(chance: random.Random, count: int) -> str:
    """Draws so many characters that say nothing together."""
    return "".join(drawn_character(chance) for _ in range(count))
