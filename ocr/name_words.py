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
    Without a rival nothing was seen, and any character may be meant: 云南 with a hidden 云 may as well be 湖南.
    """
    words = [(word, index - start) for word, start in _words_at(name, index) if len(word) > 1]
    if not words:
        return 1.0
    if not rival:
        return 1.0 if any(_alike_but_for(place, word) for word, place in words) else WITHIN_A_WORD
    replaced = [word[:place] + rival + word[place + 1 :] for word, place in words]
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
def _alike_but_for(place: int, word: str) -> bool:
    """Whether another known word differs from `word` in the character at `place` alone."""
    return any(
        other != word
        and len(other) == len(word)
        and other[:place] == word[:place]
        and other[place + 1 :] == word[place + 1 :]
        for other in _known()
    )


@cache
def _known() -> frozenset[str]:
    groups = json.loads(files("ocr").joinpath("name_words.json").read_text(encoding="utf-8"))
    return frozenset(word for group in groups.values() for word in group)
