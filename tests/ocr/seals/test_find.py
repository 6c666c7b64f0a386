from __future__ import annotations

import cv2
import numpy as np
import pytest

from models.findings import SealColour
from ocr.seals import SealCandidate, find_seals
from ocr.seals.outline import Ellipse
from ocr.seals.squares import Square
from tests.ocr.seals.paper import (
    AUTHORITY,
    BLUE,
    GREY,
    RED,
    SCALE,
    Picture,
    plain_seal,
    pressed,
    seen_aside,
    sheet,
    with_print,
)


def clear_round_ones(picture: Picture) -> list[SealCandidate]:
    return [seal for seal in find_seals(picture) if isinstance(seal.outline, Ellipse) and seal.support > 0.75]


def centre_of(candidate: SealCandidate) -> tuple[float, float]:
    x, y, width, height = candidate.box
    return x + width / 2, y + height / 2


@pytest.mark.parametrize(
    ("colour", "named"),
    [
        (RED, SealColour.RED),
        ((95, 75, 225), SealColour.RED),
        ((40, 30, 150), SealColour.RED),
        (BLUE, SealColour.BLUE),
        (GREY, SealColour.BLACK),
        ((20, 20, 20), SealColour.BLACK),
    ],
)
def test_a_seal_is_found_and_its_colour_told_from_its_ink(colour: tuple[int, int, int], named: SealColour) -> None:
    (seal,) = clear_round_ones(pressed(sheet(), plain_seal(), (700, 1100), colour))
    assert seal.colour is named
    assert centre_of(seal) == pytest.approx((700, 1100), abs=6)
    assert seal.box[2:] == pytest.approx((42 * SCALE, 42 * SCALE), rel=0.05)


@pytest.mark.parametrize("colour", [RED, GREY])
def test_dense_print_under_a_seal_does_not_hide_it(colour: tuple[int, int, int]) -> None:
    found = clear_round_ones(pressed(with_print(sheet()), plain_seal(), (500, 800), colour))
    assert any(centre_of(seal) == pytest.approx((500, 800), abs=8) for seal in found)


def test_two_seals_that_overlap_are_two() -> None:
    page = pressed(pressed(sheet(), plain_seal(AUTHORITY), (600, 900)), plain_seal(), (760, 960), tilt=12)
    places = sorted(centre_of(seal) for seal in clear_round_ones(page))
    assert places == [pytest.approx((600, 900), abs=8), pytest.approx((760, 960), abs=8)]


def test_a_small_seal_beside_a_large_one_is_not_taken_for_a_part_of_it() -> None:
    page = pressed(sheet(), plain_seal(diameter=58), (500, 700))
    page = pressed(page, plain_seal(AUTHORITY, diameter=32), (610, 760))
    assert len(clear_round_ones(page)) == 2


def test_a_seal_across_the_edge_of_the_page_is_found_by_what_is_left_of_it() -> None:
    (seal,) = clear_round_ones(pressed(sheet(), plain_seal(), (1060, 700)))
    assert seal.box[0] + seal.box[2] == 1100
    assert seal.box[3] == pytest.approx(42 * SCALE, rel=0.06)


def test_a_seal_seen_from_aside_is_an_ellipse() -> None:
    page = seen_aside(pressed(sheet(), plain_seal(), (550, 300)), shrink=0.7)
    (seal,) = clear_round_ones(page)
    assert isinstance(seal.outline, Ellipse)
    assert 1.05 < seal.outline.aspect < 1.6


def test_a_faint_seal_is_found() -> None:
    assert clear_round_ones(pressed(sheet(), plain_seal(), (700, 1100), (190, 185, 232)))


def test_a_square_name_seal_is_found_at_its_corners() -> None:
    page = sheet()
    cv2.rectangle(page, (500, 600), (610, 710), RED, 6)
    for x, y in ((525, 625), (560, 625), (525, 665), (560, 665)):
        cv2.rectangle(page, (x, y), (x + 22, y + 24), RED, 4)
    (seal,) = find_seals(page)
    assert isinstance(seal.outline, Square)
    assert seal.box == pytest.approx((500, 600, 110, 110), abs=6)


def red_rules(page: Picture) -> None:
    for row in range(200, 1300, 110):
        cv2.line(page, (80, row), (1020, row), RED, 3)
    for column in (80, 400, 720, 1020):
        cv2.line(page, (column, 200), (column, 1190), RED, 3)


def red_words(page: Picture) -> None:
    for row in range(200, 1300, 90):
        cv2.putText(page, "OOPS 8080 COOL BOOK", (60, row), cv2.FONT_HERSHEY_TRIPLEX, 2, RED, 5, cv2.LINE_AA)


def red_squares(page: Picture) -> None:
    chance = np.random.default_rng(5)
    for row, column in np.argwhere(chance.random((29, 29)) < 0.5):
        page[400 + 6 * row : 406 + 6 * row, 300 + 6 * column : 306 + 6 * column] = RED


def solid_disc(page: Picture) -> None:
    cv2.circle(page, (550, 300), 110, RED, -1, cv2.LINE_AA)


def bullets(page: Picture) -> None:
    for row in range(200, 1300, 60):
        cv2.circle(page, (90, row), 14, RED, 3, cv2.LINE_AA)


@pytest.mark.parametrize("drawn", [red_rules, red_squares, bullets])
def test_red_things_that_are_no_seals_have_no_clear_outline(drawn: object) -> None:
    page = sheet()
    assert callable(drawn)
    drawn(page)
    assert not clear_round_ones(page)


@pytest.mark.parametrize(
    "picture",
    [
        np.full((1, 1, 3), 255, np.uint8),
        np.zeros((40, 40, 3), np.uint8),
        np.full((5, 900, 3), 128, np.uint8),
        np.random.default_rng(1).integers(0, 255, (300, 300, 3), np.uint8),
    ],
)
def test_tiny_black_and_noisy_pictures_hold_no_clear_seal(picture: Picture) -> None:
    assert not clear_round_ones(picture)
