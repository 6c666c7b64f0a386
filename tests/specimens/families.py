"""Families of specimens: parts of what is drawn from, with no typeface, layout or camera in common.

What was fitted on one family says nothing of documents yet when it is measured on the same one. So the thresholds are
fitted on `FITTING` and checked on `CHECKING`. Words, numbers, colours and the ways of being wrong are common to both.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from tests.specimens import fonts
from tests.specimens.camera import DESKS, SURFACES
from tests.specimens.certificates import COMMON_FACES, FACES_WITH_TERM
from tests.specimens.fonts import Typeface
from tests.specimens.letter import LAYOUTS
from tests.specimens.rendering import LONGER_SIDES, LONGER_SIDES_OF_BAD, RESOLUTIONS

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


FITTING = Family(
    "fitting",
    frozenset(
        (
            *(fonts.UMING, fonts.ZENHEI, fonts.GKAI, fonts.SMILEY, fonts.LONG_CANG, fonts.ZHI_MANG_XING),
            *(fonts.SONG[1], fonts.SONG_BOLD[0], fonts.HEI[2], fonts.HEI_BOLD[0]),
        )
    ),
    {
        COMMON_FACES: ("licence_landscape", "licence_landscape", "institution", "private_non_enterprise"),
        FACES_WITH_TERM: ("institution", "private_non_enterprise"),
        LAYOUTS: ("lines", "boxes"),
        DESKS: DESKS[0::2],
        SURFACES: ("wood",),
        RESOLUTIONS: (200, 300),
        LONGER_SIDES: (1800, 2400, 3264),
        LONGER_SIDES_OF_BAD: (2200, 2600),
    },
)
CHECKING = Family(
    "checking",
    frozenset(
        {*fonts.SONG, *fonts.SONG_BOLD, *fonts.HEI, *fonts.HEI_BOLD, *fonts.KAI, *fonts.HAND, fonts.WENKAI_BOLD}
        - FITTING.typefaces
    ),
    {
        COMMON_FACES: (
            *("licence_portrait", "licence_portrait", "social_organisation", "foundation"),
            "credit_code_certificate",
        ),
        FACES_WITH_TERM: ("social_organisation", "foundation"),
        LAYOUTS: ("table",),
        DESKS: DESKS[1::2],
        SURFACES: ("cloth", "plain"),
        RESOLUTIONS: (150, 240),
        LONGER_SIDES: (2000, 3000, 4000),
        LONGER_SIDES_OF_BAD: (2000, 2400),
    },
)
FAMILIES = {family.name: family for family in (FITTING, CHECKING)}
