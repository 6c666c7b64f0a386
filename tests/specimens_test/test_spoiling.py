"""A spoiled photograph is still a picture, and another one than before."""

import random

import numpy as np
import pytest

from tests.specimens.spoiling import SPOILED


@pytest.mark.parametrize("code", SPOILED)
def test_it_is_a_picture_and_has_changed(code: str) -> None:
    picture = np.random.default_rng(3).integers(90, 220, (1400, 1000, 3), np.uint8)
    spoiled = SPOILED[code](picture, random.Random(1))
    assert spoiled.dtype == np.uint8
    assert spoiled.ndim == 3
    assert spoiled.shape != picture.shape or float(np.abs(spoiled.astype(float) - picture).mean()) > 3
    assert np.array_equal(spoiled, SPOILED[code](picture, random.Random(1)))
