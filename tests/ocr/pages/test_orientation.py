"""Turning pages upright, with a reader that knows nothing but a drawn arrow of text."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from ocr.pages import Box, Orientation, Picture, Quad, open_document, orientation_by
from ocr.pages.orientation import Orient
from ocr.pages.turning import turn_box, turn_picture
from tests.ocr.pages.drawing import encoded

ROWS = range(100, 500, 80)


def page_of_lines() -> Picture:
    """Five lines whose left end is black and whose right end is grey; upright, black stands on the left."""
    page = np.full((600, 900, 3), 255, np.uint8)
    for top in ROWS:
        page[top : top + 40, 100:300] = 0
        page[top : top + 40, 300:500] = 128
    return page


@dataclass(frozen=True)
class Line:
    text: str
    score: float


class ArrowReader:
    """Finds dark lines, and reads a crop well whose left half is the darker."""

    def __init__(self, doubt: float = 0.0) -> None:
        self.doubt = doubt
        self.detections = self.recognitions = 0

    def detect(self, picture: Picture) -> Sequence[Quad]:
        self.detections += 1
        dark = picture.max(axis=2) < 200
        lying = dark.any(axis=0).sum() > dark.any(axis=1).sum()
        filled = np.flatnonzero(np.diff(np.r_[0, dark.any(axis=1 if lying else 0).astype(int), 0]))
        along = np.flatnonzero(dark.any(axis=0 if lying else 1))[[0, -1]]
        return [self._quad(start, end, along, lying) for start, end in filled.reshape(-1, 2)]

    @staticmethod
    def _quad(start: int, end: int, along: np.ndarray, lying: bool) -> Quad:
        across = np.array([start, start, end, end], np.float32)
        ends = np.array([along[0], along[1], along[1], along[0]], np.float32)
        pair = (ends, across) if lying else (across[[0, 2, 2, 0]], ends[[0, 0, 1, 1]])
        return np.stack(pair, axis=1).astype(np.float32)

    def recognise(self, crops: Sequence[Picture]) -> Sequence[Line]:
        self.recognitions += len(crops)
        return [Line("统一社会信用代码", self._score(crop)) for crop in crops]

    def _score(self, crop: Picture) -> float:
        half = crop.shape[1] // 2
        upright = crop.shape[1] > crop.shape[0] and crop[:, :half].mean() < crop[:, half:].mean() - 20
        return 0.98 - self.doubt if upright else 0.5


@pytest.mark.parametrize("lying", [0, 90, 180, 270])
def test_a_page_is_turned_upright_however_it_lies(lying: int) -> None:
    content = encoded(turn_picture(page_of_lines(), lying))
    (page,) = open_document(content, orient=orientation_by(ArrowReader()))
    assert page.turned == (360 - lying) % 360
    assert page.picture.shape == (600, 900, 3)
    assert np.abs(page.picture.astype(int) - page_of_lines()).mean() < 3


def test_an_upright_page_costs_one_detection_and_a_few_lines() -> None:
    reader = ArrowReader()
    (page,) = open_document(encoded(page_of_lines()), orient=orientation_by(reader))
    assert reader.detections == 1
    assert reader.recognitions <= 4
    assert page.text_boxes is not None
    assert len(page.text_boxes) == len(ROWS)


class WatermarkReader(ArrowReader):
    """Finds as well what is written across the page, paler than its lines, and longer."""

    def detect(self, picture: Picture) -> Sequence[Quad]:
        return [*super().detect(picture), *watermarks(picture)]


def watermarks(picture: Picture) -> list[Quad]:
    """The corners of three lines across `picture`."""
    height, width = picture.shape[:2]
    along, across = np.array([0.8, -0.6]), np.array([0.6, 0.8])
    starts = [np.array([width * share, height * 0.9]) for share in (0.05, 0.15, 0.25)]
    ends = [(start, start + along * 500) for start in starts]
    return [
        np.array([left - across * 12, right - across * 12, right + across * 12, left + across * 12], np.float32)
        for left, right in ends
    ]


def with_watermarks(picture: Picture) -> Picture:
    """`picture` with paler lines across it, which begin dark at the left however the page lies."""
    drawn = picture.copy()
    for upper_left, upper_right, lower_right, lower_left in watermarks(picture):
        left, right = (upper_left + lower_left) / 2, (upper_right + lower_right) / 2
        turns = left + (right - left) / 4
        for begin, end, grey in ((left, turns, 201), (turns, right, 240)):
            mask = np.full(drawn.shape, 255, np.uint8)
            cv2.line(mask, _point(begin), _point(end), (grey, grey, grey), 30)
            drawn = np.minimum(drawn, mask)
    return drawn


def _point(place: np.ndarray) -> tuple[int, int]:
    return int(place[0]), int(place[1])


@pytest.mark.parametrize("lying", [0, 90, 180, 270])
def test_a_watermark_across_the_page_does_not_tell_which_way_up_it_is(lying: int) -> None:
    page = with_watermarks(turn_picture(page_of_lines(), lying))

    assert orientation_by(WatermarkReader())(page).turn == (360 - lying) % 360


class MarkingReader(ArrowReader):
    """Finds as well two lines along the lower edge, paler than the page's own."""

    def detect(self, picture: Picture) -> Sequence[Quad]:
        tops = [picture.shape[0] - up for up in MARKED]
        added = [np.array([[100, top], [500, top], [500, top + 30], [100, top + 30]], np.float32) for top in tops]
        return [*super().detect(picture), *added]


MARKED = (50, 90)
"""Pixels above the lower edge."""


@pytest.mark.parametrize("lying", [90, 270])
def test_what_is_written_across_the_page_does_not_outweigh_its_own_lines(lying: int) -> None:
    page = turn_picture(page_of_lines(), lying).copy()
    for up in MARKED:
        page[-up : 30 - up, 100:200] = 201
        page[-up : 30 - up, 200:500] = 240

    assert orientation_by(MarkingReader())(page).turn == 360 - lying


def test_lines_found_before_a_turn_are_not_passed_on() -> None:
    (page,) = open_document(encoded(turn_picture(page_of_lines(), 90)), orient=orientation_by(ArrowReader()))
    assert page.text_boxes is None


def test_in_doubt_a_page_stays_as_it_is() -> None:
    content = encoded(turn_picture(page_of_lines(), 180))
    (page,) = open_document(content, orient=orientation_by(ArrowReader(doubt=0.45)))
    assert page.turned == 0


def test_a_page_without_lines_stays_as_it_is() -> None:
    class Blind(ArrowReader):
        def detect(self, picture: Picture) -> Sequence[Quad]:
            return super().detect(picture)[:0]

    (page,) = open_document(encoded(page_of_lines()), orient=orientation_by(Blind()))
    assert page.turned == 0
    assert page.text_boxes == ()


def fixed(turn: int) -> Orient:
    return lambda _: Orientation(turn)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_any_function_may_decide(turn: int) -> None:
    (page,) = open_document(encoded(page_of_lines()), orient=fixed(turn))
    assert page.turned == turn


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_turn_with_their_page(turn: int) -> None:
    page = np.zeros((60, 90, 3), np.uint8)
    page[10:20, 30:70] = 255
    left, top, width, height = turn_box(Box(30, 10, 40, 10), turn, 90, 60)
    turned = turn_picture(page, turn)
    assert turned[top : top + height, left : left + width].min() == 255
    assert turned.astype(bool).sum() == width * height * 3
