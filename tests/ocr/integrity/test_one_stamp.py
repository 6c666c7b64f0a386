"""One stamp pressed twice is known, half hidden too; a name that differs in one character is another stamp's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ocr.engines import Picture
from ocr.integrity.impressions import SIDE, impression_of
from ocr.integrity.one_stamp import UNLIKE, compare_stamps
from tests.ocr.integrity.stamped import UNIT, copied, ink_of_stamp, pressing, sheet_with, stamp, stored
from tests.specimens.seals import Seal

SEEDS = range(1, 9)
MOST = 6


def impression(seal: Seal, how: int, lines: int = 0) -> Picture:
    """One pressing of `seal`, scanned."""
    sheet, box = sheet_with(ink_of_stamp(seal, pressing(how, texture=0.4, wear=0.2), how), lines=lines)
    return stored(impression_of(copied(sheet, how), box))


def test_most_pressings_of_one_stamp_are_known_beneath_print() -> None:
    found = [
        compare_stamps(impression(stamp(seed), seed), impression(stamp(seed), seed + 50, lines=4), len(UNIT))
        for seed in SEEDS
    ]
    assert all(each.visible < 1 for each in found)
    assert sum(each.is_one_stamp for each in found) >= MOST


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("place", [3, 5, 7, 9])
def test_another_character_is_another_stamp(seed: int, place: int) -> None:
    seal = stamp(seed)
    other = replace(seal, text=UNIT[:place] + "鑫" + UNIT[place + 1 :])
    assert not compare_stamps(impression(seal, seed), impression(other, seed + 50), len(UNIT)).is_one_stamp


@pytest.mark.parametrize("seed", SEEDS)
def test_a_line_below_the_star_makes_another_stamp(seed: int) -> None:
    seal = stamp(seed)
    special = replace(seal, line="合同专用章")
    found = compare_stamps(impression(seal, seed), impression(special, seed + 50), len(UNIT))
    assert not found.is_one_stamp


def test_a_ring_that_is_all_hidden_is_nobodys() -> None:
    seal = stamp()
    hidden = impression(seal, 9)
    hidden[: SIDE // 2] = 20
    assert not compare_stamps(impression(seal, 1), hidden, len(UNIT)).is_one_stamp


def test_blank_paper_is_nobodys() -> None:
    blank = np.full((SIDE, SIDE, 3), 255, np.uint8)
    assert compare_stamps(blank, blank, len(UNIT)) == UNLIKE
    assert not compare_stamps(impression(stamp(), 1), blank, len(UNIT)).is_one_stamp
