"""The other readers get the very pixels that this software read."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from tests.benchmarks.page_file import pdf_of_pages


def jpeg(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, height), 40).save(out, "JPEG", quality=90)
    return out.getvalue()


def test_each_page_holds_its_jpeg_byte_for_byte_at_200_dots_per_inch() -> None:
    pictures = [jpeg(1654, 2339), jpeg(2339, 1654)]
    with pikepdf.open(io.BytesIO(pdf_of_pages(pictures))) as document:
        assert len(document.pages) == 2
        for page, picture in zip(document.pages, pictures, strict=True):
            (image,) = page.get_images().values()
            assert image.read_raw_bytes() == picture
            width, height = (float(side) for side in list(page.mediabox)[2:])
            assert (width / 72 * 200, height / 72 * 200) == pytest.approx((image.Width, image.Height), abs=0.5)
