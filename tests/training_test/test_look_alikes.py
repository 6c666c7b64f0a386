"""What looks alike is another character, and every time the same ones."""

import random

from tests.training.characters import STANDARD
from tests.training.look_alikes import drawn_look_alike, look_alikes


def test_characters_that_differ_by_a_stroke_look_alike() -> None:
    assert "刹" in look_alikes("利")
    assert "阴" in look_alikes("阳")


def test_a_look_alike_is_another_character() -> None:
    chance = random.Random(1)
    for character in chance.sample(STANDARD, 50):
        assert drawn_look_alike(chance, character) != character


def test_what_is_no_chinese_character_has_none() -> None:
    assert drawn_look_alike(random.Random(1), "（") == "（"
