"""Print beneath a seal is read without the seal's ink, and nothing else on the page is read anew."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from models.findings import SealColour, TextLine
from ocr.beneath_seals import with_lines_beneath, without_colour
from ocr.engines import Picture, read_lines
from ocr.engines.rapid import RapidReader
from tests.ocr.printed import StandInReader, line, paper, quad, set_on
from tests.readings import a_seal

NAME = "岳阳市示例技术有限公司"
SEAL = (300, 40, 330, 330)
INKS = {SealColour.RED: (40, 35, 200), SealColour.BLUE: (190, 80, 30)}


def stamped(colour: tuple[int, int, int]) -> Picture:
    """The name, with a thick ring and a filled middle pressed over its second half."""
    picture = set_on(paper(1200, 420), NAME, x=60, y=180, size=44)
    layer = np.full_like(picture, 255)
    cv2.circle(layer, (465, 205), 150, colour, 22)
    cv2.circle(layer, (465, 205), 70, colour, -1)
    return np.minimum(picture, layer)


@pytest.mark.parametrize("colour", INKS.values(), ids=[colour.value for colour in INKS])
def test_coloured_ink_fades_and_print_stays(colour: tuple[int, int, int]) -> None:
    plain = without_colour(stamped(colour))
    ring, ink = plain[205 - 150, 465], plain[180:230, 60:300]
    assert ring.min() > 150
    assert ink.min() < 60
    assert (plain[:, :, 0] == plain[:, :, 1]).all()


@pytest.mark.parametrize("colour", INKS, ids=lambda colour: colour.value)
def test_a_name_beneath_a_seal_is_read_whole(colour: SealColour, reader: RapidReader) -> None:
    picture = stamped(INKS[colour])
    lines = read_lines(reader, picture)
    beneath = with_lines_beneath(picture, [a_seal(colour=colour, box=SEAL)], lines, reader, page=1)
    assert NAME in [found.text for found in beneath]


def merged(seal_colour: SealColour = SealColour.RED, page: int = 1) -> tuple[TextLine, ...]:
    """Two lines, of which the second lies beneath the seal; the reader finds one line there, and reads it anew."""
    lines = (line("远处", x=60, y=400, height=40), line("张日", x=320, y=180, height=40))
    reader = StandInReader("张三", quads=[quad(320, 160, 80, 40)])
    seal = a_seal(colour=seal_colour, box=SEAL, page=1)
    return with_lines_beneath(paper(1200, 500), [seal], lines, reader, page)


def test_only_what_lies_beneath_is_read_anew() -> None:
    assert [found.text for found in merged()] == ["远处", "张三"]


def test_what_was_read_anew_stands_where_it_stood() -> None:
    again = merged()[1]
    assert again.box == (320, 180, 80, 40)
    assert again.corners[0] == (320.0, 180.0)


def test_a_black_seal_cannot_be_taken_away() -> None:
    assert [found.text for found in merged(SealColour.BLACK)] == ["远处", "张日"]


def test_a_seal_of_another_page_changes_nothing() -> None:
    assert [found.text for found in merged(page=2)] == ["远处", "张日"]


def test_a_seal_at_the_pages_edge_is_no_trouble() -> None:
    seal = a_seal(box=(1100, 350, 330, 330))
    assert with_lines_beneath(paper(1200, 500), [seal], (), StandInReader("x"), 1) == ()
