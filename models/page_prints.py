"""Fingerprints of the pages of commitment letters, by which another submission of the same letter is found.

Each of the sixteen words is indexed by itself, as those of seals are (models.impressions). Letters are printed from one
form, so that many are alike in most bits: only their pictures tell which are one.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ForeignKey, Index, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.documents import Document
from models.findings import DocumentReading, DocumentType, Fingerprint
from models.fingerprint_words import bits_of, differing_bits, likely_words, words_of
from models.submissions import Submission

MOST_DIFFERENCES = 48
"""Bits of 256 in which a page differs at most from itself, scanned or photographed again."""
MOST_LOOKED_AT = 200
"""Of those, the likest, before it is known whose they are."""
MOST_CANDIDATES = 5


class PagePrint(Base):
    """The fingerprint of one page of a letter."""

    __tablename__ = "page_print"
    __table_args__ = (Index(None, "document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the page's picture in the store."""
    bits: Mapped[bytes] = mapped_column(LargeBinary(32))


class PageWord(Base):
    """One word of a page's fingerprint, which says by its place which of the sixteen it is."""

    __tablename__ = "page_word"
    __table_args__ = ({"sqlite_with_rowid": False},)

    word: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The word's place times 65536, and its bits."""
    print_id: Mapped[int] = mapped_column(ForeignKey("page_print.id"), primary_key=True)


class LikePage(NamedTuple):
    """A page whose fingerprint is like the one that was looked for; only the pictures tell whether it is one."""

    sha256: str
    reference: str
    """Of the submission that it came with."""


def keep(session: Session, document_id: int, reading: DocumentReading) -> None:
    """Keep the pages of a letter, to be found by later submissions; a certificate's are not handed in as another's."""
    if reading.type is not DocumentType.COMMITMENT_LETTER:
        return
    for page in reading.pages:
        if page.fingerprint is not None:
            kept = PagePrint(document_id=document_id, sha256=page.sha256, bits=bits_of(page.fingerprint))
            session.add(kept)
            session.flush()
            session.add_all(PageWord(word=word, print_id=kept.id) for word in words_of(page.fingerprint.words))


def like_pages(session: Session, fingerprint: Fingerprint, submission: Submission) -> tuple[LikePage, ...]:
    """The likest pages that other units handed in, likest first; none of the unit's own, under any reference."""
    differences = _differences(session, fingerprint)
    likest = sorted(differences, key=lambda identity: (differences[identity], identity))[:MOST_LOOKED_AT]
    found = session.execute(
        select(PagePrint.id, PagePrint.sha256, Submission.reference)
        .join(Document, Document.id == PagePrint.document_id)
        .join(Submission, Submission.id == Document.submission_id)
        .where(
            PagePrint.id.in_(likest),
            Submission.id != submission.id,
            Submission.credit_code != submission.credit_code,
            Submission.unit_name != submission.unit_name,
            Submission.is_draft.is_(False),
        )
    ).all()
    ordered = sorted(found, key=lambda row: likest.index(row.id))[:MOST_CANDIDATES]
    return tuple(LikePage(row.sha256, row.reference) for row in ordered)


def _differences(session: Session, fingerprint: Fingerprint) -> dict[int, int]:
    """By the id of each page that has a word in common: how many bits differ, if there are few."""
    wanted = bits_of(fingerprint)
    sharing = select(PageWord.print_id).where(PageWord.word.in_(likely_words(fingerprint)))
    rows = session.execute(select(PagePrint.id, PagePrint.bits).where(PagePrint.id.in_(sharing)))
    differences = ((identity, differing_bits(bits, wanted)) for identity, bits in rows)
    return {identity: differing for identity, differing in differences if differing <= MOST_DIFFERENCES}
