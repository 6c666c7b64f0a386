"""Crops hold their line, level and whole, wherever it stands; what cannot be read is left out."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.engines import Picture, Quad, bounding_box, crop_of, read_lines, upright_crop
from tests.ocr.printed import StandInReader, paper, quad


def with_block(corners: Quad, width: int = 400, height: int = 300) -> Picture:
    """Paper whose only ink fills the quadrilateral: red in its left half, black in its right one."""
    picture = paper(width, height)
    middle = (corners[[0, 3]] + corners[[1, 2]]) / 2
    cv2.fillPoly(picture, [corners.astype(np.int32)], (0, 0, 0))
    left = np.array([corners[0], middle[0], middle[1], corners[3]])
    cv2.fillPoly(picture, [left.astype(np.int32)], (0, 0, 255))
    return picture


def turned(corners: Quad, degrees: float) -> Quad:
    """The quadrilateral turned clockwise about its middle."""
    turn = np.radians(degrees)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    middle = corners.mean(axis=0)
    return np.asarray((corners - middle) @ matrix.T + middle, np.float32)


@pytest.mark.parametrize("degrees", [0, 7, -20, 45, 180])
def test_a_crop_is_the_line_made_level(degrees: float) -> None:
    corners = turned(quad(120, 130, 160, 40), degrees)
    crop = crop_of(with_block(corners), corners)
    assert crop.shape == pytest.approx((40, 160, 3), abs=1)
    assert crop[10:30, 10:70, 2].min() > 200
    assert crop[10:30, 90:150].max() < 60


def test_a_line_that_runs_downwards_is_turned_to_run_to_the_right() -> None:
    corners = quad(180, 50, 40, 160)
    picture = paper(400, 300)
    picture[50:130, 180:220] = (0, 0, 255)
    picture[130:210, 180:220] = (0, 0, 0)
    crop = crop_of(picture, corners)
    assert crop.shape == (40, 160, 3)
    assert crop[20, 40].tolist() == [0, 0, 255]
    assert crop[20, 120].tolist() == [0, 0, 0]


@pytest.mark.parametrize("corners", [quad(-30, -20, 60, 40), quad(390, 290, 60, 40), quad(5, 5, 0, 0)])
def test_a_crop_beyond_the_edge_or_without_extent_is_still_a_picture(corners: Quad) -> None:
    crop = crop_of(paper(400, 300), corners)
    assert min(crop.shape[:2]) >= 1


def test_the_upright_crop_keeps_to_the_picture() -> None:
    picture = paper(100, 50)
    assert upright_crop(picture, (90, 40, 30, 30)).shape == (10, 10, 3)
    assert upright_crop(picture, (-5, -5, 20, 20)).shape == (15, 15, 3)


def test_a_bounding_box_lies_around_the_corners_and_inside_the_picture() -> None:
    corners = np.array([[-4.2, 10.4], [120.6, 8.9], [121.0, 30.2], [-3.9, 31.7]], np.float32)
    assert bounding_box(corners, paper(100, 50)) == (0, 8, 100, 24)


def test_lines_come_with_box_page_and_scores_and_empty_ones_are_left_out() -> None:
    reader = StandInReader(
        "营业执照", "  ", "副本", score=0.8, quads=[quad(10, 10 + 40 * row, 100, 30) for row in range(3)]
    )
    first, second = read_lines(reader, paper(200, 150), page=3)
    assert (first.text, first.box, first.page) == ("营业执照", (10, 10, 100, 30), 3)
    assert (second.text, second.box) == ("副本", (10, 90, 100, 30))
    assert first.character_scores == (0.8,) * 4
    assert first.corners == ((10.0, 10.0), (110.0, 10.0), (110.0, 40.0), (10.0, 40.0))


def test_lines_that_are_known_already_are_not_looked_for_again() -> None:
    reader = StandInReader("副本", quads=[quad(10, 60, 100, 30)])
    (found,) = read_lines(reader, paper(200, 150), quads=[quad(10, 10, 100, 30)])
    assert (found.text, found.box) == ("副本", (10, 10, 100, 30))


def test_a_page_without_lines_has_none() -> None:
    assert read_lines(StandInReader("unseen"), paper()) == ()
