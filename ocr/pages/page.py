"""A normalised page: what every later stage reads, and what the reviewer sees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Height × width × 3, blue-green-red, one byte each."""

Points: TypeAlias = npt.NDArray[np.float64]
"""n × 2 positions in pixels: x to the right, y down."""

Quad: TypeAlias = npt.NDArray[np.float32]
"""4 × 2: the corners of a line of text in pixels."""


class Box(NamedTuple):
    """An upright rectangle in pixels of a page's picture."""

    x: int
    y: int
    width: int
    height: int


class Suspicion(StrEnum):
    """Why a word of a PDF's text layer may not be what a person sees on the page."""

    INVISIBLE = "invisible"
    """Drawn without ink: text rendering mode 3 or 7 (ISO 32000-1, 9.3.6), or fully transparent."""
    BACKGROUND_COLOURED = "background_coloured"
    """Its ink has the colour that surrounds it, such as white on white."""
    NOTHING_DRAWN = "nothing_drawn"
    """The picture is even where the word is said to stand: covered, clipped or never drawn."""
    TINY = "tiny"
    """Smaller than 4 points."""
    OUTSIDE = "outside"
    """Its middle lies outside of the visible page."""


class Note(StrEnum):
    """What was done to a page, or found on the way, that a reviewer may want to know."""

    ANIMATION_FIRST_PICTURE = "animation_first_picture"
    """The file holds several pictures in time or rank; the first is the page."""
    REDUCED = "reduced"
    """The source had more pixels than are kept."""
    TRANSPARENCY_OVER_WHITE = "transparency_over_white"
    EXIF_TURNED = "exif_turned"
    """The camera's orientation mark was applied."""
    EXIF_UNREADABLE = "exif_unreadable"
    PREVIEW_SKIPPED = "preview_skipped"
    """A TIFF's reduced-resolution twin of a page was left out."""
    TEXT_LAYER_UNREAD = "text_layer_unread"
    """The PDF page has characters, but too many or too damaged for them to be read."""
    DIGITALLY_SIGNED = "digitally_signed"
    """The PDF carries an electronic signature (电子签章). It is not verified here."""


@dataclass(frozen=True)
class Word:
    """A word of a PDF's text layer, with its box in pixels of the page's picture and its size in points."""

    text: str
    box: Box
    size: float
    suspicions: frozenset[Suspicion] = frozenset()

    @property
    def trustworthy(self) -> bool:
        """Whether nothing speaks against a person seeing this word on the page."""
        return not self.suspicions


@dataclass(frozen=True, eq=False)
class Page:
    """One page, upright, in one picture that machine and reviewer share."""

    number: int
    """1-based."""
    picture: Picture
    """Exactly what `encoded` decodes to."""
    encoded: bytes
    """JPEG, to be stored and shown."""
    sha256: str
    """Of `encoded`, in hexadecimal."""
    pixels_per_millimetre: float | None = None
    """Known for PDF pages, from the page's size, unless a sheet was found on the page."""
    words: tuple[Word, ...] = ()
    has_text_layer: bool = False
    """Whether the PDF page holds characters at all, even if `words` could not be read."""
    images: tuple[Box, ...] = ()
    """Pictures embedded in the PDF page."""
    turned: int = 0
    """Degrees clockwise by which the page was turned because of its content: 0, 90, 180 or 270."""
    rectified: bool = False
    """Whether a photographed sheet was found and straightened; the picture then shows the sheet alone."""
    sheet: tuple[tuple[float, float], ...] = ()
    """The sheet's corners in the source (fractions of its width and height, from top left, clockwise), if rectified."""
    text_boxes: tuple[Quad, ...] | None = None
    """Lines that the orientation's detector found on this very picture; None where it did not run, or before a turn."""
    notes: tuple[Note, ...] = ()
