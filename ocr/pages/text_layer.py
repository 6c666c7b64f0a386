"""The text layer of a PDF page: words with boxes on the picture, and what speaks against each.

A text layer is evidence only where the rendered page agrees with it, since a person sees the picture alone.
"""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

import pdfplumber
import pypdfium2

from ocr.pages.ink import Ink, read_ink
from ocr.pages.page import Box, Note, Picture, Word
from ocr.pages.placement import Placement, placement_of
from ocr.pages.suspicions import Character, suspicions_of

# The parser's remarks quote the document, which may hold personal data.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


_DIRECTIONS: dict[int, tuple[Literal["ltr", "rtl", "ttb", "btt"], Literal["ltr", "rtl", "ttb", "btt"]]] = {
    0: ("ltr", "ttb"),
    90: ("ttb", "rtl"),
    180: ("rtl", "btt"),
    270: ("btt", "ltr"),
}
"""By a page's rotation clockwise in degrees: how its characters and its lines follow each other."""


@dataclass(frozen=True)
class TextLayer:
    """What a PDF page says beside its picture, in pixels of that picture."""

    present: bool = False
    words: tuple[Word, ...] = ()
    images: tuple[Box, ...] = ()
    notes: tuple[Note, ...] = ()


UNREAD = TextLayer(present=True, notes=(Note.TEXT_LAYER_UNREAD,))
"""A layer too large to be read, or too damaged: that it is there is all that is known, and the picture remains."""


def read_text_layer(content: bytes, page: pypdfium2.PdfPage, index: int, picture: Picture, scale: float) -> TextLayer:
    """The layer of page `index` (0-based), drawn as `picture` at `scale` pixels per point; UNREAD if it is damaged."""
    try:
        return _parse(content, index, picture, scale, placement_of(page), read_ink(page, scale))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - the parser raises anything on damaged pages that render well
        return UNREAD


def _parse(content: bytes, index: int, picture: Picture, scale: float, place: Placement, ink: Ink) -> TextLayer:
    with warnings.catch_warnings(), pdfplumber.open(BytesIO(content)) as document:
        warnings.simplefilter("ignore")
        page = document.pages[index]
        corner = (place.left + page.bbox[0], place.top + page.bbox[1])
        words = _words(page) if ink.invisible.size else []
        return TextLayer(
            present=ink.invisible.size > 0,
            words=tuple(_word(item, corner, scale, ink, picture) for item in words),
            images=tuple(_box(item, corner, scale) for item in page.images),
        )


def _words(page: pdfplumber.page.Page) -> list[dict[str, Any]]:
    """The page's words with their characters, in the order in which they were drawn.

    By their places alone, two words that stand one over the other would become one of both their characters.
    """
    along, across = _DIRECTIONS[page.rotation]
    found: list[dict[str, Any]] = page.extract_words(
        use_text_flow=True, return_chars=True, char_dir=along, line_dir=across
    )
    return found


def _word(item: dict[str, Any], corner: tuple[float, float], scale: float, ink: Ink, picture: Picture) -> Word:
    box = _box(item, corner, scale)
    size = float(item["height"] if item["upright"] else item["width"])
    characters = [Character(str(each["text"]), _box(each, corner, scale)) for each in item["chars"]]
    return Word(str(item["text"]), box, size, suspicions_of(box, size, characters, ink, picture))


def _box(item: dict[str, Any], corner: tuple[float, float], scale: float) -> Box:
    """The box of a word or image; pdfplumber counts points from the media box's upper left corner, after rotation."""
    left, top = (item["x0"] - corner[0]) * scale, (item["top"] - corner[1]) * scale
    right, bottom = (item["x1"] - corner[0]) * scale, (item["bottom"] - corner[1]) * scale
    return Box(round(left), round(top), round(right - left), round(bottom - top))
