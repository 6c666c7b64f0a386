"""One picture on two documents is told from one stamp pressed twice, and both from two stamps."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest

from ocr.engines import Picture
from ocr.integrity.impressions import SIDE, Likeness, impression_of, likeness
from tests.ocr.integrity.stamped import (
    OTHER_UNIT,
    copied,
    ink_of_stamp,
    pressing,
    sheet_with,
    stamp,
    stored,
)
from tests.specimens.pictures import turned

SEEDS = range(1, 7)


def impression(ink: Picture, place: tuple[int, int] = (250, 300), lines: int = 0, copy: int = 0) -> Picture:
    sheet, box = sheet_with(ink, place, lines)
    return stored(impression_of(copied(sheet, copy) if copy else sheet, box))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_picture_on_two_documents_is_noticed(seed: int) -> None:
    ink = ink_of_stamp(stamp(seed), pressing(seed), seed)
    found = likeness(impression(ink), impression(ink, (300, 420)))
    assert found.is_one_picture
    assert abs(found.turn) < 1


@pytest.mark.parametrize("seed", SEEDS)
def test_so_it_is_after_both_were_scanned_over_print(seed: int) -> None:
    ink = ink_of_stamp(stamp(seed), pressing(seed, texture=0.5), seed)
    found = likeness(impression(ink, copy=seed), impression(ink, (310, 415), lines=6, copy=seed + 100))
    assert found.is_one_picture


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("upright", [True, False])
def test_one_stamp_pressed_twice_is_two_impressions(seed: int, upright: bool) -> None:
    seal, first, second = stamp(seed), pressing(seed), pressing(seed + 50)
    if upright:
        first, second = pressing(seed, tilt=2.0), pressing(seed + 50, tilt=2.0)
    one, other = ink_of_stamp(seal, first, seed), ink_of_stamp(seal, second, seed + 50)
    found = likeness(impression(one), impression(other))
    assert not found.is_one_picture
    assert found.shape > 0.7


def test_a_turned_picture_is_still_the_same_one() -> None:
    ink = ink_of_stamp(stamp(), pressing(tilt=0.0, wear=0.7))
    found = likeness(impression(ink), impression(turned(ink, 30)))
    assert abs(abs(found.turn) - 30) < 1
    assert found.shape > 0.9
    assert found.ink > 0.95


@pytest.mark.parametrize("seed", SEEDS)
def test_seals_of_two_units_are_no_one_seal(seed: int) -> None:
    one = ink_of_stamp(stamp(seed), pressing(seed), seed)
    other = ink_of_stamp(stamp(seed + 50, OTHER_UNIT), pressing(seed + 50), seed + 50)
    found = likeness(impression(one), impression(other))
    assert not found.is_one_seal
    assert not found.is_one_picture


@pytest.mark.parametrize("seed", SEEDS)
def test_a_poorer_copy_is_of_one_seal(seed: int) -> None:
    sheet, box = sheet_with(ink_of_stamp(stamp(seed), pressing(seed), seed))
    smaller = cv2.resize(copied(sheet, seed, quality=60), None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    reduced = tuple(round(side * 0.8) for side in box)
    copy = impression_of(np.asarray(smaller, np.uint8), (reduced[0], reduced[1], reduced[2], reduced[3]))
    assert likeness(stored(impression_of(sheet, box)), stored(copy)).is_one_seal


def test_bare_paper_is_like_nothing() -> None:
    blank = np.full((SIDE, SIDE, 3), 240, np.uint8)
    assert not likeness(blank, blank).is_one_picture
    assert not likeness(blank, impression(ink_of_stamp(stamp(), pressing()))).is_one_seal


def test_scraps_of_pages_are_cut_without_error() -> None:
    page = np.asarray(np.random.default_rng(1).integers(0, 255, (50, 40, 3)), np.uint8)
    for box in ((0, 0, 40, 50), (39, 49, 30, 30), (400, 400, 10, 10), (-5, -5, 20, 20), (5, 5, 0, 0)):
        assert impression_of(page, box).shape == (SIDE, SIDE, 3)


def test_a_grey_photocopy_is_compared_by_its_darkness() -> None:
    ink = ink_of_stamp(stamp(3), pressing(3, wear=0.6, texture=0.6), 3)
    grey = [cv2.cvtColor(impression(ink, place), cv2.COLOR_BGR2GRAY) for place in ((250, 300), (280, 330))]
    one, other = (np.asarray(cv2.cvtColor(each, cv2.COLOR_GRAY2BGR), np.uint8) for each in grey)
    assert likeness(one, other).is_one_picture


def test_the_likeness_does_not_depend_on_which_comes_first() -> None:
    chance = random.Random(4)
    one, other = (impression(ink_of_stamp(stamp(2), pressing(chance.randint(1, 99)), seed)) for seed in (1, 2))
    there, back = likeness(one, other), likeness(other, one)
    assert there.shape == pytest.approx(back.shape, abs=0.03)
    assert there.turn == pytest.approx(-back.turn, abs=1.5)


def test_the_limits_are_stricter_where_one_is_turned() -> None:
    assert Likeness(0.98, 0.98, 0.5).is_one_picture
    assert not Likeness(0.98, 0.98, 12.0).is_one_picture
    assert not Likeness(0.5, 0.99, 0.0).is_one_picture
