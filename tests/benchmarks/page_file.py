"""Page pictures as one PDF, for readers that take nothing else."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

RESOLUTION = 200
"""Dots per inch that pages are declared at, as this software renders them; readers render them again by it."""
POINTS = 72 / RESOLUTION


def pdf_of_pages(pages: Sequence[bytes]) -> bytes:
    """A PDF that holds each of the JPEG pictures as one page, with its pixels as they are."""
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=0, invariant=1)
    for page in pages:
        picture = ImageReader(io.BytesIO(page))
        width, height = (side * POINTS for side in picture.getSize())
        canvas.setPageSize((width, height))
        canvas.drawImage(picture, 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
