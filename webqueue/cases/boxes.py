"""The boxes that are drawn over a page picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.findings import BoxValue
from webqueue.cases.checks import CheckShown
from webqueue.cases.documents import PageShown
from webqueue.cases.seals import SealShown


@dataclass(frozen=True)
class BoxShown:
    """One box; `group` ties it to what is lit together with it, `kind` says how it is drawn."""

    group: str
    label: str
    kind: str
    box: BoxValue


def boxes_on(page: PageShown, checks: Iterable[CheckShown], seals: Iterable[SealShown] = ()) -> tuple[BoxShown, ...]:
    """The boxes on that page, best news first, so that the worst are drawn on top."""
    boxes = [
        BoxShown(f"seal-{seal.number}", str(seal.number), "seal", seal.seal.box)
        for seal in seals
        if seal.place.page.id == page.id
    ]
    boxes.extend(
        BoxShown(f"check-{check.number}", str(check.number), check.verdict.value, place.box)
        for check in sorted(checks, key=lambda check: -check.number)
        for place in check.places
        if place.page.id == page.id and place.box is not None
    )
    return tuple(boxes)
