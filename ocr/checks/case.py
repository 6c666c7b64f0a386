"""What the checks look at: a submission's form, its readings, and what kept a part of it from being read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.findings import BoxValue, CheckId, CheckResult, DocumentReading, Evidence, Slot, Verdict
from models.form import Form
from models.identity_rule import NOBODY_LOOKED, Judgement
from ocr.checks.thresholds import Thresholds, calibrated


class Part(NamedTuple):
    """A part of the submission (`form`, `certificate`, `letter`) that could not be taken in, and why."""

    part: str
    code: str
    message: str


class Unusable(NamedTuple):
    """Why a document could not be read."""

    code: str
    message: str


class Copy(NamedTuple):
    """A seal on one of the documents that another unit's submission bears too."""

    reference: str
    """Of that submission."""
    page: int
    box: BoxValue


class SamePage(NamedTuple):
    """A page of one of the documents that came with another unit's submission too."""

    reference: str
    """Of that submission."""
    page: int


@dataclass(frozen=True)
class Case:
    """One revision of a submission, ready to be checked."""

    form: Form
    today: dt.date
    documents: Mapping[Slot, DocumentReading] = field(default_factory=dict)
    unusable: Mapping[Slot, tuple[str, str]] = field(default_factory=dict)
    problems: tuple[tuple[str, str, str], ...] = ()
    hashes: Mapping[Slot, str] = field(default_factory=dict)
    """SHA-256 of each slot's file."""
    reused: Mapping[Slot, tuple[str, ...]] = field(default_factory=dict)
    """References of other units' submissions that hold the same file."""
    impressions: Mapping[str, bytes] = field(default_factory=dict)
    """The stored pictures of the seals' impressions, by their SHA-256."""
    copies: Mapping[Slot, tuple[Copy, ...]] = field(default_factory=dict)
    """Seals of each slot's document that came with another unit's submission."""
    same_pages: Mapping[Slot, tuple[SamePage, ...]] = field(default_factory=dict)
    """Pages of each slot's letter that did."""
    letter_days: int = 90
    """How old the letter's date may be."""
    identity: Judgement = NOBODY_LOOKED
    """How the operator stands to the unit's existing accounts, for whoever knows them."""
    thresholds: Thresholds = field(default_factory=calibrated)
    """From which confidence on a reading is believed."""

    def fault_of(self, slot: Slot) -> Unusable | None:
        """Why there is no reading of that slot; None where there is one."""
        if slot in self.documents:
            return None
        if slot in self.unusable:
            return Unusable(*self.unusable[slot])
        problem = next((Part(*problem) for problem in self.problems if problem[0] == slot.value), None)
        if problem is not None:
            return Unusable(problem.code, problem.message)
        return Unusable("SLOT_MISSING", f"缺少{SLOT_NAMES[slot]}。请补传后重新提交。")


SLOT_NAMES = {Slot.CERTIFICATE: "单位登记证书复印件", Slot.LETTER: "用户告知承诺书"}


def not_checked(check: CheckId, slot: Slot) -> CheckResult:
    """The result where the document that the check needs could not be read; its type's check says why."""
    return CheckResult(
        check, Verdict.NOT_CHECKED, "DOCUMENT_UNREAD", f"{SLOT_NAMES[slot]}未能读取，此项未核验。请先更换该附件。"
    )


def place(slot: Slot, page: int, box: BoxValue | None) -> tuple[Evidence, ...]:
    """One box on one page as evidence; nothing where there is no page."""
    return (Evidence(slot, page, box),) if page else ()
