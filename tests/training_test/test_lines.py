"""A drawn line is what a reader gets to see of a form's value or of a marking."""

import random

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from ocr.engines.rapid import RapidReader
from tests.training.lines import drawn_line
from tests.training.texts import LABELS


@pytest.mark.parametrize("seed", range(8))
def test_a_line_has_the_readers_height_and_a_text(seed: int) -> None:
    sample = drawn_line(random.Random(seed))
    assert sample.strip.shape[0] == 48
    assert sample.strip.shape[1] >= 48
    assert sample.strip.dtype == np.uint8
    assert sample.text


def test_the_same_seed_draws_the_same_line() -> None:
    first, second = drawn_line(random.Random(3)), drawn_line(random.Random(3))
    assert first.text == second.text
    assert np.array_equal(first.strip, second.strip)


def test_what_is_printed_before_a_value_belongs_to_the_text() -> None:
    chance = random.Random(4)
    texts = [drawn_line(chance).text for _ in range(30)]
    assert any(text.startswith(LABELS) for text in texts)


def test_about_half_of_the_lines_can_be_read_already_and_not_all() -> None:
    chance = random.Random(5)
    samples = [drawn_line(chance) for _ in range(40)]
    read = RapidReader().recognise([sample.strip for sample in samples])
    alike = [
        Levenshtein.normalized_similarity(each.text, sample.text) for each, sample in zip(read, samples, strict=True)
    ]
    assert 0.3 < sum(share >= 0.8 for share in alike) / len(alike) < 0.95
