"""Seals that were laid over a finished page: as a picture of their own in a PDF, or over the print instead of into it.

Stamp ink lets print show through, and what is black stays black. A picture laid on hides it; that is a note alone,
since one pressed seal in a hundred or two looks as if it did. On a page that was born digital (原生电子文档) every seal
is a picture and lies over the text, so nothing follows from that there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import BoxValue, Remark, Seal, SealColour, SealOwner
from ocr.engines import Picture
from ocr.pages import Page
from ocr.seals.ink import absorption

COVERS_PAGE = 0.6
"""Share of a page from which a picture in a PDF is its scan."""
SAME_PLACE = 0.5
"""Share that a picture's box and a seal's have in common, of both together."""
COLOURED = 0.12
"""Share of the light by which one channel is darker than the other, where there is coloured ink."""
DARK = 0.55
"""Share of the light that is taken in every channel, where there is black print."""
STROKE = 7
"""Pixels across a broad stroke of a seal."""
FILLED = 0.8
"""Of what is not print within a stroke, the share that is ink at the least."""
REACH = 9
"""Pixels around a stroke in which print beneath it would go on."""
ENOUGH_PRINT = 100.0
"""Pixels of print that must be expected beneath the strokes before its absence says anything."""
SHOWS_THROUGH = 0.2
"""Of the print expected beneath the strokes, that shows through ink at the least."""


def remarks_on_pasted(page: Page, seals: Sequence[Seal]) -> tuple[Remark, ...]:
    """What tells that seals of `page` were laid on; nothing for a page that was born digital."""
    if any(word.trustworthy for word in page.words):
        return ()
    return tuple(_remarks(page, [seal for seal in seals if seal.owner is not SealOwner.AUTHORITY]))


def _remarks(page: Page, seals: Sequence[Seal]) -> Iterator[Remark]:
    for seal in seals:
        if _is_an_object(page, seal.box):
            message = "PDF页面是扫描图片，而印章是另外叠加在上面的一张图片，请人工核对原件。"
            yield Remark("SEAL_LAID_OVER_SCAN", message, page.number, seal.box)
        elif seal.colour is not SealColour.BLACK and hides_print(page.picture, seal.box):
            message = "印章下的文字被印章完全遮住，与印泥透出底字的情形不符，请人工核对原件。"
            yield Remark("SEAL_HIDES_PRINT", message, page.number, seal.box, is_note=True)


def _is_an_object(page: Page, box: BoxValue) -> bool:
    height, width = page.picture.shape[:2]
    pictures = [tuple(picture) for picture in page.images]
    is_scan = any(picture[2] * picture[3] >= COVERS_PAGE * width * height for picture in pictures)
    return is_scan and any(_in_common((x, y, w, h), box) >= SAME_PLACE for x, y, w, h in pictures)


def _in_common(first: BoxValue, second: BoxValue) -> float:
    across = min(first[0] + first[2], second[0] + second[2]) - max(first[0], second[0])
    down = min(first[1] + first[3], second[1] + second[3]) - max(first[1], second[1])
    shared = max(0, across) * max(0, down)
    return shared / max(1, first[2] * first[3] + second[2] * second[3] - shared)


def hides_print(picture: Picture, box: BoxValue) -> bool:
    """Whether print that runs up to the strokes of the coloured seal at `box` ends there."""
    expected, seen = print_beneath(picture, box)
    return expected >= ENOUGH_PRINT and seen < SHOWS_THROUGH * expected


def print_beneath(picture: Picture, box: BoxValue) -> tuple[float, float]:
    """How many pixels of print are to be expected beneath the strokes of a seal, and how many show through."""
    x, y, width, height = box
    cut = picture[max(0, y) : y + height, max(0, x) : x + width]
    if min(cut.shape[:2]) < 4 * REACH:
        return 0.0, 0.0
    taken = absorption(cut).astype(np.float32) / 255
    blue, green, red = taken[..., 0], taken[..., 1], taken[..., 2]
    print_ = np.minimum(np.minimum(blue, green), red) > DARK
    coloured = (np.maximum(green - red, red - blue) > COLOURED) & ~print_
    strokes = _strokes(coloured, print_)
    near = cv2.dilate(strokes, np.ones((2 * REACH + 1, 2 * REACH + 1), np.uint8)) - strokes
    beside = int((near > 0).sum())
    if not beside:
        return 0.0, 0.0
    density = float((print_ & (near > 0)).sum()) / beside
    return density * float(strokes.sum()), float((print_ & (strokes > 0)).sum())


def _strokes(coloured: NDArray[np.bool_], print_: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Where nearly all that is not print around a pixel is ink: the seal's broad strokes, with what crosses them."""
    ink = cv2.blur(coloured.astype(np.float32), (STROKE, STROKE))
    bare = 1 - cv2.blur(print_.astype(np.float32), (STROKE, STROKE))
    return ((ink >= FILLED * bare) & (ink > 1 - FILLED)).astype(np.uint8)
