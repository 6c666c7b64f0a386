"""The audit sample (抽查): a share of the green cases that a person reviews in full, so that silent errors are seen.

Which cases are drawn follows from the files themselves: nobody can steer it, and the same case is always drawn anew.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.documents import Document
from models.findings import Verdict
from models.review import Decision
from models.submissions import Submission, current_documents
from models.verifications import Verification


def is_drawn(hashes: Iterable[str], share: float) -> bool:
    """Whether files of these SHA-256 are in the sample; `share` is from 0 to 1."""
    digest = hashlib.sha256("".join(sorted(hashes)).encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64


def is_in_sample(session: Session, submission: Submission, share: float) -> bool:
    """Whether the submission's current documents are in the sample."""
    return is_drawn((document.sha256 for document in current_documents(session, submission).values()), share)


def drawn_decisions(session: Session, since: dt.datetime, share: float) -> frozenset[int]:
    """The ids of the decisions since then on green cases that were in the sample, undone ones left out."""
    rows = session.execute(
        select(Decision.id, Document.slot, Document.sha256)
        .join(Verification, Verification.id == Decision.verification_id)
        .join(
            Document,
            (Document.submission_id == Decision.submission_id) & (Document.revision <= Decision.revision),
        )
        .where(Decision.decided_at >= since, Decision.undone_at.is_(None), Verification.verdict == Verdict.PASS.value)
        .order_by(Document.revision)
    )
    files: dict[int, dict[str, str]] = {}
    for row in rows:
        files.setdefault(row.id, {})[row.slot] = row.sha256
    return frozenset(decision for decision, hashes in files.items() if is_drawn(hashes.values(), share))
