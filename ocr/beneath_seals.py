"""Text beneath seals: read a second time with the coloured ink taken away.

A seal belongs over the name and the date (骑年盖月), so just what matters is printed beneath it. In the brightest of a
pixel's three channels any saturated ink fades into the paper, while black print stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from models.findings import BoxValue, Seal, SealColour, TextLine
from ocr.engines import Picture, Reader, read_lines
from ocr.seals.ink import evenly_lit

ABOVE = 0.06
"""Of a seal's height, read above and below it too."""
COVERED = 0.5
"""A line is read anew where so much of it lies within a line of the second reading."""


def with_lines_beneath(
    picture: Picture, seals: Sequence[Seal], lines: Sequence[TextLine], reader: Reader, page: int
) -> tuple[TextLine, ...]:
    """`lines`, those that touch a coloured seal replaced by what is read without its ink."""
    result = tuple(lines)
    for seal in seals:
        if seal.page == page and seal.colour is not SealColour.BLACK:
            result = _merged(result, _read_strip(picture, seal.box, reader, page), seal.box)
    return result


def without_colour(picture: Picture) -> Picture:
    """`picture` as black on white, every coloured ink faded; three equal channels."""
    brightest = evenly_lit(picture).max(axis=2)
    paper = max(1.0, float(np.percentile(brightest, 80)))
    stretched = np.clip(brightest.astype(np.float32) * (255 / paper), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(cv2.cvtColor(stretched, cv2.COLOR_GRAY2BGR), np.uint8)


def _read_strip(picture: Picture, box: BoxValue, reader: Reader, page: int) -> tuple[TextLine, ...]:
    """The lines on the strip of the page, over its whole width, that the seal stands on."""
    margin = round(ABOVE * box[3])
    top, bottom = max(0, box[1] - margin), min(picture.shape[0], box[1] + box[3] + margin)
    strip = without_colour(np.ascontiguousarray(picture[top:bottom]))
    return tuple(_moved(line, top) for line in read_lines(reader, strip, page))


def _moved(line: TextLine, down: int) -> TextLine:
    x, y, width, height = line.box
    corners = tuple((left, upper + down) for left, upper in line.corners)
    return replace(line, box=(x, y + down, width, height), corners=corners)


def replaced_by(lines: tuple[TextLine, ...], anew: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """`anew`, and those of `lines` that lie on none of them."""
    kept = (
        line
        for line in lines
        if not any(_shared(line.box, other.box) >= COVERED * line.box[2] * line.box[3] for other in anew)
    )
    return (*kept, *anew)


def _merged(lines: tuple[TextLine, ...], anew: Sequence[TextLine], seal: BoxValue) -> tuple[TextLine, ...]:
    touching = [line for line in anew if _shared(line.box, seal) > 0]
    replaced = {
        line
        for line in lines
        for other in touching
        if _shared(line.box, seal) > 0 and _shared(line.box, other.box) >= COVERED * line.box[2] * line.box[3]
    }
    return (*(line for line in lines if line not in replaced), *touching)


def _shared(first: BoxValue, second: BoxValue) -> int:
    """Pixels that two boxes have in common."""
    width = min(first[0] + first[2], second[0] + second[2]) - max(first[0], second[0])
    height = min(first[1] + first[3], second[1] + second[3]) - max(first[1], second[1])
    return max(0, width) * max(0, height)
