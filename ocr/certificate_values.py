"""A certificate's code and fields, set against what was typed; looked for again in other ways where need be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from models.credit_code import normalise
from models.findings import CodeReading, DocumentType, FieldReading, TextLine
from models.form import Form
from models.names import normalise_name
from ocr.borne_out import ACCEPTED, Typed, borne_out
from ocr.certificates import KINDS, read_certificate
from ocr.code_on_page import bears_out, read_code
from ocr.dark_ink import lines_in_other_inks
from ocr.engines import Reader
from ocr.further_on import SEVERAL, read_further_on
from ocr.name_words import prior_odds
from ocr.nearer import lines_from_nearer
from ocr.pages import Page
from ocr.readers import Readers
from ocr.stopwatch import Stopwatch
from ocr.terms import end_in, is_term

SHORTEST_ADDRESS = 6
"""Characters; less is a piece of one, or of a seal over it."""
FULL_TERM = "自2020年10月10日至2030年10月10日"
"""Takes as much room as any term."""


@dataclass(frozen=True)
class CertificateValues:
    """What stands on a page of a certificate, and the lines that it was found on."""

    lines: tuple[TextLine, ...]
    code: CodeReading | None = None
    fields: Mapping[str, FieldReading] = field(default_factory=dict)


def read_values(
    page: Page, lines: tuple[TextLine, ...], type_: DocumentType, readers: Readers, form: Form, watch: Stopwatch
) -> CertificateValues:
    """The values of a certificate of `type_`; of a page of another type no more than a code that may stand there."""
    values = _on_lines(page, lines, type_, readers, form, watch)
    if not type_.is_certificate:
        return values
    for again in _looked_at_again(page, lines, readers):
        if _code_is_read(values.code) and _fields_are_read(values.fields, type_):
            break
        values = _better(values, _on_lines(page, again, type_, readers, form, watch))
    return _with_term(page, values, readers.first)


def _with_term(page: Page, values: CertificateValues, reader: Reader) -> CertificateValues:
    """`values`, with the term's end read along its row where no more than its beginning was found."""
    begun = values.fields.get("validity")
    if begun is None or is_term(begun.text) or not begun.quads:
        return values
    found = read_further_on(page.picture, begun.quads[0], FULL_TERM, end_in, reader)
    # A wrong end may make a certificate valid that is not: no look may say otherwise.
    if found is None or found.looks < SEVERAL or found.is_disputed:
        return values
    term = replace(begun, text=found.value, confidence=found.share)
    return replace(values, fields={**values.fields, "validity": term})


def _looked_at_again(page: Page, lines: tuple[TextLine, ...], readers: Readers) -> Iterator[tuple[TextLine, ...]]:
    yield lines_from_nearer(page.picture, lines, readers.first, page.number)
    yield from lines_in_other_inks(page.picture, lines, readers.first, page.number)


def _on_lines(
    page: Page, lines: tuple[TextLine, ...], type_: DocumentType, readers: Readers, form: Form, watch: Stopwatch
) -> CertificateValues:
    typed = normalise(form.credit_code)
    with watch.stage("code"):
        code = read_code(page.picture, lines, readers.first, readers.second, typed)
    with watch.stage("fields"):
        return CertificateValues(lines, code, _fields(page, lines, type_, readers, form))


def _fields(
    page: Page, lines: tuple[TextLine, ...], type_: DocumentType, readers: Readers, form: Form
) -> dict[str, FieldReading]:
    if not type_.is_certificate:
        return {}
    typed = Typed(normalise_name(form.unit_name), normalise_name, prior_odds)
    fields = read_certificate(lines, type_, typed.text)
    name = fields.get("unit_name")
    if name is None:
        return fields
    return {**fields, "unit_name": borne_out(page.picture, name, typed, readers.first)}


def _better(values: CertificateValues, again: CertificateValues) -> CertificateValues:
    """`values`, and what `again` shows of what was not read or not borne out in them, as happens under a watermark."""
    code = again.code if values.code is None or _code_is_read(again.code) else values.code
    fields = {**again.fields, **{name: value for name, value in values.fields.items() if value.text}}
    if _name_is_borne_out(again.fields) and not _name_is_read(values.fields):
        fields["unit_name"] = again.fields["unit_name"]
    if _address_is_read(again.fields) and not _address_is_read(values.fields):
        fields["address"] = again.fields["address"]
    if _bears_a_term(again.fields) and not _bears_a_term(values.fields):
        fields["validity"] = again.fields["validity"]
    return CertificateValues(again.lines, code, fields)


def _code_is_read(code: CodeReading | None) -> bool:
    """Whether there is a code, and the ink bears out the typed one if any was typed."""
    return code is not None and (code.agreement is None or bears_out(code.agreement))


def _fields_are_read(fields: Mapping[str, FieldReading], type_: DocumentType) -> bool:
    """Whether the fields were found that this kind of certificate is sure to bear."""
    return _term_is_read(fields, type_) and _name_is_read(fields) and _address_is_read(fields)


def _term_is_read(fields: Mapping[str, FieldReading], type_: DocumentType) -> bool:
    """Whether the term says until when the certificate is valid, if there must be one or its label is there."""
    return _bears_a_term(fields) or ("validity" not in fields and not KINDS[type_].always_valid_until)


def _bears_a_term(fields: Mapping[str, FieldReading]) -> bool:
    return "validity" in fields and is_term(fields["validity"].text)


def _name_is_read(fields: Mapping[str, FieldReading]) -> bool:
    """Whether there is a name, and the ink bears out the typed one if any was typed."""
    name = fields.get("unit_name")
    return name is not None and bool(name.text) and (name.agreement is None or _name_is_borne_out(fields))


def _name_is_borne_out(fields: Mapping[str, FieldReading]) -> bool:
    """Whether the ink bears out the typed name."""
    name = fields.get("unit_name")
    return name is not None and name.agreement is not None and name.agreement.confidence >= ACCEPTED


def _address_is_read(fields: Mapping[str, FieldReading]) -> bool:
    """Whether what stands beside the address's label can be an address; every kind of certificate bears one."""
    address = fields.get("address")
    return address is not None and len(address.text) >= SHORTEST_ADDRESS
