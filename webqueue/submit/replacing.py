"""Putting corrected documents in the place of returned ones."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlalchemy.orm import Session

from models.findings import Slot
from models.intake import StoredFile, keep_file
from models.store import Store
from models.submissions import Submission, current_documents
from webqueue.submit.uploads import SameUpload, Upload
from webqueue.words import SLOTS


def refuse_same(session: Session, submission: Submission, uploads: Mapping[Slot, Upload]) -> None:
    """Raise SameUpload for a file that is in its slot already."""
    documents = current_documents(session, submission)
    for slot, upload in uploads.items():
        document = documents.get(slot)
        if document is not None and document.sha256 == hashlib.sha256(upload.content).hexdigest():
            raise SameUpload(slot=SLOTS[slot])


def keep(store: Store, uploads: Mapping[Slot, Upload]) -> dict[Slot, StoredFile]:
    """Put the files into the store. Raises StorageError where one cannot be kept."""
    return {slot: keep_file(store, upload.content, upload.name) for slot, upload in uploads.items()}
