"""How much one file may ask for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds that are applied before anything is decoded or rendered.

    Every default is far above what an honest copy of a certificate needs, and far below what hurts the machine.
    """

    max_bytes: int = 50 * 1024 * 1024
    """Size of the file. A 108-megapixel photo has about 30 MB."""

    max_pages: int = 20
    """Pages of a PDF or TIFF. A certificate with its annexes has fewer than ten."""

    max_pixels: int = 120_000_000
    """Pixels of one JPEG, which can be decoded at a reduced scale. Telephones take up to 108 megapixels."""

    max_pixels_undivided: int = 80_000_000
    """Pixels of one picture of a kind that is decoded as a whole. A3 at 600 dots per inch has 70 million."""

    max_embedded_pixels: int = 120_000_000
    """Pixels of one picture inside of a PDF page."""

    min_side: int = 100
    """Shorter side of a picture, in pixels. Fewer cannot hold even one line that is read."""

    resolution: float = 200.0
    """Dots per inch at which PDF pages are rendered: 8-point print has characters of 22 pixels."""

    longest_side: int = 2600
    """Longer side of a normalised picture, in pixels. An A4 page at 200 dots per inch (2339) is kept as it is."""

    longest_side_of_source: int = 4600
    """Longer side at which a photo is searched for its sheet, so that a sheet that fills half of it stays sharp."""

    max_characters: int = 20_000
    """Characters of a page's text layer. A full page of small Chinese print has about 3000."""

    max_objects: int = 20_000
    """Drawn objects of a PDF page whose text layer is still read; a map or a drawing has more."""


DEFAULT_LIMITS = Limits()
