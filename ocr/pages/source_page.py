"""A page as its decoder gives it, before normalising."""

from __future__ import annotations

from dataclasses import dataclass

from ocr.pages.page import Box, Note, Picture, Word


@dataclass(frozen=True, eq=False)
class SourcePage:
    """A decoded page, with boxes in pixels of its own picture."""

    picture: Picture
    may_show_a_sheet: bool
    """Whether this may be a photo of a sheet; a born-digital page is none."""
    pixels_per_millimetre: float | None = None
    words: tuple[Word, ...] = ()
    has_text_layer: bool = False
    images: tuple[Box, ...] = ()
    notes: tuple[Note, ...] = ()
