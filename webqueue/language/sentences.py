"""Sentences that were made in Chinese, of checks, fields and states, in the language of the page.

A sentence is looked up as a whole; failing that, by its pattern, whose values are put into the translation; failing
that, part by part. What nobody has translated, as what a person wrote, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from babel.support import NullTranslations
from flask_babel import get_translations

from webqueue.language.extraction import CHINESE

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_PART = re.compile(r"[^；。？]+[；。？]?")
_BETWEEN = re.compile("[、和]")


@dataclass(frozen=True)
class Pattern:
    """A sentence with values in it, and what it is in the other language."""

    form: re.Pattern[str]
    names: tuple[str, ...]
    translation: str


def translated(sentence: str) -> str:
    """`sentence` in the language of the page."""
    if not sentence or not CHINESE.search(sentence):
        return sentence
    catalogue = get_translations()
    known = _catalogue(catalogue)
    return _translated(sentence, known, _patterns(catalogue)) if known else sentence


def sentences(several: Iterable[str]) -> str:
    """Several sentences as one text, in the language of the page."""
    return translated("；".join(several))


def _translated(sentence: str, known: Mapping[str, str], patterns: tuple[Pattern, ...]) -> str:
    if sentence in known:
        return known[sentence]
    for pattern in patterns:
        found = pattern.form.fullmatch(sentence)
        if found:
            values = [_translated(value, known, patterns) for value in found.groups()]
            return _filled(pattern, values)
    return _by_parts(sentence, known, patterns)


def _by_parts(sentence: str, known: Mapping[str, str], patterns: tuple[Pattern, ...]) -> str:
    parts = _PART.findall(sentence)
    if len(parts) > 1:
        said = [_part(part, known, patterns) for part in parts]
        return " ".join(said) if any(CHINESE.search(part) is None for part in said) else sentence
    pieces = _BETWEEN.split(sentence)
    if len(pieces) > 1 and any(piece in known for piece in pieces):
        return ", ".join(known.get(piece, piece) for piece in pieces)
    return sentence


def _part(part: str, known: Mapping[str, str], patterns: tuple[Pattern, ...]) -> str:
    """One sentence of several; one that ends with a semicolon is known without it."""
    if part.endswith("；"):
        return _translated(part.removesuffix("；"), known, patterns) + ";"
    return _translated(part, known, patterns)


def _filled(pattern: Pattern, values: list[str]) -> str:
    """The translation with its values, each in the place that bears its name."""
    left = list(zip(pattern.names, values, strict=True))

    def value(placeholder: re.Match[str]) -> str:
        chosen = next((pair for pair in left if pair[0] == placeholder[1]), None)
        if chosen is None:
            return placeholder[0]
        left.remove(chosen)
        return chosen[1]

    return _PLACEHOLDER.sub(value, pattern.translation)


@cache
def _catalogue(catalogue: NullTranslations) -> dict[str, str]:
    entries: dict[object, str] = getattr(catalogue, "_catalog", {})
    return {text: translation for text, translation in entries.items() if isinstance(text, str) and text}


@cache
def _patterns(catalogue: NullTranslations) -> tuple[Pattern, ...]:
    """Those that say most first, so that a sentence is taken for the one that fits it best."""
    entries = [entry for entry in _catalogue(catalogue).items() if _PLACEHOLDER.search(entry[0])]
    entries.sort(key=lambda entry: -len(_PLACEHOLDER.sub("", entry[0])))
    return tuple(Pattern(_form(text), tuple(_PLACEHOLDER.findall(text)), translation) for text, translation in entries)


def _form(text: str) -> re.Pattern[str]:
    literal = _PLACEHOLDER.split(text)[::2]
    return re.compile("(.*?)".join(re.escape(piece) for piece in literal), re.DOTALL)
