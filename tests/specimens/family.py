"""Chance that chooses within a family of specimens: a part of what is drawn from."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from tests.specimens.fonts import Typeface

if TYPE_CHECKING:
    from _typeshed import SupportsLenAndGetItem

Option = TypeVar("Option")


@dataclass(frozen=True)
class Family:
    """A name, the typefaces, and for each list that specimens are drawn from the part that belongs to the family."""

    name: str
    typefaces: frozenset[Typeface]
    parts: Mapping[tuple[Any, ...], tuple[Any, ...]]

    def kept(self, options: list[Option]) -> list[Option]:
        """Those of `options` that belong to the family; all where none does, as for a character few faces have."""
        if options and isinstance(options[0], Typeface):
            return [option for option in options if option in self.typefaces] or options
        return list(next((part for whole, part in self.parts.items() if list(whole) == options), options))


class _Narrowed(random.Random):
    """Chance that chooses within a family."""

    family: Family

    def choice(self, seq: SupportsLenAndGetItem[Option]) -> Option:
        return super().choice(self.family.kept([seq[place] for place in range(len(seq))]))


def chance_of(seed: str, family: Family | None = None) -> random.Random:
    """Chance that begins with `seed`, and chooses within `family` if there is one."""
    if family is None:
        return random.Random(seed)
    chance = _Narrowed(seed)
    chance.family = family
    return chance


def chance_like(chance: random.Random, seed: str) -> random.Random:
    """Chance that begins with `seed`, and chooses within the family of `chance`."""
    return chance_of(seed, chance.family if isinstance(chance, _Narrowed) else None)
