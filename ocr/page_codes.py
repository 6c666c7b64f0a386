"""QR codes (二维码) on a page: what they say, never where that leads; no address is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from models.credit_code import ALPHABET, LENGTH, judge
from ocr.engines import Picture

Grey = NDArray[np.uint8]
"""Height × width, 0 (black) to 255."""

QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

WIDER = 0.35
"""Of a suspected code's side, kept around it: its quiet zone, and what was misjudged of its corners."""
SMALLEST = 40
"""Pixels along the side below which a code's modules cannot be told apart."""
ENLARGED_SIDE = 520
"""Pixels along the side that a suspected code is first enlarged to…"""
FURTHER = (1.0, 1.45, 0.7)
"""…and multiples of it that are tried in turn: which one lets the modules fall on whole pixels is chance."""
MOST_SUSPECTS = 4
ENLARGED_PAGE = 2
LARGEST_PAGE = 9_000_000
"""Pixels beyond which the whole page is not enlarged: a code there is large enough already."""

_SHAPED_LIKE_A_CODE = re.compile(rf"(?<![0-9A-Z])[{ALPHABET}]{{{LENGTH}}}(?![0-9A-Z])")


def read_codes(picture: Picture) -> tuple[str, ...]:
    """The payloads of the QR codes on `picture`, each once, the most easily read one first."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    payloads = _look_closely(grey)
    if not payloads and grey.size <= LARGEST_PAGE:
        payloads = _look_closely(_enlarged(grey, ENLARGED_PAGE))
    return tuple(dict.fromkeys(payloads))


def code_in(payload: str) -> str | None:
    """The unified social credit code inside `payload`, or None; a valid one goes before one only shaped like it."""
    found: list[str] = _SHAPED_LIKE_A_CODE.findall(unquote(payload).upper())
    return max(found, key=lambda code: judge(code).valid, default=None)


def _look_closely(grey: Grey) -> list[str]:
    payloads, suspects = _look(grey)
    return payloads + [text for suspect in suspects for text in _first(_enlargements(suspect))]


def _look(grey: Grey) -> tuple[list[str], list[Grey]]:
    """What can be read on `grey`, and the surroundings of what was found there and could not be read."""
    barcodes = zxingcpp.read_barcodes(grey, formats=QR_CODES, return_errors=True)
    payloads = [barcode.text for barcode in barcodes if barcode.valid and barcode.text]
    boxes = [_box(barcode) for barcode in barcodes if not barcode.valid]
    return payloads, [_around(grey, box) for box in boxes[:MOST_SUSPECTS] if min(box[2:]) >= SMALLEST]


def _box(barcode: zxingcpp.Barcode) -> tuple[int, int, int, int]:
    """The upright box around a code, as x, y, width, height."""
    place = barcode.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    return min(across), min(down), max(across) - min(across), max(down) - min(down)


def _around(grey: Grey, box: tuple[int, int, int, int]) -> Grey:
    x, y, width, height = box
    margin = round(WIDER * max(width, height))
    return grey[max(0, y - margin) : y + height + margin, max(0, x - margin) : x + width + margin]


def _enlargements(suspect: Grey) -> Iterator[Grey]:
    """`suspect` in several sizes, each plain, smoothed and stretched."""
    for factor in FURTHER:
        scale = max(1.0, ENLARGED_SIDE * factor / max(suspect.shape))
        enlarged = _enlarged(suspect, scale)
        yield enlarged
        yield np.asarray(cv2.GaussianBlur(enlarged, (0, 0), 1.2), np.uint8)
        yield np.asarray(cv2.normalize(enlarged, np.empty_like(enlarged), 0, 255, cv2.NORM_MINMAX), np.uint8)


def _enlarged(grey: Grey, scale: float) -> Grey:
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)


def _first(pictures: Iterator[Grey]) -> Sequence[str]:
    """What stands on the first of `pictures` on which anything can be read."""
    for picture in pictures:
        barcodes = zxingcpp.read_barcodes(picture, formats=QR_CODES)
        texts = [barcode.text for barcode in barcodes if barcode.text]
        if texts:
            return texts
    return ()
