"""Expected and found side by side, with the characters marked in which they differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Mark(StrEnum):
    """What a run of characters is, beside the other text."""

    SAME = "same"
    DIFFERENT = "different"
    MISSING = "missing"  # nothing stands here, where the other text has something


@dataclass(frozen=True)
class Run:
    """Characters in a row that have the same mark; a missing run is empty."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class Difference:
    """Two texts in runs."""

    expected: tuple[Run, ...]
    found: tuple[Run, ...]


def compare(expected: str, found: str, shown: Callable[[str], str] = str) -> Difference:
    """The two texts in runs, compared as they are and shown as `shown` has them (masked, of equal length)."""
    left, right = shown(expected), shown(found)
    if (len(left), len(right)) != (len(expected), len(found)):
        raise ValueError("a shown text must be as long as the one that it stands for")
    runs_left: list[Run] = []
    runs_right: list[Run] = []
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        same = kind == "equal"
        runs_left.append(_run(left[start:end], same=same))
        runs_right.append(_run(right[other_start:other_end], same=same))
    return Difference(tuple(runs_left), tuple(runs_right))


def _run(text: str, *, same: bool) -> Run:
    if same:
        return Run(text, Mark.SAME)
    return Run(text, Mark.DIFFERENT if text else Mark.MISSING)
