"""Files and rows agree: every content that a row names is in the store and is what its hash says, and no other is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, String, select
from sqlalchemy.orm import Session

from flows.desk import equipment_of
from flows.doctor.ailments import Ailment, ailing
from flows.reading_pool import ReadingPool
from flows.reading_process import Order
from flows.workplace import Workplace
from models.base import now
from models.database import reading
from models.documents import Document, Original, Page
from models.migrations.tables import all_tables
from models.privacy.columns import SealedJson
from models.store import ContentMissing, Kept, Store
from models.submissions import current_form

ORPHANED_AFTER = dt.timedelta(hours=24)
"""Contents are put into the store before the rows that name them; what is younger may still get its row."""
HISTORIES = ("event", "life_event", "deletion_certificate")
"""Tables that tell what once was: what they name alone may be gone."""
_HASH = re.compile(r"\b[0-9a-f]{64}\b")

ORIGINAL_MISSING = Ailment(
    "ORIGINAL_MISSING",
    "原件缺失，请从备份中恢复存储文件夹。",
    "Originals are missing: restore the store from a backup.",
)
ORIGINAL_CHANGED = Ailment(
    "ORIGINAL_CHANGED",
    "原件内容与登记不符，请从备份中恢复存储文件夹。",
    "Originals are not what they were: restore the store from a backup.",
)
PAGE_MISSING = Ailment(
    "PAGE_MISSING",
    "页面图像缺失或被改动，可由原件重新生成（--repair）。",
    "Pages are missing or changed: --repair makes them anew from the originals.",
    mendable=True,
)
ORPHANED = Ailment(
    "ORPHANED",
    "存储中有无人引用的文件，可清除（--repair）。",
    "The store holds files that nothing names: --repair removes them.",
    mendable=True,
)


@dataclass(frozen=True)
class Contents:
    """How the contents of the store stand to the rows."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    pages: tuple[int, ...]
    """The documents that lack the picture of a page."""
    damaged_pages: tuple[str, ...]
    orphaned: tuple[Kept, ...]


def examine_contents(workplace: Workplace) -> Contents:
    """Read every content that a row names, and look for those that none names."""
    with reading(workplace.engine) as session:
        originals = set(session.scalars(select(Original.sha256)))
        pages = {(page.sha256, page.document_id) for page in session.scalars(select(Page))}
        named = set(_named(session))
    missing, changed = _unsound(workplace.store, originals)
    lost, damaged = _unsound(workplace.store, {sha256 for sha256, _ in pages})
    unsound = {*lost, *damaged}
    return Contents(
        tuple(missing),
        tuple(changed),
        tuple(sorted({document for sha256, document in pages if sha256 in unsound})),
        tuple(damaged),
        tuple(_orphaned(workplace.store, named)),
    )


def ailments_of_contents(found: Contents) -> list[Ailment]:
    """What is wrong, in words."""
    return [
        *ailing(ORIGINAL_MISSING, found.missing),
        *ailing(ORIGINAL_CHANGED, found.changed),
        *ailing(PAGE_MISSING, found.pages),
        *ailing(ORPHANED, [kept.sha256 or "—" for kept in found.orphaned]),
    ]


def mend_contents(workplace: Workplace, found: Contents) -> None:
    """Remove what nothing names, and make the pages anew: the same original gives the same pictures."""
    for kept in found.orphaned:
        workplace.store.remove(kept)
    for sha256 in found.damaged_pages:
        workplace.store.remove_content(sha256)
    if not found.pages:
        return
    with ReadingPool(equipment_of(workplace.settings), 1, workplace.settings.document_seconds) as pool:
        for document_id in found.pages:
            with reading(workplace.engine) as session:
                document = session.get_one(Document, document_id)
                form = current_form(session, document.submission_id)
            pool.read(Order(document.sha256, form))


def _unsound(store: Store, hashes: set[str]) -> tuple[list[str], list[str]]:
    """Those that are missing, and those that were changed."""
    missing: list[str] = []
    changed: list[str] = []
    for sha256 in sorted(hashes):
        try:
            store.get(sha256)
        except ContentMissing:
            (changed if store.has(sha256) else missing).append(sha256)
    return missing, changed


def _orphaned(store: Store, named: set[str]) -> Iterator[Kept]:
    for kept in store.contents():
        old = kept.written_at is None or now() - kept.written_at > ORPHANED_AFTER
        if kept.sha256 not in named and old:
            yield kept


def _named(session: Session) -> Iterator[str]:
    """Every hash that stands anywhere in the rows: too many rather than one too few."""
    for column in _columns_of_the_present():
        if isinstance(column.type, (JSON, SealedJson)):
            for (value,) in session.execute(select(column).execution_options(yield_per=100)):
                yield from _HASH.findall(str(value))
        elif isinstance(column.type, String) and column.type.length == 64:
            yield from session.scalars(select(column).where(column.is_not(None)))


def _columns_of_the_present() -> Iterator[Column[Any]]:
    for table in all_tables().sorted_tables:
        if table.name not in HISTORIES:
            yield from table.columns
