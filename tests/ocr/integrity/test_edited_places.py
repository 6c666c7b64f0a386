"""Values that were painted over on a noisy page are told; shadows, glare, seals and pages without grain are not."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from models.findings import BoxValue
from ocr.engines import Picture
from ocr.integrity.edited_places import is_painted_over, remarks_on_edited, surface_of
from ocr.pages import Box, Page, Suspicion, Word
from tests.ocr.integrity.stamped import copied, ink_of_stamp, pressing, sheet_with, stamp
from tests.readings import a_field, a_letter

PAPER = 225
VALUE: BoxValue = (260, 548, 300, 24)
PATCH = (slice(540, 580), slice(250, 570))


def printed(light: Picture) -> Picture:
    """Print over paper of this light, its value's place in the middle."""
    for y in range(250, 900, 60):
        for x in range(60, 840, 20):
            cv2.rectangle(light, (x, y), (x + 9, y + 18), (30, 30, 30), 2)
    return light


def photographed(seed: int = 1) -> Picture:
    """Half in the shade, with the camera's noise."""
    shade = np.linspace(1, 0.6, 900)[np.newaxis, :, np.newaxis]
    lit = (printed(np.full((1100, 900, 3), PAPER, np.uint8)) * shade).astype(np.uint8)
    return copied(lit, seed, noise=6.0, quality=92)


def painted(page: Picture, level: int | None = None, quality: int = 85) -> Picture:
    """The value covered evenly and typed anew; in the paper's own colour unless a level is given."""
    page = page.copy()
    page[PATCH] = np.median(page[PATCH], axis=(0, 1)) if level is None else level
    for x in range(260, 560, 40):
        cv2.rectangle(page, (x, 552), (x + 9, 568), (30, 30, 30), 2)
    return copied(page, noise=0.0, quality=quality)


@pytest.mark.parametrize("quality", [70, 85, 95])
@pytest.mark.parametrize("level", [None, 255])
def test_a_value_that_was_painted_over_is_told(level: int | None, quality: int) -> None:
    assert is_painted_over(surface_of(painted(photographed(), level, quality)), VALUE)


@pytest.mark.parametrize("seed", range(1, 5))
@pytest.mark.parametrize("quality", [40, 70, 95])
def test_an_honest_one_is_not_however_it_was_saved(seed: int, quality: int) -> None:
    assert not is_painted_over(surface_of(copied(photographed(seed), noise=0.0, quality=quality)), VALUE)


def test_neither_is_the_place_beside_one_that_was() -> None:
    x, y, width, height = VALUE
    assert not is_painted_over(surface_of(painted(photographed())), (x, y - 120, width, height))


def test_a_seal_over_a_value_does_not_look_like_it() -> None:
    sheet, box = sheet_with(ink_of_stamp(stamp(), pressing()), lines=7)
    assert not is_painted_over(surface_of(copied(sheet)), box)


@pytest.mark.parametrize("reach", [15, 60, 200])
def test_neither_does_a_spot_of_light_that_burns_it_out(reach: int) -> None:
    down, across = np.mgrid[:1100, :900]
    light = 300 * np.exp(-((across - 400) ** 2 + (down - 560) ** 2) / (2 * reach**2))
    lit = np.clip(photographed() + light[..., np.newaxis], 0, 255).astype(np.uint8)
    assert not is_painted_over(surface_of(copied(lit, noise=0.0)), VALUE)


def test_where_the_page_has_no_grain_nothing_follows() -> None:
    assert not is_painted_over(surface_of(painted(printed(np.full((1100, 900, 3), PAPER, np.uint8)))), VALUE)


@pytest.mark.parametrize("box", [(5000, 5000, 90, 20), (0, 0, 0, 0), (-50, -50, 20, 20), (890, 1090, 400, 400)])
def test_a_place_at_the_pages_edge_or_outside_says_nothing(box: BoxValue) -> None:
    assert not is_painted_over(surface_of(photographed()), box)


@pytest.mark.parametrize("side", [8, 40])
def test_neither_does_a_tiny_page(side: int) -> None:
    assert not is_painted_over(surface_of(np.full((side, side, 3), PAPER, np.uint8)), (0, 0, side, side))


def page(picture: Picture, words: tuple[Word, ...] = ()) -> Page:
    return Page(1, picture, b"", "0" * 64, words=words, has_text_layer=bool(words))


def test_the_remark_names_the_value_and_asks_for_the_original() -> None:
    letter = a_letter(fields={"unit_name": replace(a_field("岳阳市示例技术有限公司"), box=VALUE)})
    (remark,) = remarks_on_edited(page(painted(photographed())), letter)
    assert (remark.code, remark.page, remark.box, remark.is_note) == ("PLACE_EDITED", 1, VALUE, False)
    assert remark.message.endswith("请人工核对原件。")
    assert remarks_on_edited(replace(page(painted(photographed())), number=2), letter) == ()


def test_a_page_that_was_born_digital_is_not_judged() -> None:
    letter = a_letter(fields={"unit_name": replace(a_field("岳阳市示例技术有限公司"), box=VALUE)})
    seen = Word("湖南省", Box(0, 0, 90, 30), 12.0)
    unseen = replace(seen, suspicions=frozenset({Suspicion.INVISIBLE}))
    assert remarks_on_edited(page(painted(photographed()), (seen,)), letter) == ()
    assert remarks_on_edited(page(painted(photographed()), (unseen,)), letter)
