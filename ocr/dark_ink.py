"""Print beneath a watermark: read again with the other ink taken away.

A watermark across a certificate joins its lines for a detector, so that the name, the code or the title beneath it is
not found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from models.findings import TextLine
from ocr.beneath_seals import replaced_by, without_colour
from ocr.engines import Picture, Reader, read_lines
from ocr.seals.ink import evenly_lit

UPPER = 0.6
"""Share of a certificate's height within which its title stands."""
LEGIBLE = 0.6
"""Score below which a line is given up where its place is looked at again."""
PALE = 0.45
"""Share of the darkest print's darkness below which ink counts as pale, as a watermark's."""


def lines_in_other_inks(
    picture: Picture, lines: Sequence[TextLine], reader: Reader, page: int
) -> Iterator[tuple[TextLine, ...]]:
    """`lines` again and again, each time with those in their place that are read with some of the ink taken away."""
    for without_ink in (black_print, without_pale_ink):
        legible = tuple(line for line in lines if line.score >= LEGIBLE)
        yield replaced_by(legible, read_lines(reader, without_ink(picture), page))


def lines_in_gold(picture: Picture, reader: Reader, page: int) -> tuple[TextLine, ...]:
    """The lines of the page's upper part as blue light shows them: gold and red print stand out, blue ink is gone."""
    upper = picture[: round(UPPER * picture.shape[0])]
    return read_lines(reader, np.ascontiguousarray(cv2.cvtColor(upper[..., 0], cv2.COLOR_GRAY2BGR), np.uint8), page)


def black_print(picture: Picture) -> Picture:
    """`picture` as black on white, with neither coloured nor pale ink; three equal channels."""
    return without_pale_ink(without_colour(picture))


def without_pale_ink(picture: Picture) -> Picture:
    """`picture` as black on white, all ink but the darkest faded; three equal channels."""
    grey = np.asarray(cv2.cvtColor(evenly_lit(picture), cv2.COLOR_BGR2GRAY), np.float32)
    paper, ink = np.percentile(grey, (70, 1))
    darkness = (paper - grey) / max(1.0, float(paper - ink))
    kept = 255 * (1 - np.clip((darkness - PALE) / (1 - PALE), 0, 1))
    return np.ascontiguousarray(cv2.cvtColor(kept.astype(np.uint8), cv2.COLOR_GRAY2BGR), np.uint8)
