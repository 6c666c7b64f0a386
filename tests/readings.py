"""Readings and cases for tests of the checks: a clean one, and the same with something changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from models.findings import (
    CheckId,
    CheckResult,
    CodeReading,
    DocumentReading,
    DocumentType,
    FieldReading,
    Marking,
    PagePicture,
    Seal,
    SealColour,
    SealOwner,
    SealShape,
    Slot,
)
from models.form import Form, Operator
from ocr.checks import Case, check_submission
from ocr.document_types import LETTER_TITLE

UNIT = "岳阳市示例技术有限公司"
CODE = "91430602MA4TT0009T"
TODAY = dt.date(2026, 11, 23)
FORM = Form(
    credit_code=CODE,
    unit_name=UNIT,
    pooling_area="岳阳楼区",
    operator=Operator(username="yyshili01", name="张三", id_number="430602199001010013", mobile="13800138000"),
)
PAGE = PagePicture(1, "0" * 64, 1654, 2339)


def a_seal(owner: SealOwner = SealOwner.UNIT, **changes: Any) -> Seal:
    """A red round seal, the unit's own unless said otherwise."""
    return replace(
        Seal(owner, SealShape.ROUND, SealColour.RED, UNIT, (1000, 1800, 330, 330), 1, confidence=0.97), **changes
    )


AUTHORITY_SEAL = a_seal(SealOwner.AUTHORITY, text="岳阳市市场监督管理局")


def a_field(text: str, confidence: float = 0.99) -> FieldReading:
    """A field's value somewhere on the first page."""
    return FieldReading(text, confidence, (300, 400, 500, 40), 1)


def a_certificate(**changes: Any) -> DocumentReading:
    """A licence with nothing wrong about it."""
    reading = DocumentReading(
        type=DocumentType.BUSINESS_LICENCE,
        pages=(PAGE,),
        title="营业执照",
        credit_code=CodeReading(CODE, 0.99, (200, 300, 400, 40), 1, CODE),
        unit_name=a_field(UNIT),
        fields={"address": a_field("湖南省岳阳市岳阳楼区示例路8号")},
        seals=(AUTHORITY_SEAL, a_seal()),
        marking=Marking(True, "仅供注册职称评审系统账号使用", 1.0, (100, 1500, 700, 60), 1, 0.97),
    )
    return replace(reading, **changes)


def a_letter(**changes: Any) -> DocumentReading:
    """A letter with nothing wrong about it."""
    reading = DocumentReading(
        type=DocumentType.COMMITMENT_LETTER,
        pages=(PAGE,),
        title=LETTER_TITLE,
        fields={
            "unit_name": a_field(UNIT),
            "credit_code": a_field(CODE),
            "operator_name": a_field("张三"),
            "id_number": a_field("430602199001010013"),
            "mobile": a_field("13800138000"),
            "date": a_field("2026-11-01"),
        },
        seals=(a_seal(),),
    )
    return replace(reading, **changes)


def with_field(letter: DocumentReading, name: str, value: FieldReading | None) -> DocumentReading:
    """`letter` with another value in one field, or without the field."""
    fields = {key: field for key, field in letter.fields.items() if key != name}
    return replace(letter, fields=fields if value is None else {**fields, name: value})


def a_case(certificate: DocumentReading | None = None, letter: DocumentReading | None = None, **changes: Any) -> Case:
    """A case in which nothing is wrong, but for what is given."""
    case = Case(
        form=FORM,
        today=TODAY,
        documents={Slot.CERTIFICATE: certificate or a_certificate(), Slot.LETTER: letter or a_letter()},
        hashes={Slot.CERTIFICATE: "1" * 64, Slot.LETTER: "2" * 64},
    )
    return replace(case, **changes)


def result_of(case: Case, check: CheckId) -> CheckResult:
    """What one check says of `case`."""
    return next(result for result in check_submission(case) if result.check is check)
