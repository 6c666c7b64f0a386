"""With what ink PDFium draws each character of a page: where, in which colour, and whether at all."""

from __future__ import annotations

import ctypes
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from ocr.pages.page import Box

_INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, eq=False)
class Ink:
    """One row for each character: which it is, its middle in pixels, its colour (BGR) and whether it leaves no ink."""

    characters: npt.NDArray[np.int64]
    """Code points."""
    middles: npt.NDArray[np.float64]
    colours: npt.NDArray[np.float64]
    invisible: npt.NDArray[np.bool_]

    def of(self, character: str, box: Box) -> npt.NDArray[np.bool_]:
        """Which rows are of that character with its middle in `box`: several where it was drawn more than once."""
        x, y = self.middles[:, 0], self.middles[:, 1]
        inside = (x >= box.x) & (x <= box.x + box.width) & (y >= box.y) & (y <= box.y + box.height)
        return inside & np.isin(self.characters, [ord(each) for each in character])


def read_ink(page: pypdfium2.PdfPage, scale: float) -> Ink:
    """The ink of every character on `page`, in pixels of the picture drawn at `scale` pixels per point."""
    with closing(page.get_textpage()) as text_page:
        rows = [_character(page, text_page, index, scale) for index in range(text_page.count_chars())]
    table = np.array(rows, np.float64).reshape(-1, 7)
    return Ink(table[:, 0].astype(np.int64), table[:, 1:3], table[:, 3:6], table[:, 6] > 0)


def _character(
    page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, index: int, scale: float
) -> tuple[int, float, float, int, int, int, bool]:
    code_point = pdfium.FPDFText_GetUnicode(text_page, index)
    x, y = _middle(page, text_page, index, scale)
    red, green, blue, opacity = _colour(text_page, index)
    text_object = pdfium.FPDFText_GetTextObject(text_page, index)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object) if text_object else pdfium.FPDF_TEXTRENDERMODE_FILL
    return code_point, x, y, blue, green, red, opacity == 0 or mode in _INVISIBLE_MODES


def _middle(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, index: int, scale: float) -> tuple[float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    width, height = (round(side * scale) for side in page.get_size())
    x, y = ctypes.c_int(), ctypes.c_int()
    middle_x, middle_y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    # The renderer's own mapping knows the page's rotation and its crop box.
    pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, middle_x, middle_y, x, y)
    return x.value, y.value


def _colour(text_page: pypdfium2.PdfTextPage, index: int) -> tuple[int, int, int, int]:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFText_GetFillColor(text_page, index, red, green, blue, opacity):
        return 0, 0, 0, 255
    return red.value, green.value, blue.value, opacity.value
