"""Impressions (印迹) of units' own seals, by fingerprints that copies keep, and those found on two units' submissions.

A fingerprint is eight words of sixteen bits. Each word is indexed by itself, so that whoever looks for one like it asks
the index for a few dozen words, and reads no row that has none of them.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.findings import DocumentReading, SealOwner
from models.fingerprint_index import FingerprintIndex
from models.fingerprint_words import bits_of, words_of

MOST_DIFFERENCES = 36
"""Bits of 128 in which a copy differs at most; impressions of two stamps seldom agree as well."""


class SealImpression(Base):
    """The impression of a unit's own seal on one document."""

    __tablename__ = "seal_impression"
    __table_args__ = (Index(None, "document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    """Of its picture in the store."""
    bits: Mapped[bytes] = mapped_column(LargeBinary(16))
    """All words of its fingerprint, the first one first."""


class ImpressionWord(Base):
    """One word of a fingerprint, which says by its place which of the eight it is."""

    __tablename__ = "impression_word"
    __table_args__ = ({"sqlite_with_rowid": False},)

    word: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The word's place times 65536, and its bits."""
    impression_id: Mapped[int] = mapped_column(ForeignKey("seal_impression.id"), primary_key=True)


class SealCopy(Base):
    """A seal of a submission that a document of another unit bears too, as a verification found it."""

    __tablename__ = "seal_copy"
    __table_args__ = (
        CheckConstraint("slot in ('certificate', 'letter')", name="slot_known"),
        Index(None, "verification_id"),
        Index(None, "document_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    verification_id: Mapped[int] = mapped_column(ForeignKey("verification.id"))
    slot: Mapped[str] = mapped_column(String(20))
    """Where the verified submission bears it."""
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    """The other unit's document."""


def keep(session: Session, document_id: int, reading: DocumentReading) -> None:
    """Keep the impressions of the unit's own seals, to be found by later submissions.

    The authority's seal is printed with the form, and is the same on every certificate of one authority.
    """
    for seal in reading.seals:
        if seal.owner is SealOwner.UNIT and seal.impression and seal.fingerprint:
            bits = bits_of(seal.fingerprint)
            impression = SealImpression(document_id=document_id, sha256=seal.impression, bits=bits)
            session.add(impression)
            session.flush()
            session.add_all(
                ImpressionWord(word=word, impression_id=impression.id) for word in words_of(seal.fingerprint.words)
            )


IMPRESSIONS = FingerprintIndex(
    SealImpression.id,
    SealImpression.document_id,
    SealImpression.sha256,
    SealImpression.bits,
    ImpressionWord.word,
    ImpressionWord.impression_id,
    MOST_DIFFERENCES,
)
"""Where impressions of other units are looked for."""
