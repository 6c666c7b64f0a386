"""A copy of an impression keeps most of its fingerprint's bits; another impression has others."""

from __future__ import annotations

from itertools import combinations

import cv2
import numpy as np
import pytest

from models.findings import Fingerprint, from_json, to_json
from ocr.engines import Picture
from ocr.integrity.fingerprints import fingerprint_of
from ocr.integrity.impressions import SIDE, impression_of
from tests.ocr.integrity.stamped import OTHER_UNIT, UNIT, copied, ink_of_stamp, pressing, sheet_with, stamp, stored

FEW, MANY = 30, 40
"""Of 128 bits."""


def impression(seed: int, name: str = UNIT, copy: int = 0) -> Picture:
    sheet, box = sheet_with(ink_of_stamp(stamp(seed, name), pressing(seed), seed))
    return stored(impression_of(copied(sheet, copy, quality=60) if copy else sheet, box))


def distance(first: Fingerprint, second: Fingerprint) -> int:
    return sum((one ^ other).bit_count() for one, other in zip(first.words, second.words, strict=True))


@pytest.mark.parametrize("seed", range(1, 9))
def test_a_copy_keeps_most_bits(seed: int) -> None:
    assert distance(fingerprint_of(impression(seed)), fingerprint_of(impression(seed, copy=seed))) < FEW


@pytest.mark.parametrize("shift", [(-3, 2), (4, 4), (0, -5)])
def test_it_does_not_hang_on_the_finders_box(shift: tuple[int, int]) -> None:
    sheet, (x, y, width, height) = sheet_with(ink_of_stamp(stamp(), pressing()))
    moved = impression_of(sheet, (x + shift[0], y + shift[1], width + 6, height - 5))
    assert distance(fingerprint_of(impression_of(sheet, (x, y, width, height))), fingerprint_of(moved)) < FEW


def test_other_impressions_have_others() -> None:
    names = (UNIT, OTHER_UNIT) * 6
    prints = [fingerprint_of(impression(seed, name)) for seed, name in enumerate(names)]
    distances = [distance(one, other) for one, other in combinations(prints, 2)]
    assert float(np.quantile(distances, 0.02)) > FEW
    assert float(np.median(distances)) > MANY


def test_it_has_eight_words_of_sixteen_bits_and_their_unsurest_ones() -> None:
    found = fingerprint_of(impression(1))
    assert len(found.words) == len(found.unsure) == 8
    assert all(0 <= word < 1 << 16 for word in found.words)
    assert all(len(set(places)) == 3 and all(0 <= place < 16 for place in places) for places in found.unsure)
    assert from_json(Fingerprint, to_json(found)) == found


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_even_square_has_one_too(level: int) -> None:
    assert len(fingerprint_of(np.full((SIDE, SIDE, 3), level, np.uint8)).words) == 8


def test_it_is_the_same_in_each_process() -> None:
    page = np.full((400, 400, 3), 255, np.uint8)
    cv2.circle(page, (200, 200), 120, (40, 40, 210), 12)
    cv2.putText(page, "SEAL", (130, 220), cv2.FONT_HERSHEY_SIMPLEX, 2, (40, 40, 210), 6)
    again = [fingerprint_of(impression_of(page, (70, 70, 260, 260))) for _ in range(2)]
    assert again[0] == again[1]
