"""Plain drawn pages: enough of a picture to look at, to crop and to draw boxes over."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from models.findings import Slot

WIDTH, HEIGHT = 1000, 700
SIZES = {Slot.CERTIFICATE: (WIDTH, HEIGHT), Slot.LETTER: (HEIGHT, WIDTH)}
"""A certificate lies, a letter stands."""


def draw_page(shade: int = 250, size: tuple[int, int] = (WIDTH, HEIGHT)) -> bytes:
    """A JPEG page with a few lines and a red ring; another shade makes another page."""
    page = Image.new("RGB", size, (shade, shade, shade - 4))
    pen = ImageDraw.Draw(page)
    for row in range(80, size[1] - 80, 60):
        pen.rectangle((80, row, size[0] - 300, row + 14), fill=(90, 90, 96))
    pen.ellipse((size[0] - 300, size[1] - 300, size[0] - 100, size[1] - 100), outline=(200, 40, 40), width=8)
    encoded = io.BytesIO()
    page.save(encoded, "JPEG", quality=85)
    return encoded.getvalue()


def draw_ring(shade: int = 240) -> bytes:
    """A PNG strip, as an unrolled seal is one."""
    strip = Image.new("RGB", (400, 60), (255, shade, shade))
    encoded = io.BytesIO()
    strip.save(encoded, "PNG")
    return encoded.getvalue()
