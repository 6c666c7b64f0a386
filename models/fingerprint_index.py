"""The search in an index of fingerprints: which of those that other units handed in are like a given one.

Seals (models.impressions) and letters' pages (models.page_prints) are kept alike: a row for each fingerprint, and a row
for each of its words, so that whoever looks for one like it reads no row that has none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.documents import Document
from models.findings import Fingerprint
from models.fingerprint_words import bits_of, differing_bits, likely_words
from models.submissions import Submission

MOST_LOOKED_AT = 200
"""The likest, before it is known whose they are."""
MOST_CANDIDATES = 5


class LookAlike(NamedTuple):
    """A picture whose fingerprint is like the one that was looked for; only the pictures tell whether it is one."""

    sha256: str
    """Of the picture in the store."""
    document_id: int
    reference: str
    """Of the submission that it came with."""


@dataclass(frozen=True)
class FingerprintIndex:
    """The columns of one kind of fingerprint and of its words."""

    identity: InstrumentedAttribute[int]
    document_id: InstrumentedAttribute[int]
    sha256: InstrumentedAttribute[str]
    bits: InstrumentedAttribute[bytes]
    word: InstrumentedAttribute[int]
    owner: InstrumentedAttribute[int]
    """The identity of the fingerprint that a word belongs to."""
    most_differences: int
    """Bits in which a copy differs at most."""

    def of_others(self, session: Session, fingerprint: Fingerprint, submission: Submission) -> tuple[LookAlike, ...]:
        """The likest that other units handed in, likest first; none of the unit's own, under any reference.

        Whoever mistyped the code the first time is known by the name.
        """
        differences = self._differences(session, fingerprint)
        likest = sorted(differences, key=lambda identity: (differences[identity], identity))[:MOST_LOOKED_AT]
        found = session.execute(
            select(self.identity, self.sha256, self.document_id, Submission.reference)
            .join(Document, Document.id == self.document_id)
            .join(Submission, Submission.id == Document.submission_id)
            .where(
                self.identity.in_(likest),
                Submission.id != submission.id,
                Submission.credit_code != submission.credit_code,
                Submission.unit_name != submission.unit_name,
                Submission.is_draft.is_(False),
            )
        ).all()
        ordered = sorted(found, key=lambda row: likest.index(row[0]))[:MOST_CANDIDATES]
        return tuple(LookAlike(sha256, document_id, reference) for _, sha256, document_id, reference in ordered)

    def _differences(self, session: Session, fingerprint: Fingerprint) -> dict[int, int]:
        """By the identity of each that has a word in common: how many bits differ, if there are few."""
        wanted = bits_of(fingerprint)
        sharing = select(self.owner).where(self.word.in_(likely_words(fingerprint)))
        rows = session.execute(select(self.identity, self.bits).where(self.identity.in_(sharing)))
        differences = ((identity, differing_bits(bits, wanted)) for identity, bits in rows)
        return {identity: differing for identity, differing in differences if differing <= self.most_differences}
