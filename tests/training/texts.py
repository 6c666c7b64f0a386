"""What the rings and lines say.

About half of it is characters at random, and half of the names have one wrong character, mostly one that looks like the
right one. A network that sees nothing but true names learns the language, and then reads what ought to stand there
where nothing can be seen: 有限公司 on every ring. What it gives would be no evidence for the name that was typed.
"""

from __future__ import annotations

import random
from enum import Enum, auto

from tests.specimens import words
from tests.specimens.marking import PURPOSE
from tests.specimens.numbers import DIGITS, credit_code, identity_number, mobile_number
from tests.specimens.units import PREFIXES, drawn_unit
from tests.training.characters import WORDS, drawn_character, drawn_characters
from tests.training.look_alikes import drawn_look_alike

LONGEST_RING, LONGEST_OF_WORDS = 26, 22
BRACKETS = "（）"
OF_OTHERS = 0.25
"""Share of a name's characters that are replaced, so that it is of no province and no trade."""
OF_LOOK_ALIKES = 0.6
"""Share of wrong characters that look like the right one."""
LABELS = (
    "单位名称", "统一社会信用代码", "经办人", "经办人姓名", "身份证号", "身份证号码", "手机号", "联系电话",
    "日期", "姓名", "用人单位名称", "承诺人", "经办人签名", "单位", "手机号码", "法定代表人",
)  # fmt: skip
"""What stands printed before a value."""
CODE_PREFIXES = ("91", "92", "12", "51", "52")


class Kind(Enum):
    """What a line holds."""

    NAME = auto()
    UNIT = auto()
    FIGURES = auto()
    DATE = auto()
    MARKING = auto()


def ring_text(chance: random.Random) -> str:
    """Draws what stands around a seal, or is written as a unit's name."""
    kind = chance.random()
    if kind < 0.42:
        return drawn_characters(chance, min(24, max(4, round(chance.gauss(12, 3.5)))))
    text = _of_words(chance) if kind < 0.55 else _of_a_unit(chance)
    if chance.random() < 0.5:
        text = _nearly(chance, text)
    return text[:LONGEST_RING]


def line_text(chance: random.Random) -> tuple[str, Kind]:
    """Draws what is written on a line or printed across a page, and says what it is."""
    kind = chance.random()
    if kind < 0.25:
        return _name(chance), Kind.NAME
    if kind < 0.42:
        return ring_text(chance), Kind.UNIT
    if kind < 0.78:
        return _figures(chance), Kind.FIGURES
    if kind < 0.86:
        return _date(chance), Kind.DATE
    return _marking(chance), Kind.MARKING


def _of_words(chance: random.Random) -> str:
    text = ""
    while len(text) < chance.randint(5, 16):
        text += chance.choice(WORDS) if chance.random() < 0.6 else drawn_characters(chance, 2)
    return text[:LONGEST_OF_WORDS]


def _of_a_unit(chance: random.Random) -> str:
    unit = drawn_unit(chance, chance.choice(list(PREFIXES)))
    text = unit.name if chance.random() < 0.75 else unit.authority
    if chance.random() < 0.5:
        text = "".join(
            drawn_character(chance) if chance.random() < OF_OTHERS and character not in BRACKETS else character
            for character in text
        )
    return text


def _nearly(chance: random.Random, text: str) -> str:
    """`text` with one character changed, unless it falls on a bracket."""
    place = chance.randrange(len(text))
    if text[place] in BRACKETS:
        return text
    looks_alike = chance.random() < OF_LOOK_ALIKES
    wrong = drawn_look_alike(chance, text[place]) if looks_alike else drawn_character(chance)
    return text[:place] + wrong + text[place + 1 :]


def _name(chance: random.Random) -> str:
    family = chance.choice(words.FAMILY_NAMES) if chance.random() < 0.7 else drawn_character(chance)
    given = (
        chance.choice(words.GIVEN_NAMES) if chance.random() < 0.4 else drawn_character(chance)
        for _ in range(chance.choice((1, 2, 2)))
    )
    return family + "".join(given)


def _figures(chance: random.Random) -> str:
    """An identity number, a mobile number or a credit code; some of them only as long as one."""
    kind = chance.random()
    if kind < 4 / 9:
        return _digits(chance, 18) if chance.random() < 0.3 else identity_number(chance)
    if kind < 13 / 18:
        return mobile_number(chance) if chance.random() < 0.7 else _digits(chance, 11)
    return credit_code(chance, chance.choice(CODE_PREFIXES), f"4306{chance.randint(0, 99):02d}")


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(DIGITS) for _ in range(count))


def _date(chance: random.Random) -> str:
    year, month, day = chance.randint(2019, 2029), chance.randint(1, 12), chance.randint(1, 31)
    return chance.choice(
        (
            f"{year}年{month}月{day}日",
            f"{year}年{month:02d}月{day:02d}日",
            f"{year}-{month:02d}-{day:02d}",
            f"{year}.{month}.{day}",
        )
    )


def _marking(chance: random.Random) -> str:
    """The required purpose, often with a character or two that are others or are left out."""
    text = PURPOSE
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        place = chance.randrange(len(text))
        other = drawn_character(chance) if chance.random() < 0.6 else ""
        text = text[:place] + other + text[place + 1 :]
    return text
