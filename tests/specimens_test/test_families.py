"""Two families have nothing in common that makes a document look as it does, and every part of each is real."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from tests.specimens import fonts
from tests.specimens.case import draw_case
from tests.specimens.certificates import COMMON_FACES
from tests.specimens.families import CHECKING, FAMILIES, FITTING
from tests.specimens.family import Family, chance_of
from tests.specimens.fonts import Typeface
from tests.specimens.handwriting import FIGURE_HANDS, READABLE_HANDS

EITHER = pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
ROLES = (
    *(fonts.SONG, fonts.SONG_BOLD, fonts.HEI, fonts.HEI_BOLD, fonts.KAI, fonts.HAND, fonts.EMBEDDABLE),
    *(READABLE_HANDS, FIGURE_HANDS),
)


def test_no_typeface_is_in_both() -> None:
    assert not FITTING.typefaces & CHECKING.typefaces


def test_the_same_lists_are_parted_and_no_part_is_in_both() -> None:
    assert FITTING.parts.keys() == CHECKING.parts.keys()
    for options, part in FITTING.parts.items():
        other = CHECKING.parts[options]
        assert part
        assert other
        assert set(part) | set(other) <= set(options)
        assert not set(part) & set(other)


@EITHER
@pytest.mark.parametrize("role", ROLES)
def test_each_has_a_typeface_for_every_role(family: Family, role: Sequence[Typeface]) -> None:
    assert set(family.kept(list(role))) <= family.typefaces


@EITHER
def test_a_family_draws_within_itself(family: Family) -> None:
    chance = chance_of("1", family)
    for options, part in family.parts.items():
        assert {chance.choice(options) for _ in range(60)} == set(part)
    assert {chance.choice(fonts.HEI) for _ in range(60)} == family.typefaces & set(fonts.HEI)


def test_what_only_another_family_has_is_drawn_all_the_same() -> None:
    assert chance_of("1", FITTING).choice([fonts.UKAI]) is fonts.UKAI


@EITHER
def test_a_case_of_a_family_is_repeatable_and_has_its_layout(family: Family) -> None:
    case = draw_case(5, "clean", "born_digital", family=family)
    assert case == draw_case(5, "clean", "born_digital", family=family)
    assert case.truth["documents"]["certificate"]["face"] in family.parts[COMMON_FACES]


def test_without_a_family_chance_is_the_plain_one() -> None:
    assert type(chance_of("7")) is random.Random
    assert chance_of("7").getstate() == random.Random("7").getstate()
