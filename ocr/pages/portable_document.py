"""PDF files to source pages: rendered by PDFium, with the text layer that pdfplumber reads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import islice

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from ocr.pages.errors import FileDamaged, ImageBomb, PdfEncrypted, PdfTooManyPages, PdfWithoutPages, only_named_errors
from ocr.pages.limits import Limits
from ocr.pages.page import Note, Picture
from ocr.pages.source_page import SourcePage
from ocr.pages.text_layer import UNREAD, TextLayer, read_text_layer

_POINTS_PER_INCH = 72.0
_MILLIMETRES_PER_INCH = 25.4
_DEPTH_OF_FORMS = 6

# A page that one picture covers to this part is a scan or a photo in a PDF's clothes.
_COVERED_BY_A_PICTURE = 0.6

# PDFium keeps its state in globals: two threads inside of it give wrong text or crash.
_ONE_AT_A_TIME = threading.RLock()


def open_pdf(content: bytes, limits: Limits) -> Iterator[SourcePage]:
    """The pages of a PDF, one after the other.

    Raises PdfEncrypted (a password is needed; one that only restricts printing is not), PdfWithoutPages,
    PdfTooManyPages, ImageBomb, PageTooLarge or FileDamaged.
    """
    with _ONE_AT_A_TIME, only_named_errors(), closing(_open(content)) as document:
        count = len(document)
        if count < 1:
            raise PdfWithoutPages
        if count > limits.max_pages:
            raise PdfTooManyPages(pages=count, limit=limits.max_pages)
        document.init_forms()
        signed = (Note.DIGITALLY_SIGNED,) if pdfium.FPDF_GetSignatureCount(document) > 0 else ()
        for index in range(count):
            with only_named_errors(index + 1), closing(document[index]) as page:
                yield _source_page(content, page, index, limits, signed)


def pdf_programs(content: bytes) -> tuple[str, ...]:
    """The programs that a PDF says it was made with: its creator and its producer (ISO 32000-1, 14.3.3)."""
    with _ONE_AT_A_TIME, closing(_open(content)) as document:
        named = document.get_metadata_dict(skip_empty=True)
    return tuple(str(named[key]) for key in ("Creator", "Producer") if key in named)


def _open(content: bytes) -> pypdfium2.PdfDocument:
    _forget_last_error()
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as cause:
        if cause.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise PdfEncrypted from cause
        if cause.err_code == pdfium.FPDF_ERR_FILE:
            raise PdfWithoutPages from cause
        raise FileDamaged from cause


def _forget_last_error() -> None:
    """Set PDFium's last error to one that bytes in memory cannot cause: a file that is not there.

    PDFium sets no error for a document without pages, so that the last document's error would be reported again.
    """
    pdfium.FPDF_LoadDocument(b"", None)


def _source_page(
    content: bytes, page: pypdfium2.PdfPage, index: int, limits: Limits, notes: tuple[Note, ...]
) -> SourcePage:
    objects = list(islice(page.get_objects(max_depth=_DEPTH_OF_FORMS), limits.max_objects + 1))
    image_sizes = _embedded_sizes(objects)
    _check_embedded(image_sizes, limits)
    scale = _scale(page.get_size(), image_sizes, limits)
    picture = _render(page, scale)
    readable = len(objects) <= limits.max_objects and _character_count(page) <= limits.max_characters
    layer = read_text_layer(content, page, index, picture, scale) if readable else UNREAD
    return SourcePage(
        picture,
        may_show_a_sheet=_is_photographic(layer, picture),
        pixels_per_millimetre=scale * _POINTS_PER_INCH / _MILLIMETRES_PER_INCH,
        words=layer.words,
        has_text_layer=layer.present,
        images=layer.images,
        notes=(*notes, *layer.notes),
    )


def _character_count(page: pypdfium2.PdfPage) -> int:
    with closing(page.get_textpage()) as text_page:
        return int(text_page.count_chars())


def _embedded_sizes(objects: list[pypdfium2.PdfObject]) -> list[tuple[int, int]]:
    return [item.get_px_size() for item in objects if isinstance(item, pypdfium2.PdfImage)]


def _check_embedded(sizes: list[tuple[int, int]], limits: Limits) -> None:
    for width, height in sizes:
        if width * height > limits.max_embedded_pixels:
            megapixels, limit = width * height // 1_000_000, limits.max_embedded_pixels // 1_000_000
            raise ImageBomb(megapixels=megapixels, limit=limit)


def _scale(size: tuple[float, float], image_sizes: list[tuple[int, int]], limits: Limits) -> float:
    """Pixels per point: the set resolution, or that of the page's finest picture, as far as the longest side allows.

    A photo wrapped into a page of a few hundred points keeps its detail; a page of metres is reduced, never refused.
    """
    longest = max(*size, 1.0)
    wanted = max(longest * limits.resolution / _POINTS_PER_INCH, *(max(pixels) for pixels in image_sizes), 1.0)
    return min(wanted, limits.longest_side) / longest


def _render(page: pypdfium2.PdfPage, scale: float) -> Picture:
    bitmap = page.render(scale=scale, fill_color=(255, 255, 255, 255), may_draw_forms=True)
    with closing(bitmap):
        picture = np.asarray(bitmap.to_numpy(), np.uint8)
        if picture.ndim == 2:
            picture = picture[:, :, np.newaxis].repeat(3, axis=2)
        return np.array(picture[:, :, :3], order="C")


def _is_photographic(layer: TextLayer, picture: Picture) -> bool:
    whole = picture.shape[0] * picture.shape[1]
    return any(box.width * box.height >= _COVERED_BY_A_PICTURE * whole for box in layer.images)
