"""What can be seen of an expected text under other ink, on made-up lines."""

import numpy as np
import pytest

from ocr.visible import places_of, visible_shares
from tests.ocr.lines import CHARACTERS, spoken

NAME = "岳阳市示例技术有限公司"


def test_characters_stand_one_after_the_other_along_the_line() -> None:
    places = places_of(NAME, [spoken(NAME)], CHARACTERS)

    assert len(places) == len(NAME)
    assert list(places) == sorted(places)
    assert 0 <= places[0] < places[-1] <= 1


def test_a_text_with_a_character_that_no_reader_knows_has_no_places() -> None:
    assert places_of("岳阳\ue000", [spoken(NAME)], CHARACTERS) == ()


def test_only_the_covered_characters_are_hidden() -> None:
    hidden = np.zeros(100, np.float32)
    hidden[40:60] = 1
    shares = visible_shares([0.1, 0.3, 0.5, 0.7, 0.9], hidden)

    assert shares == pytest.approx([1, 1, 0, 1, 1], abs=0.06)


def test_a_single_character_tells_nothing_of_how_wide_it_is() -> None:
    assert visible_shares([0.5], np.ones(10, np.float32)) == []
