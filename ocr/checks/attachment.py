"""An applicant's attachment (附件): can it be read, and does it bear the employer's note and seal where it must.

Some authorities ask for 已核，与原件一致 with the employer's seal on every copy; what is asked for is a setting. The
note is mostly written by hand, so that a reading that does not find it asks a person and refuses nothing.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from models.findings import DocumentReading, DocumentType, SealOwner, Verdict
from models.names import normalise_name

ALIKE = 80.0
"""Of 100: from here on the words on the page are taken for the note."""

Finding = tuple[Verdict, str, str]
"""Verdict, reason code, and what it means for applicant and operator."""


def check(reading: DocumentReading, note: str) -> Finding:
    """What is to be said of the attachment; `note` is what the employer has to write on it, or empty."""
    if reading.type is DocumentType.BLANK:
        return Verdict.FAIL, "BLANK", "该附件是空白页。请重新上传正确的文件。"
    if not note:
        return Verdict.PASS, "READ", "已读取。"
    missing = []
    if not any(seal.owner is SealOwner.UNIT for seal in reading.seals):
        missing.append("本单位公章")
    if not _bears(reading, note):
        missing.append(f"“{note}”")
    if missing:
        words = f"未能在该附件上找到{'和'.join(missing)}。请查看原件；确实没有的，请补盖、补注后重新上传。"
        return Verdict.REVIEW, "NOTE_NOT_FOUND", words
    return Verdict.PASS, "NOTE_FOUND", f"已见“{note}”和本单位公章。"


def _bears(reading: DocumentReading, note: str) -> bool:
    text = normalise_name("".join(line.text for line in reading.lines))
    return fuzz.partial_ratio(normalise_name(note), text) >= ALIKE if text else False
