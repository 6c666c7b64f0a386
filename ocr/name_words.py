"""Words in the names of units (单位名称) that leave no choice: places, forms of organisation, trades.

岳阳市 with an illegible 市 is not 岳阳布, since no such place exists; a fancy name (字号) may have any.
So a doubtful character weighs less where what may stand there instead makes no word.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

WITHIN_A_WORD = 40.0
"""Odds that a character within such a word is the word's own, before anybody looks at the ink."""


def prior_odds(name: str, index: int, rival: str) -> float:
    """How much likelier the name's own character at `index` is than `rival`, before anybody looks at the ink.

    1 where both are possible, `WITHIN_A_WORD` where the character is part of a word and `rival` would make none.
    """
    words = [word for word in _words_at(name, index) if len(word[0]) > 1]
    if not words:
        return 1.0
    replaced = [word[: index - start] + rival + word[index - start + 1 :] for word, start in words]
    return 1.0 if any(other in _known() for other in replaced) else WITHIN_A_WORD


@cache
def _words_at(name: str, index: int) -> tuple[tuple[str, int], ...]:
    """The known words of `name` that cover the character at `index`, with where they start."""
    return tuple(
        (word, start)
        for word in _known()
        for start in range(max(0, index - len(word) + 1), index + 1)
        if name.startswith(word, start)
    )


@cache
def _known() -> frozenset[str]:
    groups = json.loads(files("ocr").joinpath("name_words.json").read_text(encoding="utf-8"))
    return frozenset(word for group in groups.values() for word in group)
