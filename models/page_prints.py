"""Fingerprints of the pages of commitment letters, by which another submission of the same letter is found.

Each of the sixteen words is indexed by itself, as those of seals are (models.impressions). Letters are printed from one
form, so that many are alike in most bits: only their pictures tell which are one.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.findings import DocumentReading, DocumentType
from models.fingerprint_index import FingerprintIndex
from models.fingerprint_words import bits_of, words_of

MOST_DIFFERENCES = 48
"""Bits of 256 in which a page differs at most from itself, scanned or photographed again."""


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


PAGES = FingerprintIndex(
    PagePrint.id,
    PagePrint.document_id,
    PagePrint.sha256,
    PagePrint.bits,
    PageWord.word,
    PageWord.print_id,
    MOST_DIFFERENCES,
)
"""Where pages of other units' letters are looked for."""
