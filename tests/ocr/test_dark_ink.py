"""Print under a watermark, drawn."""

import numpy as np

from ocr.dark_ink import without_pale_ink


def test_pale_ink_goes_and_dark_print_stays() -> None:
    picture = np.full((100, 300, 3), 235, np.uint8)
    picture[20:80, 40:60] = 150
    picture[20:80, 140:160] = 30

    seen = without_pale_ink(picture)

    assert seen[50, 50].min() > 200
    assert seen[50, 150].max() < 60
    assert seen[50, 250].min() > 240


def test_a_blank_page_stays_blank() -> None:
    assert without_pale_ink(np.full((50, 50, 3), 220, np.uint8)).min() == 255
