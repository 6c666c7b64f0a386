"""Reading one document: bytes in, findings and pictures out.

Pages are opened and turned upright, their lines read once; seals, marking, codes and fields are then looked for on
the same pictures. Where something was typed that ought to stand there, the ink is asked how far it bears that out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from models.findings import (
    CodeReading,
    DocumentReading,
    DocumentType,
    FieldReading,
    Marking,
    PagePicture,
    Remark,
    Seal,
    TextLine,
)
from models.form import Form
from ocr.beneath_seals import with_lines_beneath
from ocr.certificate_values import read_values
from ocr.dark_ink import lines_in_gold, lines_in_other_inks
from ocr.document_types import Title, classify
from ocr.engines import Reader, read_lines
from ocr.integrity import with_signs
from ocr.letter_values import read_letter_values
from ocr.marking import REQUIRED, find_marking
from ocr.page_codes import read_codes
from ocr.pages import DEFAULT_LIMITS, Limits, Page, encode_picture, open_document, orientation_by
from ocr.quality import judge_quality
from ocr.readers import Readers, build_readers
from ocr.seals import owner_of, read_seals
from ocr.stopwatch import Stopwatch
from ocr.text_layer_remarks import remarks_on_text_layer

NO_MARKING = Marking(found=False)
NO_FORM = Form()


@dataclass(frozen=True)
class ReadDocument:
    """What came of reading a document: the findings, and the pictures that they name by their SHA-256 (all JPEG)."""

    reading: DocumentReading
    pictures: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class _PageReading:
    """What was read on one page."""

    page: Page
    lines: tuple[TextLine, ...]
    title: Title
    seals: tuple[Seal, ...] = ()
    marking: Marking = NO_MARKING
    code: CodeReading | None = None
    fields: Mapping[str, FieldReading] = field(default_factory=dict)
    qr: tuple[str, ...] = ()
    quality: tuple[Remark, ...] = ()
    integrity: tuple[Remark, ...] = ()
    rings: Mapping[str, bytes] = field(default_factory=dict)


def read_document(
    content: bytes,
    readers: Readers,
    limits: Limits = DEFAULT_LIMITS,
    form: Form = NO_FORM,
) -> ReadDocument:
    """All that can be read in a file, and how far it bears out `form`; raises a DocumentError for an unusable file."""
    watch = Stopwatch()
    with watch.stage("pages"):
        pages = open_document(content, limits, orientation_by(readers.first))
    read: list[_PageReading] = []
    for page in pages:
        read.append(_read_page(page, readers, form, watch, read))
    pictures = {page.sha256: page.encoded for page in pages}
    for page_reading in read:
        pictures.update(page_reading.rings)
    with watch.stage("integrity"):
        reading, impressions = with_signs(_combined(read, readers), content, pages)
    pictures.update(impressions)
    timings = {name: round(seconds, 4) for name, seconds in watch.seconds.items()}
    return ReadDocument(replace(reading, timings=timings), pictures)


def _read_page(
    page: Page, readers: Readers, form: Form, watch: Stopwatch, before: Sequence[_PageReading]
) -> _PageReading:
    with watch.stage("lines"):
        lines = read_lines(readers.first, page.picture, page.number, page.text_boxes)
        lines, title = _titled(page, lines, readers.first)
    with watch.stage("seals"):
        seals, rings = _seals(page, lines, readers, form)
    with watch.stage("lines"):
        lines = with_lines_beneath(page.picture, seals, lines, readers.first, page.number)
    with watch.stage("quality"):
        quality = judge_quality(page.picture, lines)
    reading = _PageReading(
        page, lines, title, seals, quality=quality, integrity=remarks_on_text_layer(page, lines), rings=rings
    )
    if title.type is DocumentType.COMMITMENT_LETTER or _goes_on(title, before):
        with watch.stage("fields"):
            return replace(reading, fields=read_letter_values(page, lines, readers.first, form))
    if title.type is DocumentType.BLANK and not seals:
        return reading
    return _as_certificate(reading, readers, form, watch)


def _goes_on(title: Title, before: Sequence[_PageReading]) -> bool:
    """Whether a page that bears no title is the next one of a letter."""
    return title.type is DocumentType.OTHER and any(
        page.title.type is DocumentType.COMMITMENT_LETTER for page in before
    )


def _titled(page: Page, lines: tuple[TextLine, ...], reader: Reader) -> tuple[tuple[TextLine, ...], Title]:
    """What the page is, and its lines, looked at through other inks where it is nothing we know."""
    title = classify(lines)
    if title.type is DocumentType.OTHER:
        for again in lines_in_other_inks(page.picture, lines, reader, page.number):
            if (found := classify(again)).type is not DocumentType.OTHER:
                return again, found
    if title.type.is_certificate and not title.text:
        title = next((found for found in _titles_again(page, lines, reader) if found.text), title)
    return lines, title


def _titles_again(page: Page, lines: tuple[TextLine, ...], reader: Reader) -> Iterator[Title]:
    yield classify([*lines, *lines_in_gold(page.picture, reader, page.number)])
    for again in lines_in_other_inks(page.picture, lines, reader, page.number):
        yield classify(again)


def _as_certificate(reading: _PageReading, readers: Readers, form: Form, watch: Stopwatch) -> _PageReading:
    page = reading.page
    values = read_values(page, reading.lines, reading.title.type, readers, form, watch)
    with watch.stage("marking"):
        marking = find_marking(page.picture, values.lines, readers.first, page=page.number)
    with watch.stage("qr"):
        qr = read_codes(page.picture)
    return replace(reading, lines=values.lines, code=values.code, fields=values.fields, marking=marking, qr=qr)


def _seals(
    page: Page, lines: Sequence[TextLine], readers: Readers, form: Form
) -> tuple[tuple[Seal, ...], dict[str, bytes]]:
    """The page's seals with their owners, and the pictures of their unrolled rings."""
    names = [form.unit_name] if form.unit_name else []
    seals, rings = [], {}
    for found in read_seals(page.picture, readers.first, page.number, lines, names):
        ring = encode_picture(found.unrolled)
        name = sha256(ring).hexdigest()
        rings[name] = ring
        owner = owner_of(found.seal, names, found.character_scores, REQUIRED)
        seals.append(replace(found.seal, owner=owner, unrolled=name))
    return tuple(seals), rings


