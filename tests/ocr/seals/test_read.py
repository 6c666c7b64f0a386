from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from models.findings import Seal, SealColour, SealOwner, SealShape
from ocr.engines import Reader, read_lines
from ocr.seals import owner_of, read_seals
from ocr.seals.read import _is_of_ring, _is_print, _repeats
from tests.ocr.printed import line
from tests.ocr.seals.paper import (
    AUTHORITY,
    BLUE,
    GREY,
    RED,
    UNIT,
    Picture,
    plain_seal,
    pressed,
    seen_aside,
    sheet,
    with_print,
)
from tests.specimens.fonts import KAI, loaded
from tests.specimens.marking import PURPOSE


def watermarked(page: Picture, centre: tuple[int, int], degrees: float) -> Picture:
    """`page` with the required purpose across it in red, through `centre` and at a slant."""
    words = Image.new("L", page.shape[1::-1], 0)
    ImageDraw.Draw(words).text(centre, PURPOSE, fill=160, font=loaded(KAI[2], 34), anchor="mm")
    turning = cv2.getRotationMatrix2D(centre, degrees, 1)
    turned = cv2.warpAffine(np.asarray(words, np.float32), turning, page.shape[1::-1])
    strength = turned[..., None] / 255
    return np.asarray(page * (1 - strength + strength * np.array(RED, np.float32) / 255), np.uint8)


@pytest.mark.parametrize("tilt", [0, 25, -70, 120, 180])
def test_the_ring_is_read_whole_at_any_tilt(reader: Reader, tilt: float) -> None:
    (reading,) = read_seals(pressed(sheet(), plain_seal(), (600, 900), tilt=tilt), reader, page=2)
    assert reading.seal.text == UNIT
    assert (reading.seal.page, reading.seal.line, reading.seal.owner) == (2, "", SealOwner.UNKNOWN)


@pytest.mark.parametrize("colour", [RED, BLUE, GREY])
def test_the_ring_is_read_in_any_ink(reader: Reader, colour: tuple[int, int, int]) -> None:
    (reading,) = read_seals(pressed(sheet(), plain_seal(), (600, 900), colour), reader)
    assert reading.seal.text == UNIT


def test_the_ring_is_read_over_dense_print(reader: Reader) -> None:
    page = pressed(with_print(sheet()), plain_seal(), (500, 800), scale=7)
    (reading,) = read_seals(page, reader, expected_names=[UNIT])
    assert reading.seal.text == UNIT


def test_a_ring_seen_from_aside_is_read(reader: Reader) -> None:
    page = seen_aside(pressed(sheet(), plain_seal(), (550, 700), scale=7))
    (reading,) = read_seals(page, reader)
    assert reading.seal.text == UNIT


def test_both_of_two_overlapping_seals_are_told_apart(reader: Reader) -> None:
    page = pressed(pressed(sheet(), plain_seal(AUTHORITY), (600, 900), GREY), plain_seal(), (790, 960))
    owners = {
        reading.seal.colour: owner_of(reading.seal, [UNIT], reading.character_scores)
        for reading in read_seals(page, reader, expected_names=[UNIT])
    }
    assert owners[SealColour.RED] is SealOwner.UNIT
    assert owners[SealColour.BLACK] is not SealOwner.UNIT


def test_what_another_seal_of_the_same_ink_lies_over_is_no_evidence_against_the_name(reader: Reader) -> None:
    page = pressed(pressed(sheet(), plain_seal(AUTHORITY), (600, 900)), plain_seal(), (790, 960))
    found = [
        owner_of(read.seal, [UNIT], read.character_scores) for read in read_seals(page, reader, expected_names=[UNIT])
    ]
    assert found.count(SealOwner.UNIT) == 1


def test_a_piece_of_the_ring_read_across_the_seal_is_no_line_of_it() -> None:
    assert _is_of_ring("出阳县中区", "岳阳县中医医院")
    assert _is_of_ring("巾统计向", "汨罗市统计局")
    assert not _is_of_ring("财务专用章", "岳阳县中医医院")
    assert not _is_of_ring("岳阳县中医医院财务专用章", "岳阳县中医医院")


