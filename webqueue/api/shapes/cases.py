"""Submissions and cases, as programs see them; personal numbers are masked, as in the pages."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from models.findings import CheckId, Slot, Verdict
from models.form import Form
from models.holds import Holder
from models.privacy.masking import mask_id_number, mask_mobile
from models.queue import QueueEntry
from models.reasons import Reason
from models.review import Outcome
from models.submissions import IntakeProblem, SubmissionState
from webqueue.api.shapes.common import Answered, Asked, File, Line, Number, RowNumber, StepAnswer, Text
from webqueue.cases.case import DecisionShown
from webqueue.cases.checks import CheckShown, Place
from webqueue.cases.documents import DocumentShown

MOST_LISTED = 100


class ListQuery(Asked):
    """Which page of a list."""

    after: Line = Field("", description="`next` of the page before; the first page without it.")
    limit: int = Field(20, ge=1, le=MOST_LISTED)


class ExportQuery(Asked):
    """The queue's filter; what is left out filters nothing, but that cases wait for a decision."""

    state: SubmissionState | Literal["all"] = SubmissionState.PENDING
    verdict: Verdict | None = None
    check: CheckId | None = Field(None, description="Cases in which this check did not pass.")
    area: Line = ""
    search: Line = ""


class CaseQuery(ExportQuery, ListQuery):
    """The queue's filter, and which page of what it lets through."""


class NextCase(Asked):
    """Which case to take in hand: the first one that the filter lets through."""

    verdict: Verdict | None = None
    check: CheckId | None = None
    area: Line = ""
    search: Line = ""


class SubmissionUpload(Asked):
    """A submission: the form as in an inbox folder's form.json, and both documents."""

    form: str = Field(description="JSON, as docs/api.md tells.", max_length=64 * 1024)
    certificate: File = Field(description="单位登记证书: PDF or picture.")
    letter: File = Field(description="用户告知承诺书: PDF or picture.")


class DocumentsUpload(Asked):
    """Corrected documents in the place of returned ones: one of them, or both."""

    revision: RowNumber = Field(description="The revision that was returned.")
    certificate: File | None = None
    letter: File | None = None


class Said(Asked):
    """Something said: a question, an answer, a note."""

    text: Text


class Deferral(Asked):
    """Putting a case aside."""

    hours: float = Field(24.0, gt=0, le=720, strict=True)
    note: Text = ""


class DecisionBody(Asked):
    """A decision on the revision that was seen."""

    revision: Number
    outcome: Outcome
    opinion: Text = Field("", description="Needed for a return, a rejection, and an approval against a failed check.")
    reasons: list[Number] = Field(default_factory=list, max_length=50, description="Ids of the catalogue.")


class SubmissionAnswer(Answered):
    """Where a submission stands."""

    id: int
    reference: str
    state: SubmissionState
    revision: int
    credit_code: str
    unit_name: str
    pooling_area: str
    received_at: dt.datetime


class EntryAnswer(SubmissionAnswer):
    """A submission in a list."""

    verdict: Verdict | None = Field(description="Of the machine; null while it is read, and for operators.")
    overdue: bool
    holder: str = Field(description="Who has it in hand; empty for nobody, and for operators.")


class ListAnswer(Answered):
    """A page of a list."""

    items: list[EntryAnswer]
    next: str | None = Field(description="`after` for the page that follows; null at the end.")


class PlaceAnswer(Answered):
    """Where to look; the box in pixels of the stored page: x, y, width, height."""

    document: Slot
    page: int
    box: tuple[int, int, int, int] | None


class CheckAnswer(Answered):
    """What one check concluded, and on what evidence."""

    check: CheckId
    verdict: Verdict
    message: str
    expected: str | None
    found: str | None
    confidence: float
    evidence: list[PlaceAnswer]


class DocumentAnswer(Answered):
    """The version that stands in a slot."""

    id: int = Field(description="By which the original and the pictures of its pages are downloaded.")
    slot: Slot
    revision: int
    file_name: str
    uploaded_at: dt.datetime
    sha256: str
    size: int
    pages: int
    failure: str = Field(description="Why it could not be read; empty where it could.")


class ProblemAnswer(Answered):
    """What kept a part from being taken in."""

    part: str
    code: str
    message: str


