"""The phrases of a catalogue: those that stand as they are, and patterns with places for values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from babel.support import NullTranslations

PLACEHOLDER = re.compile(r"\{(\w*)\}")
_NARROW, _WIDE = "([^。；“”]*?)", "(.*?)"


@dataclass(frozen=True)
class Pattern:
    """A sentence with values in it, and what it is in the other language."""

    form: re.Pattern[str]
    names: tuple[str, ...]
    translation: str

    def with_values(self, values: Sequence[str]) -> str:
        """The translation with the values, each in the place that bears its name."""
        left = list(zip(self.names, values, strict=True))

        def value(placeholder: re.Match[str]) -> str:
            chosen = next((pair for pair in left if pair[0] == placeholder[1]), None)
            if chosen is None:
                return placeholder[0]
            left.remove(chosen)
            return chosen[1]

        return PLACEHOLDER.sub(value, self.translation).replace("  ", " ").strip()


@dataclass(frozen=True)
class Phrases:
    """What a catalogue knows."""

    known: dict[str, str]
    narrow: tuple[Pattern, ...]
    """Each value is a word or a few."""
    wide: tuple[Pattern, ...]
    """Each value is anything, as whole sentences."""


@cache
def phrases_of(catalogue: NullTranslations) -> Phrases:
    """The phrases; patterns that say most come first, so that a sentence is taken for the one that fits it best."""
    entries: dict[object, str] = getattr(catalogue, "_catalog", {})
    known = {text: translation for text, translation in entries.items() if isinstance(text, str) and text}
    texts = sorted(filter(PLACEHOLDER.search, known), key=lambda text: -len(PLACEHOLDER.sub("", text)))
    return Phrases(
        known,
        narrow=tuple(_pattern(text, known[text], _NARROW) for text in texts),
        wide=tuple(_pattern(text, known[text], _WIDE) for text in texts),
    )


def _pattern(text: str, translation: str, value: str) -> Pattern:
    literal = [re.escape(piece) for piece in PLACEHOLDER.split(text)[::2]]
    return Pattern(re.compile(value.join(literal), re.DOTALL), tuple(PLACEHOLDER.findall(text)), translation)
