"""Sentences that were made in Chinese, of checks, fields and states, in the language of the page.

A sentence is looked up as a whole, or as one of those that have values in them. Several sentences are looked up one
after the other, as many at once as belong together. What nobody has translated, as what a person wrote, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flask_babel import get_translations

from webqueue.language.extraction import CHINESE
from webqueue.language.patterns import Pattern, Phrases, phrases_of

_PART = re.compile(r"[^；。？]+[；。？]*")
_BETWEEN = re.compile("[、和]")
_AFTER_SUBJECT = "："


def translated(sentence: str | None) -> str:
    """`sentence` in the language of the page; empty for none."""
    if not sentence or not CHINESE.search(sentence):
        return sentence or ""
    phrases = phrases_of(get_translations())
    return _said(sentence, phrases) if phrases.known else sentence


def sentences(several: Iterable[str]) -> str:
    """Several sentences as one text, in the language of the page."""
    return translated("；".join(several))


def _said(sentence: str, phrases: Phrases) -> str:
    whole = _as_one(sentence, phrases)
    if whole is not None:
        return whole
    parts = list(_by_parts(sentence, phrases))
    if not any(said is None for _, said in parts):
        return " ".join(said or "" for _, said in parts)
    wide = _filled(sentence, phrases.wide, phrases)
    if wide is not None:
        return wide
    if len(parts) > 1 and any(said for _, said in parts):
        return " ".join(said or part for part, said in parts)
    return _as_list(sentence, phrases)


def _as_one(sentence: str, phrases: Phrases) -> str | None:
    """The translation of one sentence whose values are no sentences themselves."""
    known = phrases.known.get(sentence)
    if known is not None:
        return known
    subject, _, rest = sentence.partition(_AFTER_SUBJECT)
    if rest and subject in phrases.known:
        return f"{phrases.known[subject]}: {_said(rest, phrases)}"
    return _filled(sentence, phrases.narrow, phrases)


def _by_parts(sentence: str, phrases: Phrases) -> Iterator[tuple[str, str | None]]:
    """The sentences in a row, each with its translation; None for one that has none."""
    parts = _PART.findall(sentence)
    while parts:
        for count in range(len(parts), 0, -1):
            part = "".join(parts[:count])
            said = _as_one(part.rstrip("；"), phrases)
            if said is not None:
                break
        else:
            count, part, said = 1, parts[0], None
        parts = parts[count:]
        goes_on = parts and part.endswith("；") and not part.endswith("。；")
        yield part, f"{said};" if said and goes_on else said


def _filled(sentence: str, patterns: Iterable[Pattern], phrases: Phrases) -> str | None:
    """The translation of the first pattern that fits, with its values."""
    for pattern in patterns:
        found = pattern.form.fullmatch(sentence)
        if found:
            return pattern.with_values([_said(value, phrases) if value else "" for value in found.groups()])
    return None


def _as_list(sentence: str, phrases: Phrases) -> str:
    pieces = _BETWEEN.split(sentence)
    if len(pieces) > 1 and any(piece in phrases.known for piece in pieces):
        return ", ".join(phrases.known.get(piece, piece) for piece in pieces)
    return sentence
