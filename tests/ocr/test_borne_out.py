"""Fields set against what was typed, with the real reader."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from models.findings import Corners, FieldReading
from ocr.borne_out import ACCEPTED, Typed, borne_out, with_room, without_rules
from ocr.engines import Picture
from ocr.layout.geometry import corners_of
from ocr.reading import Readers
from tests.specimens import fonts
from tests.specimens.fonts import loaded

BOX = (60, 40, 420, 44)
NUMBER = "430602199001010013"
DIGITS = "0123456789X"


def written(text: str, quad_of: tuple[int, int, int, int] = BOX) -> tuple[Picture, tuple[Corners, ...]]:
    image = Image.new("RGB", (900, 130), (245, 245, 245))
    ImageDraw.Draw(image).text((64, 44), text, (30, 30, 30), loaded(fonts.UMING, 36))
    return np.ascontiguousarray(np.asarray(image)[..., ::-1]), (corners_of(quad_of),)


def read_as(text: str, quads: tuple[Corners, ...], confidence: float = 0.5) -> FieldReading:
    return FieldReading(text, confidence, BOX, 1, quads)


def test_a_misread_value_is_what_was_typed_where_the_ink_says_so(readers: Readers) -> None:
    picture, quads = written(NUMBER)
    found = borne_out(picture, read_as("43O6021990O1010013", quads), Typed(NUMBER, possible=DIGITS), readers.first)

    assert found.text == NUMBER
    assert found.agreement is not None
    assert found.agreement.confidence == found.confidence >= ACCEPTED


def test_another_legible_value_stays_what_it_is(readers: Readers) -> None:
    picture, quads = written(NUMBER)
    other = NUMBER.replace("1990", "1980")
    found = borne_out(picture, read_as(NUMBER, quads, 0.9), Typed(other, possible=DIGITS), readers.first)

    assert found.text == NUMBER
    assert found.agreement is not None
    assert found.agreement.confidence < 0.05


@pytest.mark.parametrize("typed", ["43060219900101001", NUMBER + "3"])
def test_a_digit_too_few_or_too_many_is_not_borne_out(typed: str, readers: Readers) -> None:
    picture, quads = written(NUMBER)

    assert borne_out(picture, read_as(NUMBER, quads, 0.9), Typed(typed, possible=DIGITS), readers.first).text == NUMBER


def test_a_value_of_which_a_part_was_found_is_looked_for_to_the_right(readers: Readers) -> None:
    picture, quads = written("13800138000", (60, 40, 90, 44))
    found = borne_out(picture, read_as("1380", quads), Typed("13800138000", possible=DIGITS), readers.first)

    assert found.text == "13800138000"


def test_a_value_whose_beginning_was_not_found_is_looked_for_to_the_left(readers: Readers) -> None:
    picture, quads = written(NUMBER, (120, 40, 270, 44))
    found = borne_out(picture, read_as(NUMBER[3:], quads), Typed(NUMBER, possible=DIGITS), readers.first)

    assert found.text == NUMBER


@pytest.mark.parametrize(
    ("read", "left", "right"),
    [("OMAWPCEH34P", -70, 110), ("9143O600MAW", 0, 180), ("91430600MAWPCEH34B", 0, 110)],
    ids=["the beginning", "the end", "nothing"],
)
def test_room_is_left_for_what_was_not_found_and_for_nothing_else(read: str, left: float, right: float) -> None:
    upper_left, upper_right, *_ = with_room(corners_of((0, 0, 110, 40)), read, "91430600MAWPCEH34P")

    assert (upper_left[0], upper_right[0]) == pytest.approx((left, right))


def test_print_that_a_dark_blue_watermark_crosses_is_borne_out(readers: Readers) -> None:
    name = "岳阳市示例技术有限公司"
    picture, quads = written(name)
    for x in range(60, 300, 40):
        crossing = cv2.line(np.zeros_like(picture), (x, 130), (x + 60, 0), (1, 1, 1), 6)
        picture = np.where(crossing > 0, np.minimum(picture, np.array([170, 60, 30], np.uint8)), picture)
    found = borne_out(picture, read_as("技术有限公司", quads), Typed(name), readers.first)

    assert found.text == name


def in_boxes(text: str) -> Picture:
    image = Image.new("RGB", (120 + 46 * len(text), 130), (245, 245, 245))
    pen = ImageDraw.Draw(image)
    for place, character in enumerate(text):
        pen.rectangle((60 + 46 * place, 36, 106 + 46 * place, 92), outline=(40, 40, 40), width=2)
        pen.text((72 + 46 * place, 44), character, (30, 30, 30), loaded(fonts.UMING, 36))
    return np.ascontiguousarray(np.asarray(image)[..., ::-1])


@pytest.mark.parametrize("place", range(5, len(NUMBER)))
def test_a_box_rule_is_never_a_one_that_was_typed(place: int, readers: Readers) -> None:
    other = NUMBER[:place] + "1" + NUMBER[place + 1 :]
    quads = (corners_of((64, 40, 5 * 46, 50)),)
    found = borne_out(in_boxes(NUMBER), read_as(NUMBER[:5], quads, 0.9), Typed(other, possible=DIGITS), readers.first)

    assert (found.text == other) == (NUMBER[place] == "1")


def test_a_value_in_boxes_of_which_a_part_was_found_is_borne_out(readers: Readers) -> None:
    quads = (corners_of((64, 40, 5 * 46, 50)),)
    found = borne_out(in_boxes(NUMBER), read_as(NUMBER[:5], quads, 0.9), Typed(NUMBER, possible=DIGITS), readers.first)

    assert found.text == NUMBER


def test_a_piece_that_may_begin_a_number_in_boxes_or_end_it_is_looked_for_both_ways(readers: Readers) -> None:
    mobile = "13180379601"
    quads = (corners_of((60 + 2 * 46, 40, 9 * 46, 50)),)
    found = borne_out(in_boxes(mobile), read_as("1801901", quads, 0.9), Typed(mobile, possible=DIGITS), readers.first)

    assert found.text == mobile


def test_a_blank_place_stays_blank(readers: Readers) -> None:
    picture, quads = written("", (60, 40, 0, 44))
    found = borne_out(picture, FieldReading("", 1.0, (60, 40, 0, 44), 1, quads), Typed(NUMBER), readers.first)

    assert (found.text, found.confidence, found.agreement) == ("", 1.0, None)


def test_nothing_typed_asks_nothing(readers: Readers) -> None:
    picture, quads = written(NUMBER)
    reading = read_as(NUMBER, quads)

    assert borne_out(picture, reading, Typed(""), readers.first) == reading


def test_rules_go_and_characters_stay() -> None:
    picture, _ = written("123")
    ruled = picture.copy()
    ruled[:, 300:302] = 60
    bare = without_rules(ruled)

    assert bare[60, 301].min() > 200
    assert np.abs(bare[40:90, 60:140].astype(int) - picture[40:90, 60:140]).max() < 30
