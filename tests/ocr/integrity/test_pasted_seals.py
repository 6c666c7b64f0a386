"""Seals that hide the print beneath, or lie over a scan as pictures of their own; pressed ones do neither."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from models.findings import BoxValue, SealColour, SealOwner
from ocr.engines import Picture
from ocr.integrity.pasted_seals import hides_print, print_beneath, remarks_on_pasted
from ocr.pages import Box, Page, Suspicion, Word, open_document
from tests.ocr.integrity.stamped import copied, ink_of_stamp, pressing, sheet_with, stamp
from tests.readings import a_seal
from tests.specimens.case import draw_case

EVEN = pressing(2, wear=0.1, texture=0.3, strength=1.0)


def pressed_over_print(seed: int = 2) -> tuple[Picture, BoxValue]:
    return sheet_with(ink_of_stamp(stamp(seed), EVEN, seed), lines=7)


def laid_over_print(seed: int = 2) -> tuple[Picture, BoxValue]:
    """The same seal as a picture with a transparent ground, as an editor lays it on."""
    ink = ink_of_stamp(stamp(seed), EVEN, seed)
    sheet, box = sheet_with(np.zeros_like(ink), lines=7)
    _, box = sheet_with(ink)
    alpha = cv2.GaussianBlur(ink, (3, 3), 0)[..., np.newaxis] > 90
    place = sheet[300 : 300 + ink.shape[0], 250 : 250 + ink.shape[1]]
    place[:] = np.where(alpha, np.array((50, 40, 200), np.uint8), place)
    return sheet, box


def page(picture: Picture, images: tuple[Box, ...] = (), words: tuple[Word, ...] = ()) -> Page:
    return Page(1, picture, b"", "0" * 64, images=images, words=words, has_text_layer=bool(words))


def whole(picture: Picture) -> Box:
    return Box(0, 0, picture.shape[1], picture.shape[0])


@pytest.mark.parametrize("seed", range(1, 5))
@pytest.mark.parametrize("copy", [0, 5])
def test_a_pressed_seal_lets_print_show_through(seed: int, copy: int) -> None:
    sheet, box = pressed_over_print(seed)
    expected, seen = print_beneath(copied(sheet, copy) if copy else sheet, box)
    assert expected > 100
    assert seen > 0.5 * expected
    assert not hides_print(sheet, box)


@pytest.mark.parametrize("seed", range(1, 5))
@pytest.mark.parametrize("copy", [0, 5])
def test_one_laid_on_hides_it(seed: int, copy: int) -> None:
    sheet, box = laid_over_print(seed)
    assert hides_print(copied(sheet, copy) if copy else sheet, box)


def test_where_there_is_no_print_nothing_follows() -> None:
    sheet, box = sheet_with(ink_of_stamp(stamp(), EVEN))
    assert not hides_print(sheet, box)
    assert print_beneath(sheet, (0, 0, 5, 5)) == (0.0, 0.0)
    assert print_beneath(sheet, (5000, 5000, 50, 50)) == (0.0, 0.0)


def test_the_remark_names_the_place_and_what_was_seen() -> None:
    sheet, box = laid_over_print()
    (remark,) = remarks_on_pasted(page(sheet), [a_seal(box=box)])
    assert (remark.code, remark.page, remark.box, remark.is_note) == ("SEAL_HIDES_PRINT", 1, box, True)
    assert remark.message.endswith("。")


def test_a_page_that_was_born_digital_is_not_judged() -> None:
    sheet, box = laid_over_print()
    seen = Word("湖南省", Box(0, 0, 90, 30), 12.0)
    unseen = replace(seen, suspicions=frozenset({Suspicion.TINY}))
    images = (whole(sheet), Box(*box))
    assert remarks_on_pasted(page(sheet, images, (seen,)), [a_seal(box=box)]) == ()
    assert remarks_on_pasted(page(sheet, images, (unseen,)), [a_seal(box=box)])


def test_neither_is_the_authoritys_seal_nor_a_grey_one_for_what_it_hides() -> None:
    sheet, box = laid_over_print()
    authority, grey = a_seal(SealOwner.AUTHORITY, box=box), a_seal(box=box, colour=SealColour.BLACK)
    assert remarks_on_pasted(page(sheet, (whole(sheet), Box(*box))), [authority]) == ()
    assert remarks_on_pasted(page(sheet), [grey]) == ()


def test_a_picture_of_its_own_over_a_scan_is_told() -> None:
    sheet, box = pressed_over_print()
    (remark,) = remarks_on_pasted(page(sheet, (whole(sheet), Box(*box))), [a_seal(box=box)])
    assert (remark.code, remark.box) == ("SEAL_LAID_OVER_SCAN", box)
    elsewhere = Box(box[0] + 400, box[1], box[2], box[3])
    assert remarks_on_pasted(page(sheet, (whole(sheet), elsewhere)), [a_seal(box=box)]) == ()
    assert remarks_on_pasted(page(sheet, (Box(*box),)), [a_seal(box=box)]) == ()


def test_on_a_drawn_letter_as_well() -> None:
    """A seal is known there by where its picture lies, since the page is smaller than its scan."""
    case = draw_case(400, "seal_object_over_scan", "scan")
    content = next(content for name, content in case.files.items() if name.startswith("letter"))
    (read,) = open_document(content)
    smallest = min(read.images, key=lambda image: image.width * image.height)
    found = remarks_on_pasted(read, [a_seal(box=tuple(smallest))])
    assert [remark.code for remark in found] == ["SEAL_LAID_OVER_SCAN"]


def test_a_seal_laid_on_a_drawn_scan_hides_its_print() -> None:
    case = draw_case(400, "seal_laid_on", "scan")
    content = next(content for name, content in case.files.items() if name.startswith("letter"))
    (read,) = open_document(content)
    unit = next(seal for seal in case.truth["documents"]["letter"]["seals"] if seal["owner"] == "unit")
    assert hides_print(read.picture, tuple(unit["box"]))
