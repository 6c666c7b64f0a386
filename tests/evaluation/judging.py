"""Reading and checking one specimen, and setting what came of it beside the truth."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.credit_code import normalise
from models.errors import DocumentError
from models.findings import DocumentReading, Slot, Verdict, verdict_of
from models.form import read_form
from models.names import normalise_name
from ocr.checks import Case as CaseToCheck
from ocr.checks import check_submission
from ocr.reading import Readers, read_document
from tests.evaluation.reliance import Reliance, relied_on
from tests.specimens.case import Case


@dataclass(frozen=True)
class Reading:
    """One thing that was to be read exactly."""

    what: str
    """`credit_code`, `unit_name`, `ring`, `ring_over_text` or `marking`."""
    expected: str
    found: str

    @property
    def exact(self) -> bool:
        """Whether nothing differs."""
        return self.expected == self.found


@dataclass(frozen=True)
class Outcome:
    """What came of one specimen."""

    seed: int
    kind: str
    quality: str
    seconds: float
    verdict: str
    true_verdict: str
    verdicts: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    must_not_pass: tuple[str, ...] = ()
    not_claimed: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)
    at_best: Mapping[str, str] = field(default_factory=dict)
    """The checks' verdicts if every confidence were high enough."""
    relied: tuple[Reliance, ...] = ()
    """The confidences that they asked for."""

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong with the submission."""
        return self.true_verdict == Verdict.PASS.value

    @property
    def false_pass(self) -> bool:
        """Whether the submission is wrong and passed all the same."""
        return not self.clean and self.verdict == Verdict.PASS.value

    def right(self, check: str) -> bool | None:
        """Whether the check concluded what the truth asks for; None where the truth claims nothing of it."""
        if check in self.not_claimed or check not in self.verdicts:
            return None
        passed = self.verdicts[check] == Verdict.PASS.value
        return not passed if check in self.must_not_pass else passed


def judge_specimen(case: Case, readers: Readers, today: dt.date) -> Outcome:
    """Read `case` as the nightly run would, and compare."""
    begun = time.perf_counter()
    form = read_form(_form_bytes(case)).form
    documents: dict[Slot, DocumentReading] = {}
    pictures: dict[str, bytes] = {}
    unusable: dict[Slot, tuple[str, str]] = {}
    files = {Slot(name.split(".")[0]): content for name, content in case.files.items()}
    for slot, content in files.items():
        try:
            read = read_document(content, readers, form=form)
        except DocumentError as error:
            unusable[slot] = (error.code, error.chinese)
        else:
            documents[slot] = read.reading
            pictures |= read.pictures
    hashes = {slot: hashlib.sha256(content).hexdigest() for slot, content in files.items()}
    to_check = CaseToCheck(form, today, documents, unusable, hashes=hashes, impressions=pictures)
    results = check_submission(to_check)
    at_best, relied = relied_on(to_check, case.truth)
    return Outcome(
        seed=case.truth["seed"],
        kind=case.kind,
        quality=case.quality,
        seconds=time.perf_counter() - begun,
        verdict=verdict_of(results).value,
        true_verdict=case.truth["verdict"],
        verdicts={result.check.value: result.verdict.value for result in results},
        reasons={result.check.value: f"{result.reason}: {result.found}" for result in results},
        must_not_pass=tuple(case.truth["must_not_pass"]),
        not_claimed=tuple(case.truth["not_claimed"]),
        readings=_readings(case.truth["documents"], documents),
        timings=_timings(documents),
        at_best=at_best,
        relied=relied,
    )


def _form_bytes(case: Case) -> bytes:
    return json.dumps(case.form, ensure_ascii=False).encode()


def _timings(documents: Mapping[Slot, DocumentReading]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for reading in documents.values():
        for stage, seconds in reading.timings.items():
            totals[stage] = totals.get(stage, 0.0) + seconds
    return totals


def _readings(truth: Mapping[str, Mapping[str, Any]], documents: Mapping[Slot, DocumentReading]) -> tuple[Reading, ...]:
    found: list[Reading] = []
    for slot, reading in documents.items():
        true = truth.get(slot.value, {})
        if true.get("credit_code"):
            found.append(
                Reading(
                    "credit_code",
                    true["credit_code"],
                    normalise(reading.credit_code.text) if reading.credit_code else "",
                )
            )
        if true.get("unit_name"):
            name = reading.unit_name.text if reading.unit_name else ""
            found.append(Reading("unit_name", normalise_name(true["unit_name"]), normalise_name(name)))
        if slot is Slot.CERTIFICATE and "marking" in true:
            wanted = true["marking"] or ""
            wanted = wanted if isinstance(wanted, str) else wanted.get("text", "")
            found.append(Reading("marking", normalise_name(wanted), normalise_name(reading.marking.text)))
        found += [_ring(seal, reading) for seal in true.get("seals", ()) if seal.get("text")]
    return tuple(found)


def _ring(seal: Mapping[str, Any], reading: DocumentReading) -> Reading:
    """The ring text of the seal that stands nearest to where it truly is."""
    x, y, width, height = seal["box"]
    middle = (x + width / 2, y + height / 2)
    texts = [
        (
            abs(found.box[0] + found.box[2] / 2 - middle[0]) + abs(found.box[1] + found.box[3] / 2 - middle[1]),
            found.text,
        )
        for found in reading.seals
    ]
    exact = next((text for _, text in sorted(texts) if normalise_name(text) == normalise_name(seal["text"])), None)
    nearest = min(texts, default=(0.0, ""))[1]
    return Reading(
        f"ring_{seal['owner']}", normalise_name(seal["text"]), normalise_name(exact if exact is not None else nearest)
    )
