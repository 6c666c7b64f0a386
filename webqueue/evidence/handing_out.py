"""Handing out a case's evidence, on record: the same for a page's button and for a program."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import audit
from models.submissions import Submission
from webqueue.cases.case import assemble_case
from webqueue.entrance.signed_in import current_actor
from webqueue.evidence.bundle import write_bundle
from webqueue.services import services


def hand_out(session: Session, submission: Submission) -> bytes:
    """The bundle of this case. That it was taken is itself an event, the last one in the bundle.

    Raises ContentMissing where a stored content is gone.
    """
    case = assemble_case(session, submission)
    state = case.state.value
    audit.record(session, submission.id, current_actor(), "bundle", state, state, revision=submission.revision)
    return write_bundle(session, services().store, case, services().settings.time_zone)


def bundle_name(submission: Submission) -> str:
    """What the file is called."""
    return f"evidence-{submission.id}-revision{submission.revision}.zip"
