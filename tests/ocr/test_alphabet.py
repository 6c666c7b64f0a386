"""Which characters of an alphabet are one, on made-up steps."""

import numpy as np
import pytest

from ocr.alphabet import only

CHARACTERS = ("", *"0123456789XIOl二")


def step(**shares: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    row = np.zeros((1, len(CHARACTERS)), np.float32)
    for character, share in shares.items():
        row[0, CHARACTERS.index(character)] = share
    return row


def test_what_is_not_possible_is_ruled_out() -> None:
    seen = only("0123456789X", step(X=0.4, 二=0.6), CHARACTERS)

    assert seen[0, CHARACTERS.index("X")] == pytest.approx(0.4)
    assert seen.sum() == pytest.approx(0.4)


def test_a_letter_that_cannot_be_there_counts_as_the_digit_it_is_drawn_as() -> None:
    seen = only("0123456789X", step(I=0.5, l=0.3, O=0.2), CHARACTERS)

    assert seen[0, CHARACTERS.index("1")] == pytest.approx(0.8)
    assert seen[0, CHARACTERS.index("0")] == pytest.approx(0.2)


def test_a_letter_that_may_be_there_stays_itself() -> None:
    seen = only("01IO", step(I=0.5, O=0.2), CHARACTERS)

    assert seen[0, CHARACTERS.index("I")] == pytest.approx(0.5)
    assert seen[0, CHARACTERS.index("1")] == 0
