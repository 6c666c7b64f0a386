"""Registration certificates (单位登记证书): one module a kind, and the reading of their fields."""

from __future__ import annotations

from collections.abc import Sequence

from models.findings import DocumentType, FieldReading, TextLine
from ocr.certificates import (
    business_licence,
    credit_code,
    foundation,
    institution,
    other,
    private_non_enterprise,
    social_organisation,
)
from ocr.certificates.kind import CertificateKind
from ocr.layout import Layout

KINDS: dict[DocumentType, CertificateKind] = {
    module.KIND.type: module.KIND
    for module in (
        business_licence,
        institution,
        social_organisation,
        private_non_enterprise,
        foundation,
        credit_code,
        other,
    )
}

MOST_LINES = {"unit_name": 3, "person": 1, "address": 4, "authority": 2, "validity": 2}


def read_certificate(lines: Sequence[TextLine], type_: DocumentType, typed_name: str = "") -> dict[str, FieldReading]:
    """Those of a certificate's fields that are found: unit_name, person, address, authority, validity.

    Where the name's label cannot be read, what is most like the `typed_name` is looked for among all that has no label.
    """
    kind = KINDS[type_]
    layout = Layout(lines, kind.labels)
    labels = {
        "unit_name": kind.name,
        "person": kind.person,
        "address": kind.address,
        "authority": kind.authority,
        "validity": kind.validity,
    }
    found = {name: layout.value_of(*labels[name], most_lines=MOST_LINES[name]) for name in labels}
    if found["unit_name"] is None and typed_name:
        found["unit_name"] = layout.unlabelled(typed_name, *kind.name)
    return {name: reading for name, reading in found.items() if reading is not None}


__all__ = ["KINDS", "CertificateKind", "read_certificate"]