def _combined(read: Sequence[_PageReading], readers: Readers) -> DocumentReading:
    """One reading of all pages; the page that is a document of a known type gives type, title and code."""
    main = next((page for page in read if page.title.type.is_certificate), None) or next(
        (page for page in read if page.title.type is DocumentType.COMMITMENT_LETTER),
        next((page for page in read if page.title.type is not DocumentType.BLANK), read[0]),
    )
    fields: dict[str, FieldReading] = {}
    for page in (main, *read):
        for name, value in page.fields.items():
            fields.setdefault(name, value)
    unit_name = fields.get("unit_name")
    return DocumentReading(
        type=main.title.type,
        pages=tuple(_picture(page.page) for page in read),
        title=main.title.text,
        credit_code=main.code or next((page.code for page in read if page.code), None) or _code_field(fields),
        unit_name=unit_name,
        fields=fields,
        seals=tuple(seal for page in read for seal in page.seals),
        marking=max((page.marking for page in read), key=lambda marking: (marking.found, marking.similarity)),
        qr=tuple(payload for page in read for payload in page.qr),
        lines=tuple(line for page in read for line in page.lines),
        quality=main.quality,
        integrity=tuple(remark for page in read for remark in page.integrity),
        engines=readers.identity,
    )


def _code_field(fields: Mapping[str, FieldReading]) -> CodeReading | None:
    field_ = fields.get("credit_code")
    if field_ is None:
        return None
    return CodeReading(field_.text, field_.confidence, field_.box, field_.page)


def _picture(page: Page) -> PagePicture:
    height, width = page.picture.shape[:2]
    return PagePicture(page.number, page.sha256, width, height, page.turned, page.rectified)


__all__ = ["ReadDocument", "Readers", "build_readers", "read_document"]
