"""What was read, part by part, and what a reviewer corrected of it, beside the check that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.accounts import Account
from models.corrections import FIELD, PERSONAL, RING, PartRead, ReadingCorrection, corrections_of, parts_read
from models.findings import CheckId, Slot
from models.form import Form
from models.privacy.masking import mask_personal
from webqueue.cases.checks import HIDDEN
from webqueue.cases.documents import DocumentShown

NAMES = {
    "credit_code": "统一社会信用代码",
    "unit_name": "单位名称",
    "marking": "用途标注",
    "field.unit_name": "单位名称",
    "field.credit_code": "统一社会信用代码",
    "field.address": "住所",
    "field.pooling_area": "统筹区",
    "field.operator_name": "经办人姓名",
    "field.id_number": "身份证号码",
    "field.mobile": "手机号码",
    "field.date": "承诺日期",
    "field.authority": "登记机关",
    "field.validity": "有效期",
}
SEAL_NAME = "印章环行文字"
_CHECKS = {
    "credit_code": CheckId.CREDIT_CODE,
    "unit_name": CheckId.UNIT_NAME,
    "marking": CheckId.MARKING,
    "field.validity": CheckId.VALIDITY,
    "field.authority": CheckId.POOLING_AREA,
    "field.address": CheckId.POOLING_AREA,
}


@dataclass(frozen=True)
class PartShown:
    """One thing that was read, and what it was corrected to."""

    slot: Slot
    part: str
    number: int
    """Of the seal on its document; 0 for everything else."""
    check: CheckId
    read: str
    """As the machine read it; personal data hidden."""
    now: str
    """As it is typed over in the window; empty for personal data."""
    corrected: str | None
    by: str
    correction: ReadingCorrection | None
    agrees: bool | None
    """Whether the corrected value is the typed one; None where nothing was typed."""

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.slot}.{self.part}"

    @property
    def name(self) -> str:
        """What it is called."""
        return part_name(self.part)


def part_name(part: str) -> str:
    """What a part of a reading is called."""
    return SEAL_NAME if part.startswith(f"{RING}.") else NAMES.get(part, part.removeprefix(f"{FIELD}."))


def parts_shown(session: Session, form: Form, documents: Mapping[Slot, DocumentShown]) -> tuple[PartShown, ...]:
    """Everything that can be corrected, certificate first."""
    shown: list[PartShown] = []
    for slot, document in documents.items():
        if document.reading is not None:
            corrections = corrections_of(session, document.id)
            parts = parts_read(document.reading, slot)
            shown += (_shown(session, form, slot, read, corrections.get(read.part)) for read in parts)
    return tuple(shown)


def _shown(
    session: Session, form: Form, slot: Slot, found: PartRead, correction: ReadingCorrection | None
) -> PartShown:
    part, read = found.part, found.text
    corrected = correction.new_value if correction else None
    current = read if corrected is None else corrected
    return PartShown(
        slot=slot,
        part=part,
        number=int(part.removeprefix(f"{RING}.")) + 1 if part.startswith(f"{RING}.") else 0,
        check=_check(slot, part),
        read=_visible(part, read),
        now="" if part in PERSONAL else current,
        corrected=None if corrected is None else _visible(part, corrected),
        by=session.get_one(Account, correction.corrected_by).name if correction else "",
        correction=correction,
        agrees=_agrees(_typed(form, part), corrected),
    )


def _check(slot: Slot, part: str) -> CheckId:
    if part.startswith(f"{RING}."):
        return CheckId.CERTIFICATE_SEAL if slot is Slot.CERTIFICATE else CheckId.LETTER_SEAL
    if slot is Slot.LETTER:
        return CheckId.LETTER_FIELDS
    return _CHECKS.get(part, CheckId.CERTIFICATE_TYPE)


def _visible(part: str, text: str) -> str:
    return (HIDDEN if text else "") if part in PERSONAL else mask_personal(text)


def _typed(form: Form, part: str) -> str:
    person = form.operator
    typed = {
        "credit_code": form.credit_code,
        "unit_name": form.unit_name,
        "pooling_area": form.pooling_area,
        "operator_name": person.name,
        "id_number": person.id_number,
        "mobile": person.mobile,
    }
    return form.unit_name if part.startswith(f"{RING}.") else typed.get(part.removeprefix(f"{FIELD}."), "")


def _agrees(typed: str, corrected: str | None) -> bool | None:
    return _plain(typed) == _plain(corrected) if typed and corrected is not None else None


def _plain(text: str) -> str:
    # Spaces and the width of brackets say nothing about the fact.
    return "".join(text.split()).replace("（", "(").replace("）", ")").upper()
