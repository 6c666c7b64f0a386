"""How sure the machine is of each character that a check rests on, where it is not sure of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from models.findings import Agreement, CheckId, CodeReading, DocumentReading, SealOwner, Slot
from webqueue.cases.documents import DocumentShown

DOUBTFUL_BELOW = 0.8
"""Below this a person had better look at the character."""
_NOTHING = "□　 "
"""How a reading says that nothing may stand there."""
_OWN = (SealOwner.UNIT, SealOwner.UNKNOWN)
_SEALS = {CheckId.CERTIFICATE_SEAL: Slot.CERTIFICATE, CheckId.LETTER_SEAL: Slot.LETTER}


@dataclass(frozen=True)
class CharacterShown:
    """One character, and how sure it is."""

    text: str
    score: float
    """From 0 to 1."""
    rival: str = ""
    """What may stand there instead; empty where nothing else is likely."""

    @property
    def is_doubtful(self) -> bool:
        """Whether a person had better look at it."""
        return self.score < DOUBTFUL_BELOW


Characters = tuple[CharacterShown, ...]


def doubts_about(check: CheckId, documents: Mapping[Slot, DocumentShown]) -> tuple[Characters, ...]:
    """The texts behind the check, character by character.

    Left out are those of which every character is sure, and those of which most are not: they are other texts.
    """
    texts = (
        text
        for slot, document in documents.items()
        if document.reading is not None
        for text in _texts(check, slot, document.reading)
    )
    return tuple(text for text in texts if 0 < sum(character.is_doubtful for character in text) <= len(text) / 2)


def _texts(check: CheckId, slot: Slot, reading: DocumentReading) -> Iterator[Characters]:
    if _SEALS.get(check) is slot:
        yield from (_borne_out(seal.agreement) for seal in reading.seals if seal.owner in _OWN)
    if slot is not Slot.CERTIFICATE:
        return
    if check is CheckId.CREDIT_CODE and reading.credit_code is not None:
        yield _code(reading.credit_code)
    if check is CheckId.UNIT_NAME and reading.unit_name is not None:
        yield _borne_out(reading.unit_name.agreement)
    if check is CheckId.MARKING:
        yield _borne_out(reading.marking.agreement)


def _code(code: CodeReading) -> Characters:
    if code.agreement is not None and code.agreement.scores:
        return _borne_out(code.agreement)
    if len(code.character_scores) != len(code.text):
        return ()
    return tuple(CharacterShown(text, score) for text, score in zip(code.text, code.character_scores, strict=True))


def _borne_out(agreement: Agreement | None) -> Characters:
    if agreement is None or len(agreement.scores) != len(agreement.expected):
        return ()
    each = zip_longest(agreement.expected, agreement.scores, agreement.rivals[: len(agreement.expected)], fillvalue="")
    return tuple(CharacterShown(text, float(score), rival.strip(_NOTHING)) for text, score, rival in each)
