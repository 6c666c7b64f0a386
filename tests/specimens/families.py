"""Families of specimens: parts of what is drawn from, with no typeface, layout or camera in common.

What was fitted on one family says nothing of documents yet when it is measured on the same one. So the thresholds are
fitted on `FITTING` and checked on `CHECKING`. Words, numbers, colours and the ways of being wrong are common to both.
"""

from __future__ import annotations

from tests.specimens import fonts
from tests.specimens.camera import DESKS, SURFACES
from tests.specimens.certificates import COMMON_FACES, FACES_WITH_TERM
from tests.specimens.family import Family
from tests.specimens.letter import LAYOUTS
from tests.specimens.rendering import LONGER_SIDES, LONGER_SIDES_OF_BAD, RESOLUTIONS

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
