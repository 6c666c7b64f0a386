"""A recogniser's alphabet: the numbers of its characters, and which of them are one character written otherwise."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

import numpy as np

from ocr.alignment import BLANK, Numbers, Probabilities
from ocr.layout.simplified import simplified

Characters = tuple[str, ...]
"""The alphabet; the first is the blank."""


SPACES = " \u3000"
DRAWN_ALIKE = {"0": "OoQD〇○", "1": "Il|丨", "2": "Zz", "5": "Ss", "6": "Gb", "8": "B", "9": "gq"}
"""Digits, and what a reader makes of them where it does not know that only digits, or few letters, are possible."""


def numbers_of(text: str, characters: Characters) -> Numbers | None:
    """The numbers of the characters of `text`; None where one is missing, or `text` is empty."""
    numbers = _numbers(characters)
    if not text or any(character not in numbers for character in text):
        return None
    return np.array([numbers[character] for character in text], np.intp)


def with_variants(view: Probabilities, wanted: Numbers, characters: Characters) -> Probabilities:
    """`view` (steps × characters) with other writings of the `wanted` characters counted as these.

    Full-width for half-width ones, and traditional ones where only one form is standard in the register; spaces count
    as blanks.
    """
    variants, numbers = _variants(characters), _numbers(characters)
    same = {number: others for number in set(wanted.tolist()) if (others := variants.get(number))}
    spaces = [number for space in SPACES if (number := numbers.get(space))]
    folded = view.copy()
    folded[:, BLANK] += view[:, spaces].sum(axis=1)
    folded[:, spaces] = 0
    for number, others in same.items():
        folded[:, number] += view[:, others].sum(axis=1)
        folded[:, others] = 0
    return folded


def only(possible: str, view: Probabilities, characters: Characters) -> Probabilities:
    """`view` with every character ruled out but the `possible` ones; what remains keeps its probability.

    One that is ruled out and drawn as a possible one is, as I and 1, counts as that.
    """
    numbers = _numbers(characters)
    allowed = np.zeros(len(characters), bool)
    allowed[[BLANK, *(numbers[character] for character in possible)]] = True
    folded = np.where(allowed[None, :], view, np.float32(0))
    for character, drawn_alike in DRAWN_ALIKE.items():
        others = [numbers[other] for other in drawn_alike if other in numbers and other not in possible]
        if character in possible and others:
            folded[:, numbers[character]] += view[:, others].sum(axis=1)
    return folded


@cache
def _numbers(characters: Characters) -> dict[str, int]:
    return {character: number for number, character in enumerate(characters)}


@cache
def _variants(characters: Characters) -> dict[int, list[int]]:
    """For each number the numbers of other writings of the same character."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, character in enumerate(characters[1:], start=1):
        groups[unicodedata.normalize("NFKC", simplified(character))].append(number)
    return {
        number: [other for other in group if other != number]
        for group in groups.values()
        if len(group) > 1
        for number in group
    }
