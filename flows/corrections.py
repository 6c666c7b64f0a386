"""Corrections as truth for the evaluation: the pictures of the pages, and what reviewers saw on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.corrections import FIELD, PERSONAL, RING, ReadingCorrection, corrected_documents, corrections_of
from models.documents import Document, Page
from models.store import Store

TRUTH = "truth.json"


def export_corrections(session: Session, store: Store, folder: Path, *, personal: bool) -> int:
    """Write each corrected page, and a `truth.json` that names what stands on it; gives how many pages.

    Without `personal`, names and numbers of operators are left out of the file; they stand in the pictures still.
    """
    entries = []
    for document in corrected_documents(session):
        for page, truths in _by_page(session, document, personal=personal).items():
            name = f"{page.sha256}.jpg"
            (folder / name).write_bytes(store.get(page.sha256))
            entries.append({"file": name, "kind": document.slot, **truths})
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    (folder / TRUTH).write_text(text, encoding="utf-8")
    return len(entries)


def _by_page(session: Session, document: Document, *, personal: bool) -> Mapping[Page, dict[str, Any]]:
    pages = session.scalars(select(Page).where(Page.document_id == document.id).order_by(Page.number)).all()
    found: dict[Page, dict[str, Any]] = {}
    for part, correction in corrections_of(session, document.id).items():
        # What was found nowhere is sought on the first page.
        page = next((page for page in pages if page.number == max(correction.page, 1)), None)
        if page is not None and (personal or part not in PERSONAL):
            _note(found.setdefault(page, {}), part, correction)
    return found


def _note(truths: dict[str, Any], part: str, correction: ReadingCorrection) -> None:
    kind, _, name = part.partition(".")
    if kind == RING:
        truths.setdefault("seals", []).append({"text": correction.new_value, "box": correction.box})
    elif kind == FIELD:
        truths.setdefault("fields", {})[name] = correction.new_value
    else:
        truths[kind] = correction.new_value
