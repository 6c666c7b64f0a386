"""Files as people hand them in by mistake, and as others do to break things."""

from __future__ import annotations

import io
import math
import struct
import zipfile
import zlib

import numpy as np
import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

BLANK = Image.new("RGB", (300, 400), "white")


def picture(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The image in a file of that kind."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


BLANK_PNG = picture(BLANK)


def pdf(pages: int = 1, size: tuple[float, float] = (200, 280)) -> bytes:
    """A PDF with a word on each page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for _ in range(pages):
        canvas.drawString(40, 140, "HELLO")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF that needs a password to be opened."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return out.getvalue()


def pdf_of_fifty_thousand_megapixels() -> bytes:
    """A PDF whose page has so many pixels at the resolution that pages are rendered at."""
    side = math.sqrt(50_000e6) * 72 / 200
    return pdf(size=(side, side))


def png_bomb() -> bytes:
    """A PNG of a kilobyte that declares 3600 megapixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(999))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf_with_a_bomb() -> bytes:
    """A PDF that holds a picture which declares 3600 megapixels."""
    out = io.BytesIO()
    Image.new("L", (10, 10)).save(out, "PDF")
    document = pikepdf.open(io.BytesIO(out.getvalue()))
    (image,) = document.pages[0].get_images().values()
    image.Width = image.Height = 60_000
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_document() -> bytes:
    """What a word processor saves."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


UNUSUAL_PICTURES = {
    "CMYK": picture(Image.new("CMYK", (300, 400)), "JPEG"),
    "16 bits": picture(Image.fromarray(np.full((400, 300), 65_000, np.uint16))),
    "palette": picture(BLANK.quantize(4)),
    "transparent": picture(Image.new("RGBA", (300, 400), (0, 0, 0, 0))),
    "animated": picture(BLANK, "WEBP", save_all=True, append_images=[Image.new("RGB", (300, 400), "red")]),
}
"""Pictures that are white to the eye, each of another make."""
