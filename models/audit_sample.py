"""The audit sample (抽查): a share of the green cases that a person reviews in full, so that silent errors are seen.

Which cases are drawn follows from the files themselves: nobody can steer it, and the same case is always drawn anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy.orm import Session

from models.submissions import Submission, current_documents


def is_drawn(hashes: Iterable[str], share: float) -> bool:
    """Whether files of these SHA-256 are in the sample; `share` is from 0 to 1."""
    digest = hashlib.sha256("".join(sorted(hashes)).encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64


def is_in_sample(session: Session, submission: Submission, share: float) -> bool:
    """Whether the submission's current documents are in the sample."""
    return is_drawn((document.sha256 for document in current_documents(session, submission).values()), share)
