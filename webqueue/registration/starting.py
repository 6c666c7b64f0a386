"""Having a registration's documents read, as soon as there is something new to read."""

from __future__ import annotations

from models.database import reading
from models.registrations import Registration
from models.submissions import Submission
from models.verifications import verification_of
from webqueue.services import services


def read_anew(registration: Registration) -> None:
    """Have the documents read, where some of them are not."""
    if registration.submission_id is None:
        return
    with reading(services().engine) as database:
        submission = database.get_one(Submission, registration.submission_id)
        is_read = verification_of(database, submission.id, submission.revision) is not None
    if not is_read:
        services().start_verification(submission.id)
