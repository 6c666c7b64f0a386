"""Turning pages upright, with a reader that knows nothing but a drawn arrow of text."""

from collections.abc import Sequence
from dataclasses import dataclass

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
