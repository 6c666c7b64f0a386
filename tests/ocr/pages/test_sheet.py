import math

import cv2
import numpy as np
import pytest

from ocr.pages import Picture, open_document
from ocr.pages.rectify import proportion_of, rectify
from ocr.pages.sheet import find_sheet
from tests.ocr.pages.drawing import encoded, photo, sheet, table

CORNERS = [(250, 300), (1200, 260), (1290, 1700), (180, 1640)]
GROUNDS = {"wood": (60, 90, 140), "dark": (30, 30, 32), "blue": (110, 70, 40), "grey": (120, 120, 120)}


def farthest(found: np.ndarray | None, true: list[tuple[int, int]]) -> float:
    """Largest distance of a found corner from the true one, in pixels."""
    assert found is not None
    return float(np.linalg.norm(found - np.array(true), axis=1).max())


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("framed", [False, True])
def test_a_sheet_on_a_table_is_found_by_its_own_edge(ground: str, framed: bool) -> None:
    shot = photo(sheet(framed=framed), CORNERS, table(colour=GROUNDS[ground]))
    assert farthest(find_sheet(shot), CORNERS) < 10


def test_a_sheet_among_other_things_is_found() -> None:
    desk = table()
    cv2.rectangle(desk, (0, 0), (400, 200), (200, 60, 40), cv2.FILLED)
    cv2.circle(desk, (1350, 1800), 160, (40, 40, 220), cv2.FILLED)
    assert farthest(find_sheet(photo(sheet(), CORNERS, desk)), CORNERS) < 10


def test_a_thumb_on_the_edge_does_not_move_it() -> None:
    shot = photo(sheet(), CORNERS, table())
    cv2.ellipse(shot, (700, 1690), (90, 160), 0, 0, 360, (130, 160, 210), cv2.FILLED)
    assert farthest(find_sheet(shot), CORNERS) < 12


def test_a_shadow_across_the_sheet_is_no_border() -> None:
    shot = photo(sheet(), CORNERS, table(colour=(140, 140, 140))).astype(np.float64)
    shot[:, 800:] *= 0.55
    found = find_sheet(shot.astype(np.uint8))
    assert found is None or farthest(found, CORNERS) < 12


@pytest.mark.parametrize("framed", [False, True])
def test_a_scan_is_left_as_it_is(framed: bool) -> None:
    assert find_sheet(sheet(framed=framed)) is None


def test_a_tilted_scan_of_a_framed_certificate_keeps_its_margin() -> None:
    turn = cv2.getRotationMatrix2D((500, 707), 2, 1)
    tilted = cv2.warpAffine(sheet(framed=True), turn, (1000, 1414), borderValue=(250, 250, 250))
    assert find_sheet(np.asarray(tilted, np.uint8)) is None


def test_a_copy_cut_at_its_own_frame_is_left_as_it_is() -> None:
    assert find_sheet(sheet(framed=True)[50:-50, 50:-50]) is None


@pytest.mark.parametrize("picture", [table(), np.full((800, 600, 3), 255, np.uint8), np.zeros((800, 600, 3), np.uint8)])
def test_where_no_sheet_lies_none_is_found(picture: Picture) -> None:
    assert find_sheet(picture) is None


def test_noise_is_no_sheet() -> None:
    assert find_sheet(np.random.default_rng(3).integers(0, 255, (600, 800, 3), np.uint8)) is None


def camera_view(width: float, height: float, tilt: float) -> np.ndarray:
    """Corners of a sheet of `width` × `height`, seen by a camera above its middle that is tilted by `tilt` radians."""
    corners = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    depth = 1.6 * max(width, height) + corners[:, 1] * math.sin(tilt)
    seen = np.stack([corners[:, 0], corners[:, 1] * math.cos(tilt)], axis=1) / depth[:, np.newaxis]
    return np.asarray(seen * 3000 + np.array([1500, 2000]), np.float64)


@pytest.mark.parametrize("proportion", [math.sqrt(2), 1 / math.sqrt(2), 1.0, 1.8])
@pytest.mark.parametrize("tilt", [0.0, 0.25, 0.5])
def test_a_tilted_sheet_regains_its_proportions(proportion: float, tilt: float) -> None:
    assert proportion_of(camera_view(proportion, 1.0, tilt), 3000, 4000) == pytest.approx(proportion, rel=0.02)


def test_proportions_near_to_a4_become_those_of_a4() -> None:
    picture = np.zeros((2000, 2000, 3), np.uint8)
    corners = np.array([[100, 100], [1100, 100], [1100, 1550], [100, 1550]], np.float64)
    straight, _ = rectify(picture, corners, 2600)
    assert straight.shape[0] / straight.shape[1] == pytest.approx(math.sqrt(2), rel=0.002)


def test_the_straightened_page_shows_the_sheet_alone() -> None:
    (page,) = open_document(encoded(photo(sheet(), CORNERS, table()), "JPEG", quality=90))
    assert page.rectified
    assert len(page.sheet) == 4
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in page.sheet)
    edges = np.concatenate([page.picture[8, :], page.picture[-8, :], page.picture[:, 8], page.picture[:, -8]])
    assert (edges.min(axis=1) > 200).mean() > 0.97
