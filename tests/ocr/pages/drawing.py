"""Small documents that the tests of pages open: sheets, photos of sheets, PDFs."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import cv2
import numpy as np
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ocr.pages import Picture

A4 = (595.0, 842.0)


def sheet(width: int = 1000, height: int = 1414, *, framed: bool = False) -> Picture:
    """White paper with rows of print, and, if `framed`, a dark frame around a cream field, as on a certificate."""
    paper = np.full((height, width, 3), 250, np.uint8)
    if framed:
        cv2.rectangle(paper, (60, 60), (width - 60, height - 60), (225, 240, 250), cv2.FILLED)
        cv2.rectangle(paper, (60, 60), (width - 60, height - 60), (70, 110, 120), 24)
    for row in range(200, height - 200, 60):
        for column in range(150, width - 250, 40):
            cv2.rectangle(paper, (column, row), (column + 26, row + 26), (30, 30, 30), 3)
    return paper


def photo(paper: Picture, corners: list[tuple[int, int]], ground: Picture) -> Picture:
    """`paper` lying on `ground` with its corners (clockwise from its own upper left) at `corners`."""
    height, width = paper.shape[:2]
    own = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    transform = cv2.getPerspectiveTransform(own, np.array(corners, np.float32))
    size = (ground.shape[1], ground.shape[0])
    laid = cv2.warpPerspective(paper, transform, size)
    covered = cv2.warpPerspective(np.full((height, width), 255, np.uint8), transform, size)
    return np.where(covered[:, :, np.newaxis] > 127, laid, ground).astype(np.uint8)


def table(
    width: int = 1500, height: int = 2000, colour: tuple[int, int, int] = (60, 90, 140), seed: int = 1
) -> Picture:
    """A grained table."""
    grain = np.random.default_rng(seed).normal(0, 6, (height, width, 1))
    return np.clip(np.full((height, width, 3), colour, np.float64) + grain, 0, 255).astype(np.uint8)


def encoded(picture: Picture | Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The bytes of a BGR picture or a Pillow image in a file of `kind`."""
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture[:, :, ::-1])
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def pdf(draw: Callable[[Canvas], object], *, pages: int = 1, size: tuple[float, float] = A4) -> bytes:
    """A PDF whose every page is drawn by `draw`."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    for _ in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def hello(canvas: Canvas) -> None:
    """One word, upright, 100 points from the left and 142 from the top of an A4 page."""
    canvas.setFont("Helvetica", 20)
    canvas.drawString(100, 700, "HELLO")
