"""Corrections of readings (人工更正): what a reviewer saw to stand on a page, where the machine read something else.

Each is only ever added, beside what the machine read and what its checks concluded, and changes neither. The newest
one of a part counts; all of them are truth for the evaluation of the readers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit
from models.base import Base, now
from models.documents import Document
from models.errors import DecisionError
from models.findings import BoxValue, DocumentReading, FieldReading, Slot
from models.privacy.columns import SealedText
from models.privacy.keys import keys
from models.review import CaseChanged
from models.submissions import Submission, current_documents
from models.verifications import latest_reading

LONGEST_VALUE = 255
RING, FIELD = "ring", "field"
"""Parts of which there are several: `ring.0` is the first seal's, `field.date` the letter's date."""
PERSONAL = frozenset({"field.operator_name", "field.id_number", "field.mobile"})
"""Parts whose values are nobody's business but the reviewer's."""
LETTER_FIELDS = ("unit_name", "credit_code", "address", "pooling_area", "operator_name", "id_number", "mobile", "date")


class CorrectionUnknown(DecisionError):
    """What is to be corrected is not among what was read."""

    code = "CORRECTION_UNKNOWN"
    message_zh = "没有找到要更正的内容，未保存。请刷新页面后重新选择。"
    message_en = (
        "What you want to correct is not among what was read, so nothing was saved. Reload the page and choose it."
    )


class NothingCorrected(DecisionError):
    """The same as was read, or too long."""

    code = "NOTHING_CORRECTED"
    message_zh = "更正后的内容与现有内容相同，或超过255字，未保存。请照图片填写后再保存。"
    message_en = (
        "That is what was read already, or longer than 255 characters. Write what stands on the picture and save."
    )


class PartRead(NamedTuple):
    """One thing that a reader read on a document."""

    part: str
    text: str
    page: int
    """0 where it was not found."""
    box: BoxValue | None


class ReadingCorrection(Base):
    """What stands on the page instead of what was read."""

    __tablename__ = "reading_correction"
    __table_args__ = (
        Index(None, "submission_id", "revision"),
        Index(None, "document_id", "part"),
        CheckConstraint("length(part) > 0", name="part_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    revision: Mapped[int]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"))
    """The reading that is corrected."""
    part: Mapped[str] = mapped_column(String(60))
    page: Mapped[int]
    box: Mapped[list[Any]]
    """x, y, width, height in pixels of the page picture; empty where the part was not found."""
    old_value: Mapped[str] = mapped_column(SealedText)
    """What stood there before: the machine's reading, or an earlier correction."""
    new_value: Mapped[str] = mapped_column(SealedText)
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Keyed hash of both values, which the event repeats."""
    corrected_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    corrected_at: Mapped[dt.datetime] = mapped_column(default=now)


def parts_read(reading: DocumentReading, slot: Slot) -> Iterator[PartRead]:
    """What can be corrected of a reading, found or not."""
    if slot is Slot.CERTIFICATE:
        code, name, marking = reading.credit_code, reading.unit_name, reading.marking
        yield PartRead("credit_code", code.text if code else "", code.page if code else 0, code.box if code else None)
        yield PartRead("unit_name", name.text if name else "", name.page if name else 0, name.box if name else None)
        yield PartRead("marking", marking.text, marking.page, marking.box)
    for number, seal in enumerate(reading.seals):
        yield PartRead(f"{RING}.{number}", seal.text, seal.page, seal.box)
    for label in LETTER_FIELDS if slot is Slot.LETTER else reading.fields:
        found = reading.fields.get(label, FieldReading("", 0.0))
        yield PartRead(f"{FIELD}.{label}", found.text, found.page, found.box)


def correct_reading(
    session: Session,
    submission: Submission,
    seen_revision: int,
    where: tuple[Slot, str],
    value: str,
    actor: audit.Actor,
) -> ReadingCorrection:
    """Note that `value` truly stands there, on record; `where` is a document and a part of what was read on it.

    Raises CaseChanged, CorrectionUnknown or NothingCorrected.
    """
    slot, part = where
    if submission.revision != seen_revision or actor.account_id is None:
        raise CaseChanged
    document = current_documents(session, submission).get(slot)
    reading = latest_reading(session, document.id) if document else None
    if document is None or reading is None:
        raise CorrectionUnknown
    read = next((each for each in parts_read(reading.value, slot) if each.part == part), None)
    if read is None:
        raise CorrectionUnknown
    earlier = corrections_of(session, document.id).get(part)
    old, new = earlier.new_value if earlier else read.text, " ".join(value.split())
    if new == old or len(new) > LONGEST_VALUE:
        raise NothingCorrected
    correction = ReadingCorrection(
        submission_id=submission.id,
        revision=seen_revision,
        document_id=document.id,
        reading_id=reading.id,
        part=part,
        page=read.page,
        box=list(read.box or ()),
        old_value=old,
        new_value=new,
        fingerprint=keys().fingerprint(f"{old}\n{new}"),
        corrected_by=actor.account_id,
    )
    session.add(correction)
    session.flush()
    _record(session, correction, slot, actor)
    return correction


def _record(session: Session, correction: ReadingCorrection, slot: Slot, actor: audit.Actor) -> None:
    values = {} if correction.part in PERSONAL else {"old": correction.old_value, "new": correction.new_value}
    audit.record(
        session,
        correction.submission_id,
        actor,
        "correct",
        revision=correction.revision,
        correction=correction.id,
        document=slot.value,
        part=correction.part,
        fingerprint=correction.fingerprint,
        **values,
    )


def corrections_of(session: Session, document_id: int) -> dict[str, ReadingCorrection]:
    """The newest correction of each part of the document that has any."""
    rows = session.scalars(
        select(ReadingCorrection).where(ReadingCorrection.document_id == document_id).order_by(ReadingCorrection.id)
    )
    return {row.part: row for row in rows}


def all_corrections_of(session: Session, submission_id: int) -> tuple[ReadingCorrection, ...]:
    """Every correction on the submission, oldest first."""
    rows = select(ReadingCorrection).where(ReadingCorrection.submission_id == submission_id)
    return tuple(session.scalars(rows.order_by(ReadingCorrection.id)))


def corrected_documents(session: Session) -> tuple[Document, ...]:
    """Every document of which something was corrected, in their order."""
    corrected = select(ReadingCorrection.document_id)
    return tuple(session.scalars(select(Document).where(Document.id.in_(corrected)).order_by(Document.id)))
