"""The one way from bytes to pages."""

from __future__ import annotations

from collections.abc import Iterator

from ocr.pages.errors import FileTooLarge, only_named_errors
from ocr.pages.kinds import MediaKind, sniff
from ocr.pages.limits import DEFAULT_LIMITS, Limits
from ocr.pages.normalise import normalise
from ocr.pages.orientation import Orient
from ocr.pages.page import Page
from ocr.pages.picture_file import open_pictures
from ocr.pages.portable_document import open_pdf
from ocr.pages.source_page import SourcePage

_BYTES_PER_MEGABYTE = 1024 * 1024


def open_document(content: bytes, limits: Limits = DEFAULT_LIMITS, orient: Orient | None = None) -> tuple[Page, ...]:
    """The normalised pages of a file: PDF, JPEG, PNG, TIFF, BMP, WebP or HEIC, by its bytes.

    `orient` decides which way up each page is (see `orientation_by`); without it pages stay as their file says.
    Raises a DocumentError of `ocr.pages.errors` for whatever cannot become pages, and nothing else.
    """
    with only_named_errors():
        kind = sniff(content)
        if len(content) > limits.max_bytes:
            megabytes = -(-len(content) // _BYTES_PER_MEGABYTE)
            raise FileTooLarge(megabytes=megabytes, limit=limits.max_bytes // _BYTES_PER_MEGABYTE)
        return tuple(_normalised(_sources(content, kind, limits), limits, orient))


def _sources(content: bytes, kind: MediaKind, limits: Limits) -> Iterator[SourcePage]:
    return open_pdf(content, limits) if kind is MediaKind.PDF else open_pictures(content, kind, limits)


def _normalised(sources: Iterator[SourcePage], limits: Limits, orient: Orient | None) -> Iterator[Page]:
    for number, source in enumerate(sources, start=1):
        with only_named_errors(number):
            yield normalise(source, number, limits, orient)
