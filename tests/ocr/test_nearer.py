"""Lines that crowd beneath large characters, told apart from nearer."""

from __future__ import annotations

import numpy as np

from ocr.engines import Reader, read_lines
from ocr.nearer import lines_from_nearer
from ocr.pages import DEFAULT_LIMITS, open_document, orientation_by
from tests.ocr.printed import line
from tests.specimens.case import draw_case

CROWDED = 11_100_138
"""A licence whose code stands just beneath its title, with (副本) between them."""


def test_a_code_just_beneath_the_title_is_read_from_nearer(reader: Reader) -> None:
    case = draw_case(CROWDED, "clean", "scan")
    content = next(content for name, content in case.files.items() if name.startswith("certificate"))
    page = open_document(content, DEFAULT_LIMITS, orientation_by(reader))[0]
    lines = read_lines(reader, page.picture)
    code = case.form["credit_code"]

    assert not any(code in found.text for found in lines)
    assert any(code in found.text for found in lines_from_nearer(page.picture, lines, reader, 1))


def test_the_lower_half_stays_as_it_was_read(reader: Reader) -> None:
    blank = np.full((1000, 800, 3), 240, np.uint8)
    below = line("登记机关", y=800)

    assert lines_from_nearer(blank, (below,), reader, 1) == (below,)