class DecisionAnswer(Answered):
    """A decision that stands."""

    revision: int
    outcome: Outcome
    opinion: str
    decided_at: dt.datetime


class FormAnswer(Answered):
    """What was typed; personal numbers are masked."""

    registration_type: str
    business_category: str
    review_unit: str
    relation: str
    username: str
    name: str
    id_number: str
    mobile: str


class OwnSubmissionAnswer(SubmissionAnswer):
    """A submission, as its operator sees it: findings once a reviewer has spoken."""

    documents: list[DocumentAnswer]
    problems: list[ProblemAnswer]
    decisions: list[DecisionAnswer]
    checks: list[CheckAnswer]
    question: str | None = Field(description="What the reviewer asked and nobody has answered.")


class CaseAnswer(OwnSubmissionAnswer):
    """A case, as reviewers see it."""

    verdict: Verdict | None
    approved_first_by: str | None = Field(description="Whose approval waits for a second person's.")
    form: FormAnswer
    holder: str
    held_until: dt.datetime | None
    history: list[StepAnswer]


class HoldAnswer(Answered):
    """Who has a case in hand."""

    id: int
    holder: str
    held_until: dt.datetime | None


class TakenAnswer(Answered):
    """The case that is in the caller's hands; null where none waits."""

    id: int | None


class ReasonAnswer(Answered):
    """A reason of the catalogue."""

    id: int
    outcome: Outcome
    check: CheckId | None
    title: str
    sentence: str


class ReasonsAnswer(Answered):
    """The catalogue of reasons."""

    items: list[ReasonAnswer]


def entry_answer(entry: QueueEntry, *, for_operator: bool) -> EntryAnswer:
    """An entry of the list; an operator learns neither verdict nor holder."""
    found = entry.submission
    return EntryAnswer(
        id=found.id,
        reference=found.reference,
        state=entry.state,
        revision=entry.standing.revision,
        credit_code=found.credit_code,
        unit_name=found.unit_name,
        pooling_area=found.pooling_area,
        received_at=entry.standing.waiting_since,
        verdict=None if for_operator else entry.verdict,
        overdue=entry.overdue,
        holder="" if for_operator else entry.holder,
    )


def check_answer(check: CheckShown) -> CheckAnswer:
    """A check, masked as it is shown."""
    return CheckAnswer(
        check=check.id,
        verdict=check.verdict,
        message=check.message,
        expected=check.expected,
        found=check.found,
        confidence=check.confidence,
        evidence=[place_answer(place) for place in check.places],
    )


def place_answer(place: Place) -> PlaceAnswer:
    """A place on a page."""
    return PlaceAnswer(document=place.slot, page=place.page.number, box=place.box)


def document_answer(document: DocumentShown) -> DocumentAnswer:
    """A document."""
    return DocumentAnswer(
        id=document.id,
        slot=document.slot,
        revision=document.revision,
        file_name=document.file_name,
        uploaded_at=document.uploaded_at,
        sha256=document.sha256,
        size=document.size,
        pages=len(document.pages),
        failure=document.failure,
    )


def problem_answer(problem: IntakeProblem) -> ProblemAnswer:
    """A problem of the intake."""
    return ProblemAnswer.model_validate(problem)


def decision_answer(shown: DecisionShown) -> DecisionAnswer:
    """A decision."""
    return DecisionAnswer.model_validate(shown.decision)


def form_answer(form: Form) -> FormAnswer:
    """What was typed, masked."""
    person = form.operator
    return FormAnswer(
        registration_type=form.registration_type,
        business_category=form.business_category,
        review_unit=form.review_unit,
        relation=person.relation.value,
        username=person.username,
        name=person.name,
        id_number=mask_id_number(person.id_number) if person.id_number else "",
        mobile=mask_mobile(person.mobile) if person.mobile else "",
    )


def hold_answer(submission_id: int, holder: Holder | None) -> HoldAnswer:
    """Who holds it."""
    return HoldAnswer(
        id=submission_id, holder=holder.name if holder else "", held_until=holder.until if holder else None
    )


def reason_answer(reason: Reason) -> ReasonAnswer:
    """A reason."""
    return ReasonAnswer.model_validate(reason)
