"""Picture files (JPEG, PNG, TIFF, BMP, WebP, HEIC) to source pages, by Pillow alone.

Decoders disagree about damaged and unusual files; with one for each kind, nobody is shown another picture than the one
that was checked.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps
from PIL.TiffTags import TAGS_V2
from pillow_heif.as_plugin import HeifImageFile

from ocr.pages.colours import is_transparent, to_picture
from ocr.pages.errors import FileDamaged, ImageBomb, ImageTooSmall, PdfTooManyPages, only_named_errors
from ocr.pages.kinds import MediaKind
from ocr.pages.limits import Limits
from ocr.pages.page import Note
from ocr.pages.source_page import SourcePage

_FORMATS = {
    MediaKind.JPEG: ("JPEG", "MPO"),
    MediaKind.PNG: ("PNG",),
    MediaKind.TIFF: ("TIFF",),
    MediaKind.BMP: ("BMP",),
    MediaKind.WEBP: ("WEBP",),
}

_NEW_SUBFILE_TYPE = next(tag for tag, info in TAGS_V2.items() if info.name == "NewSubfileType")
_EXIF_ORIENTATION = 0x0112


def open_pictures(content: bytes, kind: MediaKind, limits: Limits) -> Iterator[SourcePage]:
    """The pages of a picture file, one after the other.

    A TIFF has as many as it holds; anything animated has one, its first picture, since that is what a person is shown
    too. Raises ImageBomb, ImageTooSmall, PdfTooManyPages or FileDamaged.
    """
    with warnings.catch_warnings(), only_named_errors():
        warnings.simplefilter("ignore")
        with _open(content, kind, limits) as image:
            yield from _frames(image, kind, limits)


def _open(content: bytes, kind: MediaKind, limits: Limits) -> Image.Image:
    try:
        if kind is MediaKind.HEIC:
            heic: Image.Image = HeifImageFile(BytesIO(content))  # type: ignore[no-untyped-call]
            return heic
        return Image.open(BytesIO(content), formats=_FORMATS[kind])
    except Image.DecompressionBombError as cause:
        raise ImageBomb(megapixels="＞170", limit=limits.max_pixels // 1_000_000) from cause


def _frames(image: Image.Image, kind: MediaKind, limits: Limits) -> Iterator[SourcePage]:
    if kind is not MediaKind.TIFF:
        several = getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
        yield _decode(image, limits, (Note.ANIMATION_FIRST_PICTURE,) if several else ())
        return
    previews, pages = _tiff_frames(image, limits)
    for number, frame in enumerate(pages, start=1):
        with only_named_errors(number):
            image.seek(frame)
            yield _decode(image, limits, (Note.PREVIEW_SKIPPED,) if previews else ())


def _tiff_frames(image: Image.Image, limits: Limits) -> tuple[list[int], list[int]]:
    """Indices of a TIFF's reduced-resolution twins (TIFF 6.0, NewSubfileType bit 0), and of its pages."""
    count = getattr(image, "n_frames", 1)
    if count > 2 * limits.max_pages:
        raise PdfTooManyPages(pages=count, limit=limits.max_pages)
    previews = [frame for frame in range(count) if _is_preview(image, frame)]
    pages = [frame for frame in range(count) if frame not in previews] or [0]
    if len(pages) > limits.max_pages:
        raise PdfTooManyPages(pages=len(pages), limit=limits.max_pages)
    return previews, pages


def _is_preview(image: Image.Image, frame: int) -> bool:
    image.seek(frame)
    tags = getattr(image, "tag_v2", {})
    return bool(int(tags.get(_NEW_SUBFILE_TYPE, 0)) & 1)


def _decode(image: Image.Image, limits: Limits, notes: tuple[Note, ...]) -> SourcePage:
    _check_size(image, limits)
    longest = limits.longest_side_of_source
    before = max(image.size)
    # Lets the JPEG decoder itself skip detail; for other kinds it does nothing.
    image.draft(None, _scaled_size(image.size, longest))
    image.load()
    still, turned = _upright(image)
    if is_transparent(image):
        turned = (*turned, Note.TRANSPARENCY_OVER_WHITE)
    if before > longest:
        turned = (*turned, Note.REDUCED)
    return SourcePage(to_picture(_fit(still, longest)), may_show_a_sheet=True, notes=(*notes, *turned))


def _check_size(image: Image.Image, limits: Limits) -> None:
    width, height = image.size
    most = limits.max_pixels if image.format in _FORMATS[MediaKind.JPEG] else limits.max_pixels_undivided
    if width * height > most:
        raise ImageBomb(megapixels=width * height // 1_000_000, limit=most // 1_000_000)
    if min(width, height) < limits.min_side:
        raise ImageTooSmall(width=width, height=height, least=limits.min_side)


def _upright(image: Image.Image) -> tuple[Image.Image, tuple[Note, ...]]:
    """`image` as its camera held it, by EXIF orientation (CIPA DC-008, tag 274); unreadable marks are passed over."""
    try:
        orientation = image.getexif().get(_EXIF_ORIENTATION, 1)
        turned = ImageOps.exif_transpose(image)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - the picture itself is whole, and a broken mark may raise anything
        return image, (Note.EXIF_UNREADABLE,)
    if turned is None:
        raise FileDamaged
    return turned, (Note.EXIF_TURNED,) if orientation in range(2, 9) else ()


def _scaled_size(size: tuple[int, int], longest: int) -> tuple[int, int]:
    scale = min(1.0, longest / max(size))
    return math.ceil(size[0] * scale), math.ceil(size[1] * scale)


def _fit(image: Image.Image, longest: int) -> Image.Image:
    """Reduce before colours are converted, which would need several times the memory."""
    factor = max(image.size) // longest
    if factor >= 2 and image.mode not in ("P", "1", "PA"):
        image = image.reduce(factor)
    return image
