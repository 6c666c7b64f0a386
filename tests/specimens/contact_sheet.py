"""A contact sheet: many documents small on one picture, for people to look over."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from tests.specimens.case import Case

CELL = 640
COLUMNS = 6
BACKGROUND = (90, 90, 90)


def page_picture(content: bytes, resolution: int = 150) -> Image.Image:
    """Gives the first page of a file as an upright RGB picture; PDF at the resolution in pixels per inch."""
    if content.startswith(b"%PDF"):
        page = pypdfium2.PdfDocument(content)[0]
        picture: Image.Image = page.render(scale=resolution / 72).to_pil()
        return picture.convert("RGB")
    return ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")


def write_contact_sheet(path: Path, cases: Iterable[Case]) -> None:
    """Writes the cases' documents side by side as one PNG."""
    pictures = [page_picture(content) for case in cases for content in case.files.values()]
    rows = -(-len(pictures) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * CELL, rows * CELL), BACKGROUND)
    for place, picture in enumerate(pictures):
        picture.thumbnail((CELL - 8, CELL - 8))
        sheet.paste(picture, (place % COLUMNS * CELL + 4, place // COLUMNS * CELL + 4))
    sheet.save(path)
