"""Texts laid along made-up lines."""

import itertools

import numpy as np
import pytest

from ocr.alignment import best_reading, likeliest_places, log_probability
from tests.ocr.lines import CHARACTERS, numbers, spoken


def test_what_is_legible_is_the_best_reading() -> None:
    assert best_reading(spoken("职称评审")).tolist() == numbers("职称评审").tolist()


def test_every_character_has_its_place_in_order() -> None:
    places = likeliest_places(spoken("职称评审"), numbers("职称评审"), open_ends=False)

    assert [steps.tolist() for steps in places] == [[1], [3], [5], [7]]


def test_with_open_ends_a_text_is_found_within_a_longer_one() -> None:
    places = likeliest_places(spoken("仅供职称评审使用"), numbers("职称"), open_ends=True)

    assert [steps.tolist() for steps in places] == [[5], [7]]


def test_a_text_longer_than_the_line_has_steps_is_impossible() -> None:
    assert log_probability(spoken("职"), numbers("职称评审系统")) == -np.inf


def test_repeated_characters_need_a_blank_between_them() -> None:
    same = np.array([spoken("仅")[1], spoken("仅")[1]], np.float32)

    assert log_probability(same, numbers("仅仅")) == -np.inf
    assert log_probability(same, numbers("仅")) > -1


def test_the_probabilities_of_all_texts_sum_to_one() -> None:
    chance = np.random.default_rng(5)
    probabilities = chance.dirichlet(np.ones(3), size=3).astype(np.float32)
    texts = [parts for length in range(1, 4) for parts in itertools.product((1, 2), repeat=length)]

    total = sum(np.exp(log_probability(probabilities, np.array(text, np.intp))) for text in texts)

    assert total + float(probabilities[:, 0].prod()) == pytest.approx(1, abs=1e-5)


def test_the_made_up_alphabet_begins_with_the_blank() -> None:
    assert not CHARACTERS[0]
