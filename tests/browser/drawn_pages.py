"""Pages of drawn documents in the place of plain ones, for pictures."""

from __future__ import annotations

import io
from functools import cache

import pypdfium2
from PIL import Image

from tests.browser.documents import draw_employer
from tests.webqueue.pictures import HEIGHT, WIDTH

SEED = 11
CUT_OFF = 95
"""Pixels of the upper edge, so that the seal lies where the plain page has its ring."""


def drawn_page(shade: int = 250) -> bytes:
    """A JPEG of a certificate without the unit's seal; another shade makes another picture."""
    page = Image.new("RGB", (WIDTH, HEIGHT), (shade, shade, shade))
    page.paste(_certificate(), (0, -CUT_OFF))
    encoded = io.BytesIO()
    page.save(encoded, "JPEG", quality=88)
    return encoded.getvalue()


@cache
def _certificate() -> Image.Image:
    document = pypdfium2.PdfDocument(draw_employer(SEED).certificate_without_seal.content)
    picture: Image.Image = document[0].render(scale=2).to_pil().convert("RGB")
    return picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)))
