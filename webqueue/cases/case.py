"""A case (待审核的申请) with all that its pages show."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.accounts import Account
from models.audit import Event, broken_among, history
from models.findings import CheckId, Slot, Verdict
from models.first_approvals import FirstApproval, first_approval_on
from models.form import Form
from models.remarks import Remark, open_question
from models.review import Decision, Outcome, decisions_of, state_of
from models.submissions import (
    IntakeProblem,
    Submission,
    SubmissionState,
    current_form,
    current_problems,
)
from models.verifications import Verification, verification_of
from webqueue.cases.checks import CheckShown, checks_shown
from webqueue.cases.comparison import ComparedRow, compared_rows
from webqueue.cases.corrected import PartShown, parts_shown
from webqueue.cases.documents import DocumentShown, Versions, as_of, document_versions
from webqueue.cases.doubts import Characters, doubts_about
from webqueue.cases.related import RelatedSubmission, related_submissions
from webqueue.cases.seals import SealShown, seals_shown


@dataclass(frozen=True)
class DecisionShown:
    """A decision, and the name of who took it."""

    decision: Decision
    reviewer: str

    @property
    def outcome(self) -> Outcome:
        """What was decided."""
        return Outcome(self.decision.outcome)


@dataclass(frozen=True)
class FirstShown:
    """A first approval, and the name of who gave it."""

    approval: FirstApproval
    reviewer: str


@dataclass(frozen=True)
class Case:
    """One submission as it stands now."""

    submission: Submission
    state: SubmissionState
    form: Form
    problems: tuple[IntakeProblem, ...]
    verification: Verification | None
    """Of the current revision; None while it is being read."""
    checks: tuple[CheckShown, ...]
    versions: Versions
    documents: dict[Slot, DocumentShown]
    seals: tuple[SealShown, ...]
    compared: tuple[ComparedRow, ...]
    parts: tuple[PartShown, ...]
    """What was read, and what was corrected of it."""
    decisions: tuple[DecisionShown, ...]
    """Newest first."""
    first: FirstShown | None
    """The approval that waits for a second person."""
    question: Remark | None
    """What the operator was asked and has not answered yet."""

    @property
    def verdict(self) -> Verdict | None:
        """The verdict of the current revision."""
        return Verdict(self.verification.verdict) if self.verification else None

    def parts_of(self, check: CheckId) -> tuple[PartShown, ...]:
        """What that check looks at, as it was read."""
        return tuple(part for part in self.parts if part.check is check)

    def doubts_about(self, check: CheckId) -> tuple[Characters, ...]:
        """The texts behind that check of which some characters are not sure."""
        return doubts_about(check, self.documents)

    @property
    def flagged(self) -> tuple[CheckShown, ...]:
        """The checks that a person must look at."""
        return tuple(check for check in self.checks if check.flagged)

    @property
    def failed(self) -> tuple[CheckShown, ...]:
        """The checks that an approval would go against."""
        return tuple(check for check in self.checks if check.verdict is Verdict.FAIL)

    @property
    def has_failed(self) -> bool:
        """Whether there is any of them."""
        return bool(self.failed)

    @property
    def decision(self) -> DecisionShown | None:
        """The decision on the current revision."""
        newest = self.decisions[0] if self.decisions else None
        return newest if newest and newest.decision.revision == self.submission.revision else None

    @property
    def earlier_decision(self) -> DecisionShown | None:
        """The newest decision on a revision before the current one."""
        return next(
            (shown for shown in self.decisions if shown.decision.revision < self.submission.revision),
            None,
        )


@dataclass(frozen=True)
class Background:
    """What stands behind a case: other submissions, and its history."""

    related: tuple[RelatedSubmission, ...]
    events: tuple[Event, ...]
    """Newest first."""
    chain_holds: bool
    """Whether no event was changed, put in or taken out."""


def assemble_case(session: Session, submission: Submission) -> Case:
    """The case of `submission`."""
    versions = document_versions(session, submission)
    documents = as_of(versions, submission.revision)
    form = current_form(session, submission.id)
    verification = verification_of(session, submission.id, submission.revision)
    return Case(
        submission=submission,
        state=state_of(session, submission),
        form=form,
        problems=current_problems(session, submission),
        verification=verification,
        checks=checks_shown(verification.checks, documents) if verification else (),
        versions=versions,
        documents=documents,
        seals=seals_shown(documents),
        compared=compared_rows(form, documents),
        parts=parts_shown(session, form, documents),
        decisions=_decisions(session, submission),
        first=_first(session, submission),
        question=open_question(session, submission),
    )


def assemble_background(session: Session, submission: Submission) -> Background:
    """What stands behind the case of `submission`."""
    events = history(session, submission.id)
    return Background(
        related=related_submissions(session, submission),
        events=tuple(reversed(events)),
        chain_holds=not broken_among(events),
    )


def _decisions(session: Session, submission: Submission) -> tuple[DecisionShown, ...]:
    return tuple(
        DecisionShown(decision, session.get_one(Account, decision.reviewer_id).name)
        for decision in decisions_of(session, submission.id)
    )


def _first(session: Session, submission: Submission) -> FirstShown | None:
    first = first_approval_on(session, submission.id, submission.revision)
    return FirstShown(first, session.get_one(Account, first.reviewer_id).name) if first else None
