"""Pages that cannot be read, each with the way to photograph them again; and readable ones, which get no remark."""

import random

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from models.findings import TextLine
from ocr.engines import Picture
from ocr.quality import judge_quality
from tests.specimens import fonts
from tests.specimens.fonts import loaded
from tests.specimens.screens import of_a_screen

TEXT = "湖南省岳阳市岳阳楼区示例技术有限公司"


def page(paper: int = 215, ink: int = 30, rows: int = 10, size: int = 32, left: int = 200) -> Picture:
    drawn = Image.new("RGB", (1400, 1000), (paper,) * 3)
    drawing = ImageDraw.Draw(drawn)
    for row in range(rows):
        drawing.text((left, 100 + 80 * row), TEXT, (ink,) * 3, loaded(fonts.EMBEDDABLE[0], size))
    return np.ascontiguousarray(np.asarray(drawn), np.uint8)


def lines(rows: int = 10, size: int = 32, left: int = 200, score: float = 0.98) -> list[TextLine]:
    boxes = [(max(0, left), 100 + 80 * row, size * len(TEXT), size + 2) for row in range(rows)]
    return [TextLine(TEXT, score, box, 1) for box in boxes]


def remarks(picture: Picture, found: list[TextLine]) -> list[str]:
    judged = judge_quality(picture, found)
    assert all(remark.message.endswith("。") and "请" in remark.message for remark in judged)
    return [remark.code for remark in judged]


@pytest.mark.parametrize("paper", [150, 215, 255])
def test_a_readable_page_gets_no_remark(paper: int) -> None:
    assert remarks(page(paper), lines()) == []


def test_a_soft_page_that_was_read_well_gets_no_remark() -> None:
    soft = np.asarray(cv2.GaussianBlur(page(), (0, 0), 3), np.uint8)
    assert remarks(soft, lines(score=0.97)) == []


def test_a_blurred_page() -> None:
    blurred = np.asarray(cv2.GaussianBlur(page(), (0, 0), 5), np.uint8)
    assert remarks(blurred, lines(score=0.6)) == ["PICTURE_BLURRED"]
    assert remarks(blurred, []) == ["PICTURE_BLURRED"]


def test_a_dark_page() -> None:
    assert remarks(page(paper=55, ink=10), lines()) == ["PICTURE_DARK"]


def test_a_page_with_glare() -> None:
    shiny = page(paper=170).astype(np.float32)
    down, across = np.mgrid[:1000, :1400]
    shiny += (400 * np.exp(-((across - 800) ** 2 + (down - 500) ** 2) / (2 * 120**2)))[..., None]
    assert remarks(np.clip(shiny, 0, 255).astype(np.uint8), lines()) == ["PICTURE_GLARE"]


def test_a_page_whose_text_is_too_small() -> None:
    small = np.asarray(cv2.resize(page(), None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), np.uint8)
    found = [TextLine(line.text, 0.7, tuple(round(value / 4) for value in line.box), 1) for line in lines()]  # type: ignore[arg-type]
    assert remarks(small, found) == ["PICTURE_SMALL"]


def test_a_page_that_is_cut_off() -> None:
    assert remarks(page(left=-60), lines(left=-60)) == ["PICTURE_CUT_OFF"]


@pytest.mark.parametrize("paper", [90, 200, 255])
def test_a_blank_page(paper: int) -> None:
    noise = np.random.default_rng(3).normal(paper, 3, (1000, 1400, 3))
    assert remarks(np.clip(noise, 0, 255).astype(np.uint8), []) == ["PAGE_BLANK"]


def test_an_unreadable_page_is_not_blank() -> None:
    assert "PAGE_BLANK" not in remarks(page(), [])


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (12, 12, 3)])
def test_scraps_of_pictures_are_judged_without_error(shape: tuple[int, int, int]) -> None:
    judge_quality(np.full(shape, 128, np.uint8), [])


@pytest.mark.parametrize("shape", [(1, 3000, 3), (3000, 1, 3), (1, 1, 3)])
def test_a_page_as_thin_as_a_hair_is_judged_like_any_other(shape: tuple[int, ...]) -> None:
    assert judge_quality(np.zeros(shape, np.uint8), ())


def test_a_screenshot_and_a_photographed_screen_are_told() -> None:
    narrow = np.asarray(cv2.resize(page(), (700, 500)), np.uint8)
    shown = np.zeros((1600, 700, 3), np.uint8)
    shown[500:1000] = narrow
    assert remarks(shown, lines(size=20, left=100)) == ["PICTURE_SCREENSHOT"]
    assert remarks(of_a_screen(page(), random.Random(1)), lines()) == ["PICTURE_OF_SCREEN"]
