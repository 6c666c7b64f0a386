"""Ink that went wrong is still ink, and mostly where the seal is."""

import random

import numpy as np
import pytest

from tests.specimens.pictures import Picture
from tests.specimens.seals import engraved, unit_seal
from tests.training import damage
from tests.training.damage import spoilt

SCALE = 4.0


@pytest.fixture(scope="module")
def ink() -> Picture:
    return engraved(unit_seal(random.Random(1), "unit", "岳阳市云溪区图书馆"), SCALE)


def test_too_much_ink_darkens_and_too_little_pales(ink: Picture) -> None:
    chance = random.Random(2)
    assert damage._run(chance, ink, SCALE).mean() > ink.mean()
    assert damage._dry(chance, ink).mean() < ink.mean()


def test_a_second_impression_takes_nothing_away(ink: Picture) -> None:
    twice = damage._pressed_twice(random.Random(3), ink, SCALE)
    assert (twice >= ink).all()
    assert (twice > ink).any()


def test_a_slanted_seal_fades_to_one_side(ink: Picture) -> None:
    faded = damage._half_touched(random.Random(4), ink)
    assert (faded <= ink).all()
    assert 0 < faded.mean() < ink.mean()


def test_most_seals_are_as_they_were_and_the_same_seed_spoils_the_same_way(ink: Picture) -> None:
    first = [spoilt(random.Random(seed), ink, SCALE) for seed in range(24)]
    second = [spoilt(random.Random(seed), ink, SCALE) for seed in range(24)]
    assert all(np.array_equal(one, other) for one, other in zip(first, second, strict=True))
    assert 4 <= sum(np.array_equal(one, ink) for one in first) < 24
