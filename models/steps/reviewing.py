"""The employer's initial review (所在单位初审): pass 审核通过, return 退回, reject 审核不通过."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.applications import InitialReview, TitleApplication
from models.life_cycles.application import APPLICATION, ApplicationFacts
from models.life_cycles.table import Party
from models.review import CaseChanged
from models.steps.duties import Duties
from models.steps.moving import move


class ReviewOutcome(StrEnum):
    """审核状态."""

    PASSED = "passed"
    RETURNED = "returned"
    REJECTED = "rejected"


_ACTIONS = {ReviewOutcome.PASSED: "pass", ReviewOutcome.RETURNED: "return", ReviewOutcome.REJECTED: "reject"}
DEFAULT_OPINION = "审核通过"
"""审核意见 where it passed and nothing was written."""


@dataclass(frozen=True)
class Opinion:
    """What the operator says, and what was opened before."""

    outcome: ReviewOutcome
    text: str = ""
    saw_details: bool = False
    """查看详情."""
    saw_attachments: bool = False
    """查看附件."""


def review(session: Session, application: TitleApplication, seen_revision: int, opinion: Opinion, by: Duties) -> None:
    """Take the initial review of the revision that was seen.

    Raises CaseChanged where it changed meanwhile, ReasonRequired for a return or a rejection without a reason,
    OwnApplication, and what else the life cycle refuses with.
    """
    text = opinion.text.strip()
    if application.revision != seen_revision:
        raise CaseChanged
    facts = ApplicationFacts(own=by.is_own(application), reason=text)
    action = (_ACTIONS[opinion.outcome], Party.OPERATOR, by.actor)
    move(session, APPLICATION, application, action, facts, opinion=text, revision=application.revision)
    session.add(
        InitialReview(
            application_id=application.id,
            revision=application.revision,
            outcome=opinion.outcome.value,
            opinion=text or DEFAULT_OPINION,
            saw_details=opinion.saw_details,
            saw_attachments=opinion.saw_attachments,
            reviewer_id=by.operator.account_id,
        )
    )
    try:
        session.flush()
    except IntegrityError as error:
        raise CaseChanged from error


def reopen(session: Session, application: TitleApplication, reason: str, by: Duties) -> None:
    """Review it once more, before it is publicised (撤销初审)."""
    _again(session, application, "reopen", reason, by)
    application.revision += 1
    session.flush()


def correct(session: Session, application: TitleApplication, reason: str, by: Duties) -> None:
    """Return one that failed its publicity and can be mended; it goes the whole way again (退回更正)."""
    _again(session, application, "correct", reason, by)


def turn_back(session: Session, application: TitleApplication, reason: str, by: Duties) -> None:
    """Return one that came back from above to its applicant; it goes the whole way again (转申报人修改)."""
    _again(session, application, "turn_back", reason, by)


def _again(session: Session, application: TitleApplication, action: str, reason: str, by: Duties) -> None:
    facts = ApplicationFacts(own=by.is_own(application), reason=reason)
    move(session, APPLICATION, application, (action, Party.OPERATOR, by.actor), facts, reason=reason.strip())
