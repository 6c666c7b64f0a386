"""The checks of a verification, worst first, with the places on the pages that they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.findings import BoxValue, CheckId, Slot, Verdict
from models.privacy.masking import mask_personal
from models.verifications import Check
from webqueue.cases.documents import DocumentShown, PageShown
from webqueue.differences import Difference, compare

_WORST_FIRST = (Verdict.FAIL, Verdict.REVIEW, Verdict.NOT_CHECKED, Verdict.PASS)
HIDDEN = "（个人信息，见图片）"
"""Instead of a value of which a check shows nothing but asterisks."""
_BETWEEN_VALUES = "；"
FLAGGED = (Verdict.FAIL, Verdict.REVIEW)


@dataclass(frozen=True)
class Place:
    """Where to look: a page, and mostly a box on it."""

    slot: Slot
    page: PageShown
    box: BoxValue | None


@dataclass(frozen=True)
class CheckShown:
    """One check as it stands in the list; `number` is its place there, and the label of its boxes."""

    number: int
    id: CheckId
    verdict: Verdict
    message: str
    expected: str | None
    found: str | None
    difference: Difference | None
    """Where there is both something expected and something found."""
    confidence: float
    places: tuple[Place, ...]

    @property
    def flagged(self) -> bool:
        """Whether a person must look at it."""
        return self.verdict in FLAGGED


def checks_shown(checks: Iterable[Check], documents: Mapping[Slot, DocumentShown]) -> tuple[CheckShown, ...]:
    """The checks, worst first; their evidence is on the pages of `documents`."""
    ordered = sorted(checks, key=lambda check: _WORST_FIRST.index(Verdict(check.verdict)))
    return tuple(_shown(number, check, documents) for number, check in enumerate(ordered, 1))


def _shown(number: int, check: Check, documents: Mapping[Slot, DocumentShown]) -> CheckShown:
    return CheckShown(
        number=number,
        id=CheckId(check.check),
        verdict=Verdict(check.verdict),
        message=mask_personal(check.message),
        expected=_masked(check.expected),
        found=_masked(check.found),
        difference=_difference(check),
        confidence=check.confidence,
        places=_places(check, documents),
    )


def _masked(text: str | None) -> str | None:
    if text is None:
        return None
    parts = mask_personal(text).split(_BETWEEN_VALUES)
    return _BETWEEN_VALUES.join(HIDDEN if part and not part.strip("*") else part for part in parts)


def _difference(check: Check) -> Difference | None:
    # Where a check has hidden characters itself, how they differ cannot be told: the picture tells.
    if not check.expected or not check.found or "*" in check.expected + check.found:
        return None
    return compare(check.expected, check.found, shown=mask_personal)


def _places(check: Check, documents: Mapping[Slot, DocumentShown]) -> tuple[Place, ...]:
    places = []
    for evidence in check.places:
        document = documents.get(evidence.document)
        page = document.page(evidence.page) if document else None
        if page is not None:
            places.append(Place(evidence.document, page, evidence.box))
    return tuple(places)
