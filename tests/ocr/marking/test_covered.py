"""Print over a pale annotation, drawn: only the print hides what is beneath it."""

import numpy as np

from ocr.engines import Picture
from ocr.marking.covered import covered_by_print

PAPER, PALE_INK, BLACK = 240, 150, 25


def annotation(ink: int) -> Picture:
    level = np.full((64, 800, 3), PAPER, np.uint8)
    for left in range(20, 780, 50):
        level[12:52, left : left + 20] = ink
    return level


def test_print_over_a_watermark_hides_its_place_alone() -> None:
    level = annotation(PALE_INK)
    level[:, 300:340] = BLACK
    hidden = covered_by_print(level)

    assert hidden[305:335].min() == 1
    assert hidden[:290].max() == hidden[350:].max() == 0


def test_an_annotation_as_dark_as_print_is_hidden_by_none() -> None:
    level = annotation(BLACK)
    level[:, 300:340] = BLACK

    assert covered_by_print(level).max() == 0


def test_bare_paper_hides_nothing() -> None:
    assert covered_by_print(np.full((64, 200, 3), PAPER, np.uint8)).max() == 0