def test_a_seal_that_lies_over_where_a_line_would_stand_leaves_it_open_whether_there_is_one(reader: Reader) -> None:
    small = plain_seal(AUTHORITY, diameter=30)
    page = pressed(pressed(sheet(), plain_seal(), (600, 900)), small, (600, 950))
    read = read_seals(page, reader, expected_names=[UNIT])
    owners = [owner_of(reading.seal, [UNIT], reading.character_scores) for reading in read]
    assert SealOwner.UNKNOWN in owners
    assert SealOwner.UNIT not in owners


def seal_of(text: str, confidence: float) -> Seal:
    return Seal(
        SealOwner.UNKNOWN, SealShape.ROUND, SealColour.RED, text, (400, 700, 250, 250), 1, confidence=confidence
    )


def test_of_two_readings_of_one_seal_a_jumble_is_the_worse_one() -> None:
    name, jumble = seal_of(UNIT, 0.7), seal_of(UNIT[1:] + "限临督管理局", 0.2)

    assert _repeats(jumble, name)
    assert not _repeats(name, jumble)


@pytest.mark.parametrize("tail", ["工会委员会", "财务专用章", "岳阳分公司"])
@pytest.mark.parametrize("confidence", [0.2, 0.9])
def test_a_name_is_a_piece_of_a_longer_text_that_a_seal_may_bear(tail: str, confidence: float) -> None:
    assert _repeats(seal_of(UNIT, 0.9), seal_of(UNIT + tail, confidence))


def test_a_line_that_the_pages_own_lines_hold_too_is_the_seals_where_it_has_a_seals_words() -> None:
    through = [line("2026年9月19日办公室", x=100, y=500, height=40), line("晏婷慧", x=20, y=560, height=40)]
    assert not _is_print("办公室", (150, 300, 400, 400), through)
    assert _is_print("婷慧", (60, 300, 400, 400), through)


@pytest.mark.parametrize("words", ["财务专用章", "办公室"])
def test_a_line_beside_which_print_runs_through_the_seal_is_still_the_seals(reader: Reader, words: str) -> None:
    page = pressed(with_print(sheet()), plain_seal(line=words), (500, 800), scale=7)
    (reading,) = read_seals(page, reader, lines=read_lines(reader, page), expected_names=[UNIT])
    assert owner_of(reading.seal, [UNIT], reading.character_scores) is not SealOwner.UNIT


@pytest.mark.parametrize("line", ["合同专用章", "财务专用章", "人力资源部"])
@pytest.mark.parametrize("tilt", [0, 40])
def test_a_seal_with_a_line_below_the_star_is_never_the_units_own(reader: Reader, line: str, tilt: float) -> None:
    page = pressed(sheet(), plain_seal(line=line), (600, 900), tilt=tilt)
    (reading,) = read_seals(page, reader)
    assert reading.seal.line == line
    assert owner_of(reading.seal, [UNIT]) is SealOwner.SPECIAL


def test_a_line_that_cannot_be_read_is_reported_as_there(reader: Reader) -> None:
    page = pressed(sheet(), plain_seal(), (600, 900))
    for x in range(535, 665, 9):
        cv2.line(page, (x, 950), (x + 12, 966), RED, 2, cv2.LINE_AA)
        cv2.line(page, (x + 12, 950), (x, 966), RED, 2, cv2.LINE_AA)
    (reading,) = read_seals(page, reader)
    assert reading.seal.line
    assert owner_of(reading.seal, [UNIT]) is SealOwner.UNKNOWN


def test_a_watermark_that_runs_through_the_seal_at_a_slant_is_no_line_of_it(reader: Reader) -> None:
    page = watermarked(pressed(sheet(), plain_seal(), (600, 900)), (600, 940), degrees=27)
    (reading,) = read_seals(page, reader, expected_names=[UNIT])

    assert owner_of(reading.seal, [UNIT], reading.character_scores, PURPOSE) is SealOwner.UNIT


