"""An applicant's attachment: readable, and noted and sealed where the setting asks for it."""

from __future__ import annotations

import pytest

from models.findings import DocumentReading, DocumentType, Seal, SealColour, SealOwner, SealShape, TextLine, Verdict
from ocr.checks.attachment import check

NOTE = "已核，与原件一致"
OWN = Seal(SealOwner.UNIT, SealShape.ROUND, SealColour.RED, "岳阳市示例技术有限公司", (0, 0, 10, 10), 1)
SPECIAL = Seal(SealOwner.SPECIAL, SealShape.ROUND, SealColour.RED, "岳阳市示例技术有限公司", (0, 0, 10, 10), 1)


def attachment(*texts: str, seals: tuple[Seal, ...] = (OWN,)) -> DocumentReading:
    lines = tuple(TextLine(text, 0.9, (0, 0, 10, 10), 1) for text in ("毕业证书", *texts))
    return DocumentReading(DocumentType.OTHER, lines=lines, seals=seals)


def test_where_nothing_is_asked_for_it_has_to_be_readable_alone() -> None:
    assert check(attachment(seals=()), "")[:2] == (Verdict.PASS, "READ")
    assert check(DocumentReading(DocumentType.BLANK), "")[:2] == (Verdict.FAIL, "BLANK")


@pytest.mark.parametrize(
    "text", ["已核，与原件一致", "已核与原件一致，真实有效", "已核 与原件 一致", "己核，与原件一致"]
)
def test_the_note_with_the_own_seal_passes_in_any_writing(text: str) -> None:
    assert check(attachment(text), NOTE)[:2] == (Verdict.PASS, "NOTE_FOUND")


@pytest.mark.parametrize(
    ("reading", "missing"),
    [
        (attachment(), f"“{NOTE}”"),
        (attachment(NOTE, seals=()), "本单位公章"),
        (attachment(NOTE, seals=(SPECIAL,)), "本单位公章"),
        (attachment("与会人员一览", seals=()), "本单位公章和"),
        (DocumentReading(DocumentType.OTHER, seals=(OWN,)), f"“{NOTE}”"),
    ],
)
def test_whatever_is_not_found_is_looked_at_by_a_person(reading: DocumentReading, missing: str) -> None:
    verdict, reason, message = check(reading, NOTE)
    assert (verdict, reason) == (Verdict.REVIEW, "NOTE_NOT_FOUND")
    assert missing in message
