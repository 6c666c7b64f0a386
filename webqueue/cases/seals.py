"""The seals that were found on the documents, numbered through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.findings import Seal, Slot
from webqueue.cases.checks import Place
from webqueue.cases.documents import DocumentShown


@dataclass(frozen=True)
class SealShown:
    """One seal, and where it stands."""

    number: int
    seal: Seal
    place: Place


def seals_shown(documents: Mapping[Slot, DocumentShown]) -> tuple[SealShown, ...]:
    """All seals, certificate first."""
    found = [
        (seal, Place(slot, page, seal.box))
        for slot in Slot
        if (document := documents.get(slot)) and document.reading
        for seal in document.reading.seals
        if (page := document.page(seal.page))
    ]
    return tuple(SealShown(number, seal, place) for number, (seal, place) in enumerate(found, 1))