def test_a_seal_whose_middle_is_covered_may_have_a_line_and_is_not_the_units_for_sure(reader: Reader) -> None:
    page = pressed(sheet(), plain_seal(line="合同专用章"), (600, 900))
    cv2.rectangle(page, (530, 895), (670, 975), (40, 120, 190), -1)
    for reading in read_seals(page, reader, expected_names=[UNIT]):
        assert owner_of(reading.seal, [UNIT], reading.character_scores) is not SealOwner.UNIT


def test_a_seal_that_left_hardly_more_than_its_rim_is_one_that_nobody_can_read(reader: Reader) -> None:
    page = sheet()
    cv2.circle(page, (600, 900), 220, RED, 8)
    for place in range(0, 360, 30):
        x, y = 600 + 160 * np.cos(np.radians(place)), 900 + 160 * np.sin(np.radians(place))
        cv2.line(page, (round(x) - 12, round(y)), (round(x) + 12, round(y)), RED, 9)
    (reading,) = read_seals(page, reader)
    assert (reading.seal.text, reading.seal.owner) == ("", SealOwner.UNKNOWN)


def test_the_number_at_the_bottom_is_read_and_is_no_part_of_the_name(reader: Reader) -> None:
    page = pressed(sheet(), plain_seal(number="4306021234567"), (600, 900), scale=9)
    (reading,) = read_seals(page, reader)
    assert reading.seal.text == UNIT
    assert reading.seal.number == "4306021234567"
    assert reading.seal.line == ""


def test_an_oval_seal_without_a_star_is_read(reader: Reader) -> None:
    oval = replace(plain_seal(line="发票专用章"), shape="oval", width=45.0, height=32.0, has_star=False, letter=4.6)
    (reading,) = read_seals(pressed(sheet(), oval, (600, 900), scale=8), reader)
    assert reading.seal.shape is SealShape.OVAL
    assert owner_of(reading.seal, [UNIT]) is not SealOwner.UNIT
    assert reading.seal.line == "发票专用章"


def test_the_unrolled_ring_is_a_wide_picture_for_the_reviewer(reader: Reader) -> None:
    (reading,) = read_seals(pressed(sheet(), plain_seal(), (600, 900)), reader)
    height, width, channels = reading.unrolled.shape
    assert channels == 3
    assert reading.unrolled.dtype == np.uint8
    assert width > 6 * height


def test_a_name_that_differs_in_a_clear_character_is_not_explained_away(reader: Reader) -> None:
    other = UNIT.replace("帆", "舟")
    page = pressed(sheet(), plain_seal(other), (600, 900))
    (reading,) = read_seals(page, reader, expected_names=[UNIT])
    assert reading.seal.text == other
    assert owner_of(reading.seal, [UNIT], reading.character_scores) is not SealOwner.UNIT


def test_a_seal_half_beyond_the_edge_is_never_the_units_for_sure(reader: Reader) -> None:
    page = pressed(sheet(), plain_seal(), (1100, 900))
    for reading in read_seals(page, reader, expected_names=[UNIT]):
        assert owner_of(reading.seal, [UNIT], reading.character_scores) is not SealOwner.UNIT


def emblem(page: Picture) -> None:
    cv2.circle(page, (550, 250), 90, (60, 170, 220), -1, cv2.LINE_AA)
    cv2.circle(page, (550, 250), 66, (45, 45, 200), -1, cv2.LINE_AA)
    cv2.ellipse(page, (550, 300), (60, 30), 0, 0, 360, (60, 170, 220), -1, cv2.LINE_AA)


def red_print(page: Picture) -> None:
    for row in range(200, 1300, 90):
        cv2.putText(page, "OOPS 8080 COOL BOOK", (60, row), cv2.FONT_HERSHEY_TRIPLEX, 2, RED, 5, cv2.LINE_AA)


@pytest.mark.parametrize("drawn", [emblem, red_print])
def test_emblems_and_red_print_are_no_seals(reader: Reader, drawn: object) -> None:
    page = sheet()
    assert callable(drawn)
    drawn(page)
    assert read_seals(page, reader) == ()
