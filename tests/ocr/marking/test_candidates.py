"""What a candidate's own fragments hold, and what they do not."""

from __future__ import annotations

from dataclasses import replace

from ocr.marking.candidates import best_candidate, held
from ocr.marking.fragments import fragment_of
from ocr.marking.wording import REQUIRED
from tests.ocr.printed import line


def test_words_that_another_look_added_do_not_stand_in_the_fragments() -> None:
    piece = fragment_of(line(REQUIRED[2:], x=100, y=100, height=40))
    assert piece is not None
    found = best_candidate([piece], REQUIRED)
    assert found is not None

    assert held(replace(found, text=REQUIRED), REQUIRED) == REQUIRED[2:]
