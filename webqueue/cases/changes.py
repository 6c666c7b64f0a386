"""What changed from the revision that was decided on to the current one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.findings import CheckId, Slot, Verdict
from models.verifications import verification_of
from webqueue.cases.case import Case
from webqueue.cases.checks import CheckShown, checks_shown
from webqueue.cases.documents import DocumentShown, as_of

_NUMBER_BEFORE = re.compile(r"^\s*(?:\d{1,2}[.．、)）]|[-·•])\s*")


@dataclass(frozen=True)
class DocumentPair:
    """What stood in a slot, and what stands there now."""

    slot: Slot
    old: DocumentShown | None
    new: DocumentShown | None

    @property
    def changed(self) -> bool:
        """Whether it is another version."""
        return (self.old and self.old.id) != (self.new and self.new.id)


@dataclass(frozen=True)
class VerdictChange:
    """A check that now says something else."""

    check: CheckId
    before: Verdict | None
    after: Verdict
    message: str


def document_pairs(case: Case, earlier_revision: int) -> tuple[DocumentPair, ...]:
    """Each slot then and now, changed ones first."""
    old = as_of(case.versions, earlier_revision)
    pairs = [DocumentPair(slot, old.get(slot), case.documents.get(slot)) for slot in Slot]
    return tuple(sorted(pairs, key=lambda pair: not pair.changed))


def earlier_checks(session: Session, case: Case, earlier_revision: int) -> tuple[CheckShown, ...]:
    """The checks as they stood then, on the documents of then."""
    verification = verification_of(session, case.submission.id, earlier_revision)
    return checks_shown(verification.checks, as_of(case.versions, earlier_revision)) if verification else ()


def verdict_changes(old: tuple[CheckShown, ...], new: tuple[CheckShown, ...]) -> tuple[VerdictChange, ...]:
    """The checks whose verdict is another one now."""
    before = {check.id: check.verdict for check in old}
    return tuple(
        VerdictChange(check.id, before.get(check.id), check.verdict, check.message)
        for check in new
        if before.get(check.id) is not check.verdict
    )


def reasons_of(opinion: str) -> tuple[str, ...]:
    """The single reasons of an opinion, one a line, without their numbers."""
    return tuple(reason for line in opinion.splitlines() if (reason := _NUMBER_BEFORE.sub("", line).strip()))
