"""Bytes in, normalised pages out: the one gatekeeper that decodes.

Every later stage reads the picture that comes out of here, and the reviewer (审核人) sees the same one, so that
nobody can show the checker one thing and the person another.
"""

from ocr.pages.encoding import decode_picture, encode_picture
from ocr.pages.errors import (
    FileDamaged,
    FileEmpty,
    FileTooLarge,
    FileTypeUnsupported,
    ImageBomb,
    ImageTooSmall,
    PageTooLarge,
    PdfEncrypted,
    PdfTooManyPages,
    PdfWithoutPages,
)
from ocr.pages.kinds import MediaKind, sniff
from ocr.pages.limits import DEFAULT_LIMITS, Limits
from ocr.pages.opening import open_document
from ocr.pages.orientation import LineReader, Orient, Orientation, orientation_by
from ocr.pages.page import Box, Note, Page, Picture, Quad, Suspicion, Word
from ocr.pages.portable_document import pdf_programs

__all__ = [
    "DEFAULT_LIMITS",
    "Box",
    "FileDamaged",
    "FileEmpty",
    "FileTooLarge",
    "FileTypeUnsupported",
    "ImageBomb",
    "ImageTooSmall",
    "Limits",
    "LineReader",
    "MediaKind",
    "Note",
    "Orient",
    "Orientation",
    "Page",
    "PageTooLarge",
    "PdfEncrypted",
    "PdfTooManyPages",
    "PdfWithoutPages",
    "Picture",
    "Quad",
    "Suspicion",
    "Word",
    "decode_picture",
    "encode_picture",
    "open_document",
    "orientation_by",
    "pdf_programs",
    "sniff",
]
