"""The upper half of a certificate, read again from nearer, so that its lines are told apart.

A detector looks at the whole page reduced to its own size. Where (副本) and the code stand close beneath large
characters, it takes all of them for one line.
"""

from __future__ import annotations

import numpy as np

from models.findings import TextLine
from ocr.beneath_seals import replaced_by
from ocr.engines import Picture, Reader, read_lines

UPPER = 0.5
"""Share of the page's height."""


def lines_from_nearer(picture: Picture, lines: tuple[TextLine, ...], reader: Reader, page: int) -> tuple[TextLine, ...]:
    """`lines`, with those of the upper half of `picture` as they are read when nothing else is looked at."""
    upper = np.ascontiguousarray(picture[: round(UPPER * picture.shape[0])])
    return replaced_by(lines, read_lines(reader, upper, page))
