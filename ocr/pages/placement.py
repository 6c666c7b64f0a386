"""Where the visible part of a PDF page lies on its whole sheet."""

from __future__ import annotations

from typing import NamedTuple

import pypdfium2


class Placement(NamedTuple):
    """Distance of the visible page's upper left corner from the media box's, in points, after rotation."""

    left: float
    top: float


def placement_of(page: pypdfium2.PdfPage) -> Placement:
    """The crop box's place in the media box (ISO 32000-1, 14.11.2), as seen after the page's own rotation.

    Calculated here, since pdfplumber misplaces crop boxes of pages that are turned by 90 or 270 degrees.
    """
    media = page.get_mediabox()
    crop = page.get_cropbox()
    left, bottom = (max(0.0, crop[side] - media[side]) for side in (0, 1))
    right, top = (max(0.0, media[side] - crop[side]) for side in (2, 3))
    corners = {0: (left, top), 90: (bottom, left), 180: (right, bottom), 270: (top, right)}
    return Placement(*corners[page.get_rotation() % 360])
