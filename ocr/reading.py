"""Reading one document: bytes in, findings and pictures out.

Pages are opened and turned upright, their lines read once; seals, marking, codes and fields are then looked for on
the same pictures. Where something was typed that ought to stand there, the ink is asked how far it bears that out.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256

from models.credit_code import normalise
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
from models.names import normalise_name
from ocr.beneath_seals import with_lines_beneath
from ocr.borne_out import ACCEPTED, Typed, borne_out
from ocr.certificates import KINDS, read_certificate
from ocr.code_on_page import bears_out, read_code
from ocr.dark_ink import lines_in_gold, lines_in_other_inks
from ocr.document_types import Title, classify
from ocr.engines import Reader, read_lines
from ocr.engines.rapid import Backend, RapidReader
from ocr.engines.tesseract import TesseractReader, code_reader
from ocr.integrity import with_signs
from ocr.letter import parse_date, read_letter
from ocr.letter_rules import LETTER_RULES
from ocr.marking import find_marking
from ocr.name_words import prior_odds
from ocr.page_codes import read_codes
from ocr.pages import DEFAULT_LIMITS, Limits, Page, encode_picture, open_document, orientation_by
from ocr.quality import judge_quality
from ocr.seals import owner_of, read_seals
from ocr.text_layer_remarks import remarks_on_text_layer

NO_MARKING = Marking(found=False)
NO_FORM = Form()
SHORTEST_ADDRESS = 6
"""Characters; less is a piece of one, or of a seal over it."""


@dataclass(frozen=True)
class Readers:
    """The engines of one process: the one that reads, and the one that reads what matters most a second time."""

    first: Reader
    second: Reader | None = None

    @property
    def identity(self) -> dict[str, str]:
        """Versions and model hashes of both."""
        return {**(self.second.identity if self.second else {}), **self.first.identity}


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


class _Stopwatch:
    """Seconds by stage, over all pages."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of the block for that stage."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun


def build_readers(engine: str = "both", backend: str = "openvino") -> Readers:
    """Load the engines that the setting names: `both`, `rapidocr` or `tesseract`."""
    if engine == "tesseract":
        return Readers(TesseractReader())
    return Readers(RapidReader(Backend(backend)), code_reader() if engine == "both" else None)


def read_document(
    content: bytes,
    readers: Readers,
    limits: Limits = DEFAULT_LIMITS,
    form: Form = NO_FORM,
) -> ReadDocument:
    """All that can be read in a file, and how far it bears out `form`; raises a DocumentError for an unusable file."""
    watch = _Stopwatch()
    with watch.stage("pages"):
        pages = open_document(content, limits, orientation_by(readers.first))
    read = [_read_page(page, readers, form, watch) for page in pages]
    pictures = {page.sha256: page.encoded for page in pages}
    for page_reading in read:
        pictures.update(page_reading.rings)
    with watch.stage("integrity"):
        reading, impressions = with_signs(_combined(read, readers), content, pages)
    pictures.update(impressions)
    timings = {name: round(seconds, 4) for name, seconds in watch.seconds.items()}
    return ReadDocument(replace(reading, timings=timings), pictures)


def _read_page(page: Page, readers: Readers, form: Form, watch: _Stopwatch) -> _PageReading:
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
    if title.type is DocumentType.COMMITMENT_LETTER:
        with watch.stage("fields"):
            return replace(reading, fields=_letter_fields(reading, readers.first, form))
    if title.type is DocumentType.BLANK and not seals:
        return reading
    return _as_certificate(reading, readers, form, watch)


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


def _as_certificate(reading: _PageReading, readers: Readers, form: Form, watch: _Stopwatch) -> _PageReading:
    page = reading.page
    reading = _with_values(reading, readers, form, watch)
    if reading.title.type.is_certificate:
        for lines in lines_in_other_inks(page.picture, reading.lines, readers.first, page.number):
            if _code_is_read(reading.code) and _are_read(reading):
                break
            reading = _with_better_values(reading, _with_values(replace(reading, lines=lines), readers, form, watch))
    with watch.stage("marking"):
        marking = find_marking(page.picture, reading.lines, readers.first, page=page.number)
    with watch.stage("qr"):
        qr = read_codes(page.picture)
    return replace(reading, marking=marking, qr=qr)


