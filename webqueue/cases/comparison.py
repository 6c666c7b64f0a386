"""What was typed, beside what stands on the certificate and on the letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.findings import DocumentReading, Slot
from models.form import Form
from models.privacy.masking import mask_id_number, mask_mobile
from webqueue.cases.documents import DocumentShown

ABSENT = "—"


@dataclass(frozen=True)
class ComparedValue:
    """A value on a document, and whether it is the typed one; None where there is nothing to compare."""

    text: str
    agrees: bool | None


@dataclass(frozen=True)
class ComparedRow:
    """One fact in three places."""

    label: str
    typed: str
    certificate: ComparedValue
    letter: ComparedValue


def compared_rows(form: Form, documents: Mapping[Slot, DocumentShown]) -> tuple[ComparedRow, ...]:
    """The facts that the form and the documents have in common; personal numbers are masked."""
    certificate, letter = (_reading(documents.get(slot)) for slot in Slot)
    person = form.operator
    rows = (
        ("统一社会信用代码", form.credit_code, _code(certificate), _field(letter, "credit_code") or _code(letter), str),
        ("单位名称", form.unit_name, _name(certificate), _field(letter, "unit_name"), str),
        ("统筹区", form.pooling_area, "", _field(letter, "pooling_area"), str),
        ("住所", "", _field(certificate, "address"), _field(letter, "address"), str),
        ("登记机关", "", _field(certificate, "authority"), "", str),
        ("有效期", "", _field(certificate, "validity"), "", str),
        ("经办人姓名", person.name, "", _field(letter, "operator_name"), str),
        ("身份证号码", person.id_number, "", _field(letter, "id_number"), mask_id_number),
        ("手机号码", person.mobile, "", _field(letter, "mobile"), mask_mobile),
        ("承诺日期", "", "", _field(letter, "date"), str),
    )
    return tuple(_row(*row) for row in rows if any(row[1:4]))


def _reading(document: DocumentShown | None) -> DocumentReading | None:
    return document.reading if document else None


def _code(reading: DocumentReading | None) -> str:
    return reading.credit_code.text if reading and reading.credit_code else ""


def _name(reading: DocumentReading | None) -> str:
    return reading.unit_name.text if reading and reading.unit_name else _field(reading, "unit_name")


def _field(reading: DocumentReading | None, name: str) -> str:
    value = reading.fields.get(name) if reading else None
    return value.text if value else ""


def _row(label: str, typed: str, certificate: str, letter: str, shown: Callable[[str], str]) -> ComparedRow:
    return ComparedRow(
        label=label,
        typed=shown(typed) or ABSENT,
        certificate=_value(typed, certificate, shown),
        letter=_value(typed, letter, shown),
    )


def _value(typed: str, text: str, shown: Callable[[str], str]) -> ComparedValue:
    agrees = _plain(typed) == _plain(text) if typed and text else None
    return ComparedValue(shown(text) or ABSENT, agrees)


def _plain(text: str) -> str:
    # A reading's spaces and the width of its brackets say nothing about the fact.
    return "".join(text.split()).replace("（", "(").replace("）", ")").upper()
