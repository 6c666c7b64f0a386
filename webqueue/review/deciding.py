"""Taking a decision on what a page showed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy.orm import Session

from models.audit import Actor
from models.errors import DecisionError
from models.findings import Verdict
from models.review import Decision, Outcome, decide
from models.submissions import Submission
from models.verifications import verification_of
from webqueue.row_numbers import whole_number


class OutcomeMissing(DecisionError):
    """None of the three outcomes was chosen."""

    code: ClassVar[str] = "OUTCOME_MISSING"
    message_zh = "还没有选择审核结果。请选择“审核通过”“退回”或“审核不通过”后再保存。"
    message_en = "No outcome was chosen. Choose approve, return or reject, then save."


class ConfirmationMissing(DecisionError):
    """An approval against a failed check, without saying that this is meant."""

    code: ClassVar[str] = "CONFIRMATION_MISSING"
    message_zh = "该申请有核验不通过的项目。如确认可以通过，请勾选“我已查看不通过项的依据”后再保存。"
    message_en = "A check failed. To approve nevertheless, tick that you have looked at it, then save."


@dataclass(frozen=True)
class Proposal:
    """What the reviewer put into the form."""

    outcome: Outcome | None
    opinion: str
    """Why it is returned or rejected."""
    remark: str
    """A word on an approval."""
    confirmed: bool
    seen_revision: int

    @property
    def words(self) -> str:
        """The text that goes with the outcome; line ends as they are kept, not as browsers send them."""
        text = self.remark if self.outcome is Outcome.APPROVED else self.opinion
        return text.replace("\r\n", "\n")


def read_proposal(form: Mapping[str, str]) -> Proposal:
    """The proposal in a posted form."""
    outcome = form.get("outcome", "")
    return Proposal(
        outcome=Outcome(outcome) if outcome in set(Outcome) else None,
        opinion=form.get("opinion", ""),
        remark=form.get("remark", ""),
        confirmed=form.get("confirmed") == "yes",
        seen_revision=whole_number(form.get("revision", "")) or 0,
    )


def take_decision(session: Session, submission: Submission, proposal: Proposal, reviewer: Actor) -> Decision:
    """Keep the decision. Raises a DecisionError that says in one sentence what is missing or has changed."""
    if proposal.outcome is None:
        raise OutcomeMissing
    if proposal.outcome is Outcome.APPROVED and not proposal.confirmed and _has_failed(session, submission):
        raise ConfirmationMissing
    return decide(session, submission, proposal.seen_revision, proposal.outcome, proposal.words, reviewer)


def _has_failed(session: Session, submission: Submission) -> bool:
    verification = verification_of(session, submission.id, submission.revision)
    return verification is not None and verification.verdict == Verdict.FAIL.value