def _with_values(reading: _PageReading, readers: Readers, form: Form, watch: _Stopwatch) -> _PageReading:
    """`reading` with the code and the fields that its lines hold."""
    typed = normalise(form.credit_code)
    with watch.stage("code"):
        code = read_code(reading.page.picture, reading.lines, readers.first, readers.second, typed)
    with watch.stage("fields"):
        return replace(reading, code=code, fields=_certificate_fields(reading, readers.first, form))


def _with_better_values(reading: _PageReading, again: _PageReading) -> _PageReading:
    """`reading`, and what `again` shows of what was not read or not borne out in it, as happens under a watermark."""
    code = again.code if reading.code is None or _code_is_read(again.code) else reading.code
    fields = {**again.fields, **{name: value for name, value in reading.fields.items() if value.text}}
    for name, is_read in (("unit_name", _name_is_read), ("address", _address_is_read)):
        if name in again.fields and is_read(again.fields) and not is_read(reading.fields):
            fields[name] = again.fields[name]
    return replace(reading, lines=again.lines, code=code, fields=fields)


def _code_is_read(code: CodeReading | None) -> bool:
    """Whether there is a code, and the ink bears out the typed one if any was typed."""
    return code is not None and (code.agreement is None or bears_out(code.agreement))


def _name_is_read(fields: Mapping[str, FieldReading]) -> bool:
    """Whether there is a name, and the ink bears out the typed one if any was typed."""
    name = fields.get("unit_name")
    if name is None or not name.text:
        return False
    return name.agreement is None or name.agreement.confidence >= ACCEPTED


def _are_read(reading: _PageReading) -> bool:
    """Whether the fields were found that this kind of certificate is sure to bear."""
    has_term = "validity" in reading.fields or not KINDS[reading.title.type].always_valid_until
    return has_term and _name_is_read(reading.fields) and _address_is_read(reading.fields)


def _address_is_read(fields: Mapping[str, FieldReading]) -> bool:
    """Whether what stands beside the address's label, if there is one, can be an address."""
    address = fields.get("address")
    return address is None or len(address.text) >= SHORTEST_ADDRESS


def _certificate_fields(reading: _PageReading, reader: Reader, form: Form) -> dict[str, FieldReading]:
    if not reading.title.type.is_certificate:
        return {}
    typed = Typed(normalise_name(form.unit_name), normalise_name, prior_odds)
    fields = read_certificate(reading.lines, reading.title.type, typed.text)
    name = fields.get("unit_name")
    if name is None:
        return fields
    return {**fields, "unit_name": borne_out(reading.page.picture, name, typed, reader)}


def _letter_fields(reading: _PageReading, reader: Reader, form: Form) -> dict[str, FieldReading]:
    picture = reading.page.picture
    fields = read_letter(picture, reading.lines, reader)
    if not _date_is_read(fields):
        fields |= _date_again(reading, reader)
    compared = {
        name: borne_out(picture, fields[name], rule.typed(form), reader)
        for name, rule in LETTER_RULES.items()
        if name in fields
    }
    return {**fields, **compared}


def _date_is_read(fields: Mapping[str, FieldReading]) -> bool:
    """Whether the letter's date was found and is one, or its place was found blank."""
    date = fields.get("date")
    return date is not None and (date.confidence == 1.0 or parse_date(date.text) is not None)


def _date_again(reading: _PageReading, reader: Reader) -> dict[str, FieldReading]:
    """The letter's date, looked for without the ink of the seal over it."""
    picture = reading.page.picture
    for lines in lines_in_other_inks(picture, reading.lines, reader, reading.page.number):
        found = read_letter(picture, lines, reader)
        if "date" in found and parse_date(found["date"].text) is not None:
            return {"date": found["date"]}
    return {}


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
        seals.append(replace(found.seal, owner=owner_of(found.seal, names, found.character_scores), unrolled=name))
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
