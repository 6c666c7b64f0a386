"""Four eyes (双人复核): where it is asked for, an approval against a failed check takes effect with a second person.

The first approval leaves the case waiting, and says so in the queue. Another reviewer approves, returns or rejects;
the first one cannot, whoever has the case in hand. Until then the first approval can be withdrawn. A decision that is
undone takes both approvals with it: the case begins anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import audit
from models.first_approvals import Ending, FirstApproval, first_approval_on
from models.review import CaseChanged, NothingToUndo, Outcome, decidable, kept_words
from models.standing import restate
from models.submissions import Submission, SubmissionState

PENDING = SubmissionState.PENDING.value


def approve_first(
    session: Session,
    submission: Submission,
    seen_revision: int,
    opinion: str,
    reviewer: audit.Actor,
    reasons: Iterable[int] = (),
) -> FirstApproval:
    """Approve against a failed check, for a second person to confirm; the case stays pending, in nobody's hands.

    Raises what models.review.decide raises, CaseChanged where somebody else was first.
    """
    opinion = kept_words(opinion)
    verification = decidable(session, submission, seen_revision, Outcome.APPROVED, opinion)
    if reviewer.account_id is None or first_approval_on(session, submission.id, seen_revision) is not None:
        raise CaseChanged
    first = FirstApproval(
        submission_id=submission.id,
        revision=seen_revision,
        verification_id=verification.id,
        opinion=opinion,
        reviewer_id=reviewer.account_id,
    )
    session.add(first)
    try:
        session.flush()
    except IntegrityError as error:
        raise CaseChanged from error
    audit.record(
        session,
        submission.id,
        reviewer,
        "approve_first",
        before=PENDING,
        after=PENDING,
        revision=seen_revision,
        verification=verification.id,
        first_approval=first.id,
        opinion=opinion,
        reasons=sorted(set(reasons)),
    )
    restate(session, submission, SubmissionState.PENDING)
    return first


def withdraw_first(session: Session, submission: Submission, actor: audit.Actor) -> None:
    """Withdraw the first approval that waits: the case waits as before it. Raises NothingToUndo."""
    first = first_approval_on(session, submission.id, submission.revision)
    if first is None or actor.account_id is None:
        raise NothingToUndo
    first.end(Ending.WITHDRAWN, actor.account_id)
    session.flush()
    audit.record(
        session,
        submission.id,
        actor,
        "withdraw_first",
        before=PENDING,
        after=PENDING,
        revision=submission.revision,
        first_approval=first.id,
    )
    restate(session, submission, SubmissionState.PENDING)
