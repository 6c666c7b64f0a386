"""The words that security paper repeats all over a page (as SCJDGL), which readers glue to the text they touch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from ocr.layout.pieces import Piece, joined, part

_WORD = re.compile(r"[A-Z]{4,12}")
_CAPITALS = re.compile(r"[A-Z]{2,}")
_FIRST_CAPITAL = re.compile(r"[A-Z](?![A-Z0-9a-z])")
REPEATED = 2
"""A word of capitals that stands alone this often is the paper's."""
OF_LICENCES = "SCJDGL"
"""The word on the paper of business licences (市场监督管理); on a bad photograph it is legible in one place or two."""
MISREADABLE = 5
"""A word of so many letters is still the paper's with one of them misread."""


def without_ground(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` without the paper's words and without scraps of two or more of their letters.

    Before other scraps on one line, a single letter at its beginning is one too.
    """
    counted = Counter(piece.text for piece in pieces)
    words = [word for word, count in counted.items() if count >= REPEATED and _WORD.fullmatch(word)]
    words += [OF_LICENCES] if any(_shows(piece, OF_LICENCES) for piece in pieces) else []
    if not words:
        return list(pieces)
    return [kept for piece in pieces if (kept := _stripped(piece, words)).text]


def _shows(piece: Piece, word: str) -> bool:
    """Whether most of the paper's `word` stands in `piece`."""
    return any(len(run) > len(word) / 2 and _is_of(run, word) for run in _CAPITALS.findall(piece.text))


def _is_of(letters: str, word: str) -> bool:
    """Whether `letters` are a piece of the paper's `word`, or that word with something glued to it or misread."""
    return (
        letters in word or word in letters or (len(letters) >= MISREADABLE and Levenshtein.distance(letters, word) == 1)
    )


def _stripped(piece: Piece, words: Sequence[str]) -> Piece:
    scraps = [
        match.span() for match in _CAPITALS.finditer(piece.text) if any(_is_of(match.group(), word) for word in words)
    ]
    if not scraps:
        return piece
    first = _FIRST_CAPITAL.match(piece.text)
    if first and any(first.group() in word for word in words):
        scraps.insert(0, first.span())
    starts, ends = [0, *(end for _, end in scraps)], [*(start for start, _ in scraps), len(piece.text)]
    kept = [part(piece, start, end) for start, end in zip(starts, ends, strict=True) if end > start]
    return joined(kept) if kept else part(piece, 0, 0)
