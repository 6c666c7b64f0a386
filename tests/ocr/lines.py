"""Lines as a recogniser sees them, made up: a blank, then a character, and so on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ocr.alignment import Numbers, Probabilities

PHRASES = ("仅供注册职称评审系统账号使用帐耿", "岳阳市示例技术有限公司范列木贸布株洲")
CHARACTERS = ("", *"".join(PHRASES), "(", "（", ")", "）", "陽")


def numbers(text: str) -> Numbers:
    return np.array([CHARACTERS.index(character) for character in text], np.intp)


def spoken(text: str, rivals: Mapping[int, tuple[str, float]] | None = None, certainty: float = 0.999) -> Probabilities:
    """A line on which `text` is legible, but for the places of `rivals`: another character, and its share there."""
    rows = []
    for place, character in enumerate(text):
        other, share = (rivals or {}).get(place, ("", 0.0))
        shares = {CHARACTERS.index(character): certainty * (1 - share)}
        if other:
            shares[CHARACTERS.index(other)] = certainty * share
        rows += [_row({0: certainty}), _row(shares)]
    return np.array([*rows, _row({0: certainty})], np.float32)


def faded(text: str, places: Mapping[int, Mapping[str, float]]) -> Probabilities:
    """A line on which `text` is legible, but for some places: there nothing is but what `places` says."""
    line = spoken(text)
    for place, seen in places.items():
        step = 2 * place + 1
        line[step] = 1e-6
        line[step, 0] = max(1e-6, 1 - sum(seen.values()))
        for character, probability in seen.items():
            line[step, CHARACTERS.index(character)] = probability
    return line


def _row(shares: Mapping[int, float]) -> list[float]:
    rest = (1 - sum(shares.values())) / (len(CHARACTERS) - len(shares))
    return [shares.get(place, rest) for place in range(len(CHARACTERS))]
