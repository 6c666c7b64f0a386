"""Taking a decision on what a page showed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from models.audit import Actor
from models.errors import DecisionError
from models.findings import Verdict
from models.first_approvals import FirstApproval, first_approval_on
from models.review import Decision, Outcome, decide
from models.second_person import approve_first
from models.steps.settling import settle
from models.submissions import Submission
from models.verifications import verification_of
from webqueue.row_numbers import whole_number


class OutcomeMissing(DecisionError):
    """None of the three outcomes was chosen."""

    code: ClassVar[str] = "OUTCOME_MISSING"
    message_zh = "还没有选择审核结果。请选择“审核通过”“退回”或“审核不通过”后再保存。"
    message_en = "No outcome was chosen. Choose approve, return or reject, then save."


@dataclass(frozen=True)
class Proposal:
    """What the reviewer put into the form."""

    outcome: Outcome | None
    opinion: str
    """Why it is returned or rejected."""
    remark: str
    """A word on an approval, and why where a check failed."""
    reasons: tuple[int, ...]
    """Ids of the catalogue."""
    seen_revision: int

    @property
    def words(self) -> str:
        """The text that goes with the outcome; line ends as they are kept, not as browsers send them."""
        text = self.remark if self.outcome is Outcome.APPROVED else self.opinion
        return text.replace("\r\n", "\n")


def read_proposal(form: MultiDict[str, str]) -> Proposal:
    """The proposal in a posted form."""
    outcome = form.get("outcome", "")
    return Proposal(
        outcome=Outcome(outcome) if outcome in set(Outcome) else None,
        opinion=form.get("opinion", ""),
        remark=form.get("remark", ""),
        reasons=tuple(number for text in form.getlist("reason") if (number := whole_number(text)) is not None),
        seen_revision=whole_number(form.get("revision", "")) or 0,
    )


def take_decision(
    session: Session, submission: Submission, proposal: Proposal, reviewer: Actor, *, two_people: bool
) -> Decision | FirstApproval:
    """Keep the decision; with `two_people`, the first approval against a failed check waits for a second person.

    Raises a DecisionError that says in one sentence what is missing or has changed.
    """
    if proposal.outcome is None:
        raise OutcomeMissing
    if two_people and proposal.outcome is Outcome.APPROVED and _needs_first(session, submission):
        words, seen = proposal.words, proposal.seen_revision
        return approve_first(session, submission, seen, words, reviewer, proposal.reasons)
    decision = decide(
        session,
        submission,
        proposal.seen_revision,
        proposal.outcome,
        proposal.words,
        reviewer,
        reasons=proposal.reasons,
        two_people=two_people,
    )
    settle(session, submission, proposal.outcome, proposal.words, reviewer)
    return decision


def _needs_first(session: Session, submission: Submission) -> bool:
    verification = verification_of(session, submission.id, submission.revision)
    has_failed = verification is not None and verification.verdict == Verdict.FAIL
    return has_failed and first_approval_on(session, submission.id, submission.revision) is None
