"""Findings: what was seen travels as JSON and comes back as it was."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.findings import (
    CheckId,
    CheckResult,
    CodeReading,
    DocumentReading,
    DocumentType,
    Evidence,
    FieldReading,
    Marking,
    PagePicture,
    Remark,
    Seal,
    SealColour,
    SealOwner,
    SealShape,
    Slot,
    TextLine,
    Verdict,
    from_json,
    to_json,
    verdict_of,
)

TEXTS = st.text(max_size=12)
SHARES = st.floats(0, 1)
PAGES = st.integers(0, 20)
BOXES = st.tuples(*[st.integers(-10, 10_000)] * 4)
MAYBE_BOXES = st.none() | BOXES
FIELDS = st.builds(FieldReading, TEXTS, SHARES, MAYBE_BOXES, PAGES)
CODES = st.builds(CodeReading, TEXTS, SHARES, MAYBE_BOXES, PAGES, TEXTS, st.lists(SHARES, max_size=3).map(tuple))
LINES = st.builds(
    TextLine,
    TEXTS,
    SHARES,
    BOXES,
    PAGES,
    st.just(()) | st.tuples(*[st.tuples(SHARES, SHARES)] * 4),
    st.lists(SHARES, max_size=3).map(tuple),
)
SEALS = st.builds(
    Seal,
    st.sampled_from(SealOwner),
    st.sampled_from(SealShape),
    st.sampled_from(SealColour),
    TEXTS,
    BOXES,
    PAGES,
    TEXTS,
    TEXTS,
    SHARES,
    st.none() | TEXTS,
)
REMARKS = st.lists(st.builds(Remark, TEXTS, TEXTS, PAGES, MAYBE_BOXES), max_size=2).map(tuple)
PICTURES = st.builds(PagePicture, PAGES, TEXTS, PAGES, PAGES, st.sampled_from([0, 90, 180, 270]), st.booleans())
READINGS = st.builds(
    DocumentReading,
    type=st.sampled_from(DocumentType),
    pages=st.lists(PICTURES, max_size=2).map(tuple),
    title=TEXTS,
    credit_code=st.none() | CODES,
    unit_name=st.none() | FIELDS,
    fields=st.dictionaries(TEXTS, FIELDS, max_size=2),
    seals=st.lists(SEALS, max_size=2).map(tuple),
    marking=st.builds(Marking, st.booleans(), TEXTS, SHARES, MAYBE_BOXES, PAGES, SHARES),
    qr=st.lists(TEXTS, max_size=2).map(tuple),
    lines=st.lists(LINES, max_size=2).map(tuple),
    quality=REMARKS,
    integrity=REMARKS,
    engines=st.dictionaries(TEXTS, TEXTS, max_size=2),
    timings=st.dictionaries(TEXTS, SHARES, max_size=2),
)
RESULTS = st.builds(
    CheckResult,
    st.sampled_from(CheckId),
    st.sampled_from(Verdict),
    TEXTS,
    TEXTS,
    st.none() | TEXTS,
    st.none() | TEXTS,
    SHARES,
    st.lists(st.builds(Evidence, st.sampled_from(Slot), PAGES, MAYBE_BOXES), max_size=2).map(tuple),
)


@given(READINGS | RESULTS)
def test_findings_come_back_from_json_as_they_were(finding: DocumentReading | CheckResult) -> None:
    written = json.dumps(to_json(finding), ensure_ascii=False)
    assert from_json(type(finding), json.loads(written)) == finding


def test_findings_are_written_under_the_names_of_the_results_format() -> None:
    seal = Seal(SealOwner.AUTHORITY, SealShape.ROUND, SealColour.RED, "岳阳市市场监督管理局", (1220, 860, 331, 331), 1)
    written = to_json(seal)
    assert (written["owner"], written["shape"], written["colour"]) == ("authority", "round", "red")
    assert written["box"] == [1220, 860, 331, 331]


def test_findings_kept_before_a_field_was_added_still_read() -> None:
    assert from_json(DocumentReading, {"type": "blank"}) == DocumentReading(DocumentType.BLANK)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {},
        {"type": "passport"},
        {"type": "blank", "pages": [{"number": 1}]},
        {"type": "blank", "marking": {"found": "who knows"}},
        {"type": "other", "unit_name": {"text": "岳阳", "confidence": 1.0, "box": [1, 2, 3]}},
    ],
)
def test_what_is_no_finding_is_refused(broken: object) -> None:
    with pytest.raises(ValidationError):
        from_json(DocumentReading, broken)


@pytest.mark.parametrize("kind", DocumentType)
def test_every_type_but_letters_others_and_blank_sheets_is_a_certificate(kind: DocumentType) -> None:
    assert kind.is_certificate == (kind.value.endswith("_certificate") or kind is DocumentType.BUSINESS_LICENCE)


def _results(*verdicts: Verdict) -> tuple[CheckResult, ...]:
    return tuple(CheckResult(CheckId.MARKING, verdict, "REASON", "说明。") for verdict in verdicts)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((Verdict.PASS, Verdict.PASS), Verdict.PASS),
        ((Verdict.PASS, Verdict.REVIEW), Verdict.REVIEW),
        ((Verdict.REVIEW, Verdict.FAIL, Verdict.PASS), Verdict.FAIL),
        ((Verdict.NOT_CHECKED, Verdict.PASS), Verdict.PASS),
        ((Verdict.NOT_CHECKED, Verdict.REVIEW), Verdict.REVIEW),
        ((), Verdict.PASS),
    ],
)
def test_one_failed_check_fails_the_submission_and_one_doubt_asks_for_a_look(
    verdicts: tuple[Verdict, ...], expected: Verdict
) -> None:
    assert verdict_of(_results(*verdicts)) is expected


@given(st.lists(st.sampled_from(Verdict), max_size=6), st.randoms())
def test_the_order_of_the_checks_does_not_change_the_verdict(verdicts: list[Verdict], chance: random.Random) -> None:
    shuffled = verdicts.copy()
    chance.shuffle(shuffled)
    assert verdict_of(_results(*verdicts)) is verdict_of(_results(*shuffled))
