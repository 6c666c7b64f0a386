"""The employer's steps: applicants, publicity, recommendation; personal numbers are masked."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from models.applications import TitleApplication
from models.life_cycles.application import ApplicationState
from models.life_cycles.publicity import PublicityState
from models.life_cycles.recommendation import RecommendationState
from models.review import Outcome
from models.steps.reviewing import ReviewOutcome
from webqueue.api.shapes.common import Answered, Asked, Day, File, Line, Number, RowNumber, StepAnswer, Text, YesOrNo

MOST_CHOSEN = 500
MOST_LISTED = 100


class NumberedList(Asked):
    """A page of a list that is ordered by number, newest first."""

    before: RowNumber | None = Field(None, description="`next` of the page before; the first page without it.")
    limit: int = Field(20, ge=1, le=MOST_LISTED)


class ApplicantQuery(NumberedList):
    """Applicants by state and year."""

    state: ApplicationState | None = None
    year: RowNumber | None = None


class ApplicationBody(Asked):
    """What an application says (职称申报)."""

    name: Line = ""
    id_number: Line = ""
    mobile: Line = ""
    year: Line = Field("", examples=["2026"])
    series: Line = ""
    speciality: Line = ""
    level: Line = Field("", examples=["中级"])
    details: Text = ""


class AttachmentUpload(Asked):
    """A file that belongs to an application."""

    kind: Line = "其他材料"
    file: File


class TableUpload(Asked):
    """A table of applicants, made of the template."""

    file: File


class ReviewBody(Asked):
    """审核状态 and 审核意见, on the revision that was seen."""

    revision: Number
    outcome: ReviewOutcome
    opinion: Text = ""
    saw_details: YesOrNo = Field(False, description="Whether the operator looked at the details, as the program says.")
    saw_attachments: YesOrNo = Field(False, description="Whether the operator opened the attachments.")


class Chosen(Asked):
    """Applications by number."""

    applications: list[Number] = Field(max_length=MOST_CHOSEN)


class PublicityBody(Asked):
    """What a publicity is published with."""

    contact: Line = ""
    telephone: Line = ""
    start_date: Day | None = None
    workdays: Number = 0
    end_date: Day | None = Field(None, description="Only where the calendar does not reach, with its reason.")
    end_date_reason: Text = ""


class ObjectionBody(Asked):
    """An objection (异议) to one person of the batch."""

    entry: Number
    objector: Line = ""
    content: Text = ""
    received_on: Day


class ObjectionReport(Asked):
    """What became of an objection."""

    outcome: Literal["dismissed", "upheld"]
    report: Text = ""


class ResultBody(Asked):
    """单位公示结果 of one person."""

    entry: Number
    passed: YesOrNo
    reason: Text = ""
    report: Text = ""


class ResultsBody(Asked):
    """The results of some people of the batch."""

    results: list[ResultBody] = Field(max_length=MOST_CHOSEN)


class RecommendationBody(Chosen):
    """A recommendation (推荐上报) of one year."""

    year: Number
    superior: Number


class AnswerBody(Asked):
    """The superior unit's decision on one person."""

    entry: Number
    outcome: Outcome
    opinion: Text = ""


class AnswersBody(Asked):
    """The superior unit's decisions."""

    answers: list[AnswerBody] = Field(max_length=MOST_CHOSEN)


class ApplicantAnswer(Answered):
    """An application."""

    id: int
    state: ApplicationState
    revision: int
    name: str
    year: int
    series: str
    speciality: str
    level: str


class ApplicantsAnswer(Answered):
    """A page of applications."""

    items: list[ApplicantAnswer]
    next: int | None


class EnteredAnswer(ApplicantAnswer):
    """A new application; the code for its applicant is shown this once."""

    code: str


class AttachmentAnswer(Answered):
    """A file of an application."""

    id: int
    kind: str
    file_name: str
    sha256: str
    uploaded_at: dt.datetime


class InitialReviewAnswer(Answered):
    """An initial review."""

    revision: int
    outcome: ReviewOutcome
    opinion: str
    reviewed_at: dt.datetime


class ApplicationAnswer(ApplicantAnswer):
    """An application with all that belongs to it."""

    id_number: str
    mobile: str
    details: str
    attachments: list[AttachmentAnswer]
    reviews: list[InitialReviewAnswer]
    history: list[StepAnswer]


class RowAnswer(Answered):
    """What became of one row of a table."""

    number: int
    name: str
    problems: list[str]
    code: str


class ImportAnswer(Answered):
    """What became of each row."""

    rows: list[RowAnswer]


class PublicityAnswer(Answered):
    """A publicity."""

    id: int
    state: PublicityState
    contact: str
    telephone: str
    start_date: dt.date | None
    workdays: int | None
    end_date: dt.date | None


class PublicitiesAnswer(Answered):
    """A page of publicities."""

    items: list[PublicityAnswer]
    next: int | None


class ObjectionAnswer(Answered):
    """An objection."""

    id: int
    entry_id: int
    objector: str
    content: str
    received_on: dt.date
    outcome: str | None
    report: str | None


class PublicisedAnswer(Answered):
    """One person of a publicity."""

    entry: int
    application: int
    name: str
    state: ApplicationState
    result: str | None
    objections: list[ObjectionAnswer]


class PublicityDetails(PublicityAnswer):
    """A publicity with its people."""

    public_page: str = Field(description="The path of its public page.")
    notice_hash: str | None
    people: list[PublicisedAnswer]
    history: list[StepAnswer]


class UnitAnswer(Answered):
    """A superior unit."""

    id: int
    name: str


class UnitsAnswer(Answered):
    """The superior units that may be chosen."""

    items: list[UnitAnswer]


class RecommendationAnswer(Answered):
    """A recommendation."""

    id: int
    state: RecommendationState
    year: int
    superior: str


class RecommendationsAnswer(Answered):
    """A page of recommendations."""

    items: list[RecommendationAnswer]
    next: int | None


class RecommendedAnswer(Answered):
    """One person of a recommendation."""

    entry: int
    application: int
    name: str
    series: str
    speciality: str
    level: str
    outcome: Outcome | None
    opinion: str


class RecommendationDetails(RecommendationAnswer):
    """A recommendation with its people."""

    unit: str
    summary_hash: str | None
    people: list[RecommendedAnswer]


def applicant_answer(application: TitleApplication) -> ApplicantAnswer:
    """An application in a list."""
    return ApplicantAnswer.model_validate(application)
