"""Submissions and cases put together for programs, of the same parts as the pages."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.audit import history
from models.holds import holder_of
from models.review import state_of
from models.submissions import Submission
from webqueue import permissions
from webqueue.api.shapes.cases import (
    CaseAnswer,
    OwnSubmissionAnswer,
    SubmissionAnswer,
    check_answer,
    decision_answer,
    document_answer,
    form_answer,
    problem_answer,
)
from webqueue.api.shapes.common import steps_answer
from webqueue.cases.case import Case, assemble_case
from webqueue.entrance.signed_in import current_account


def submission_answer(session: Session, submission: Submission) -> SubmissionAnswer:
    """Where a submission stands."""
    return SubmissionAnswer(
        id=submission.id,
        reference=submission.reference,
        state=state_of(session, submission),
        revision=submission.revision,
        credit_code=submission.credit_code,
        unit_name=submission.unit_name,
        pooling_area=submission.pooling_area,
        received_at=submission.received_at,
    )


def own_answer(session: Session, submission: Submission) -> OwnSubmissionAnswer:
    """A submission as its operator sees it."""
    return _own(session, assemble_case(session, submission))


def case_answer(session: Session, submission: Submission) -> CaseAnswer:
    """A case as reviewers see it."""
    case = assemble_case(session, submission)
    holder = holder_of(session, submission.id)
    return CaseAnswer(
        **dict(_own(session, case)),
        verdict=case.verdict,
        approved_first_by=case.first.reviewer if case.first else None,
        form=form_answer(case.form),
        holder=holder.name if holder else "",
        held_until=holder.until if holder else None,
        history=steps_answer(history(session, submission.id)),
    )


def _own(session: Session, case: Case) -> OwnSubmissionAnswer:
    findings = permissions.may_see_findings(current_account(), case.state)
    return OwnSubmissionAnswer(
        **dict(submission_answer(session, case.submission)),
        documents=[document_answer(document) for document in case.documents.values()],
        problems=[problem_answer(problem) for problem in case.problems],
        decisions=[decision_answer(shown) for shown in case.decisions],
        checks=[check_answer(check) for check in case.checks] if findings else [],
        question=case.question.text if case.question else None,
    )
