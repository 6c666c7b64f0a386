"""Screenshots and photographs of screens are known; pages, and photographs of pages, are neither."""

from __future__ import annotations

import random

import numpy as np
import pytest

from models.findings import TextLine
from ocr.engines import Picture
from ocr.pages import open_document
from ocr.screens import is_of_a_screen, is_screenshot
from tests.specimens.case import QUALITIES, draw_case
from tests.specimens.screens import of_a_screen, screenshot


@pytest.fixture(scope="module")
def letters() -> dict[str, Picture]:
    """A clean letter in each quality, as its page is read."""
    cases = {quality: draw_case(41, "clean", quality) for quality in QUALITIES}
    return {
        quality: open_document(next(content for name, content in case.files.items() if "letter" in name))[0].picture
        for quality, case in cases.items()
    }


def line(text: str, top: int = 20) -> TextLine:
    return TextLine(text, 0.95, (60, top, 200, 30), 1)


@pytest.mark.parametrize("quality", QUALITIES)
def test_a_page_is_neither(letters: dict[str, Picture], quality: str) -> None:
    assert not is_screenshot(letters[quality], [line("用户告知承诺书")])
    assert not is_of_a_screen(letters[quality])


@pytest.mark.parametrize("quality", QUALITIES)
@pytest.mark.parametrize("seed", range(3))
def test_a_photograph_of_a_screen_has_its_pattern(letters: dict[str, Picture], quality: str, seed: int) -> None:
    assert is_of_a_screen(of_a_screen(letters[quality], random.Random(seed)))


@pytest.mark.parametrize("seed", range(3))
def test_a_screenshot_is_known_by_its_bars(letters: dict[str, Picture], seed: int) -> None:
    bare = screenshot(letters["photo"], random.Random(seed), status_bar=False)
    assert is_screenshot(bare, [])


@pytest.mark.parametrize("shown", ["9:41", "23:05 ●", "☾ 08：30"])
def test_so_it_is_by_its_clock(shown: str) -> None:
    noise = np.random.default_rng(1).integers(90, 200, (2400, 1080, 3), np.uint8)
    assert is_screenshot(noise, [line(shown)])
    assert not is_screenshot(noise, [line(shown, top=1200)])
    assert not is_screenshot(noise[:1500], [line(shown)])


def test_so_it_is_by_two_signs_of_a_status_bar() -> None:
    noise = np.random.default_rng(1).integers(90, 200, (2400, 1080, 3), np.uint8)
    assert is_screenshot(noise, [line("5G"), line("87%")])
    assert not is_screenshot(noise, [line("87%")])
    assert not is_screenshot(noise, [line("编号 12:345678")])


def test_a_long_narrow_page_without_bars_is_none() -> None:
    strip = np.full((2400, 1080, 3), 240, np.uint8)
    strip[20:-20:7, ::5] = 30
    assert not is_screenshot(strip, [line("收据")])


@pytest.mark.parametrize("shape", [(1, 1, 3), (2400, 1, 3), (300, 257, 3), (3000, 200, 3)])
def test_scraps_are_judged_without_error(shape: tuple[int, int, int]) -> None:
    scrap = np.full(shape, 128, np.uint8)
    is_screenshot(scrap, [])
    assert not is_of_a_screen(scrap)
