"""A registration (账号注册), as the program that fills it in sees it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.findings import Slot, Verdict
from models.form import Relation
from models.life_cycles.registration import RegistrationState
from models.privacy.masking import mask_id_number, mask_mobile
from webqueue.api.shapes.cases import CheckAnswer, DocumentAnswer, check_answer, document_answer
from webqueue.api.shapes.common import Answered, Asked, File, Line, Text
from webqueue.registration.showing import RegistrationPage


class FilledIn(Asked):
    """All that was typed; what is left out is emptied, but the password stays as it is."""

    registration_type: Line = ""
    category: Line = ""
    credit_code: Line = ""
    unit_name: Line = ""
    pooling_area: Line = ""
    business_category: Line = ""
    review_unit: Line = ""
    relation: Relation = Relation.NEW
    username: Line = ""
    password: Line = ""
    name: Line = ""
    id_number: Line = ""
    mobile: Line = ""


class AttachmentsUpload(Asked):
    """One of the two documents, or both."""

    certificate: File | None = None
    letter: File | None = None


class HandingIn(Asked):
    """The password once more, since it is kept as a hash alone."""

    password: Line
    override: Text = Field("", description="Why it is handed in although a check failed.")


class Begun(Answered):
    """A new registration; its code is shown this once."""

    reference: str
    code: str
    state: Literal["draft"]


class RegistrationAnswer(Answered):
    """Where a registration stands; personal numbers are masked."""

    reference: str
    state: RegistrationState
    credit_code: str
    unit_name: str
    pooling_area: str
    username: str
    name: str
    id_number: str
    mobile: str
    problems: dict[str, str] = Field(description="What is wrong with each field, in Chinese.")
    documents: list[DocumentAnswer]
    slots_empty: list[Slot]
    is_read: bool = Field(description="Whether the documents are read and checked.")
    verdict: Verdict | None
    checks: list[CheckAnswer]


def registration_answer(page: RegistrationPage) -> RegistrationAnswer:
    """What the registration's page shows."""
    typed, case = page.typed, page.case
    return RegistrationAnswer(
        reference=page.registration.reference,
        state=page.state,
        credit_code=typed.credit_code,
        unit_name=typed.unit_name,
        pooling_area=typed.pooling_area,
        username=typed.username,
        name=typed.name,
        id_number=mask_id_number(typed.id_number) if typed.id_number else "",
        mobile=mask_mobile(typed.mobile) if typed.mobile else "",
        problems=page.problems,
        documents=[document_answer(document) for document in case.documents.values()] if case else [],
        slots_empty=[slot for slot in Slot if slot not in page.slots_filled],
        is_read=page.is_read,
        verdict=case.verdict if case else None,
        checks=[check_answer(check) for check in case.checks] if case else [],
    )
