"""A seal that print half hides is the unit's where its stamp, clear on the other document, pressed it."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from models.findings import (
    Agreement,
    BoxValue,
    CheckId,
    CheckResult,
    Seal,
    SealColour,
    SealOwner,
    SealShape,
    Slot,
    Verdict,
)
from ocr.checks import check_submission
from ocr.checks.case import Case
from ocr.integrity.impressions import impression_of
from ocr.pages import encode_picture
from tests.ocr.integrity.stamped import UNIT, ink_of_stamp, pressing, sheet_with, stamp
from tests.readings import UNIT as TYPED
from tests.readings import a_case, a_certificate, a_letter, a_seal


def pressed(how: int, *, name: str = UNIT, lines: int = 0) -> tuple[bytes, BoxValue]:
    """The stored picture of one pressing of the unit's stamp, or of one with another `name` by the same engraver."""
    seal = replace(stamp(), text=name)
    sheet, box = sheet_with(ink_of_stamp(seal, pressing(how, texture=0.4, wear=0.2), how), lines=lines)
    return encode_picture(impression_of(sheet, box)), box


def bearing(picture: tuple[bytes, BoxValue], agreement: float, **changes: Any) -> Seal:
    content, box = picture
    scores = (*(1.0 for _ in TYPED[1:]), agreement)
    seal = a_seal(box=box, impression=sha256(content).hexdigest(), agreement=Agreement(TYPED, agreement, scores))
    return replace(seal, **changes)


CLEAR, COVERED = pressed(3), pressed(8, lines=3)
SURE = bearing(CLEAR, 0.98)
DOUBTFUL = bearing(COVERED, 0.2, owner=SealOwner.UNKNOWN, text="岳阳市某某技术")


def case_of(certificate: Seal, letter: Seal, *pictures: bytes) -> Case:
    case = a_case(a_certificate(seals=(certificate,)), a_letter(seals=(letter,)))
    return replace(case, impressions={sha256(picture).hexdigest(): picture for picture in pictures})


def result_of(case: Case, check: CheckId) -> CheckResult:
    return next(result for result in check_submission(case) if result.check is check)


def test_the_stamp_of_the_certificate_bears_out_the_letters_seal() -> None:
    result = result_of(case_of(SURE, DOUBTFUL, CLEAR[0], COVERED[0]), CheckId.LETTER_SEAL)
    assert (result.verdict, result.reason) == (Verdict.PASS, "SEAL_OF_SAME_STAMP")
    assert [(place.document, place.box) for place in result.evidence] == [
        (Slot.LETTER, DOUBTFUL.box),
        (Slot.CERTIFICATE, SURE.box),
    ]
    assert (result.found, result.confidence) == (DOUBTFUL.text, DOUBTFUL.confidence)


def test_and_the_letters_that_of_the_certificate() -> None:
    result = result_of(case_of(DOUBTFUL, SURE, CLEAR[0], COVERED[0]), CheckId.CERTIFICATE_SEAL)
    assert (result.verdict, result.reason) == (Verdict.PASS, "SEAL_OF_SAME_STAMP")


def test_a_seal_read_as_the_units_without_certainty_is_borne_out_too() -> None:
    uncertain = replace(DOUBTFUL, owner=SealOwner.UNIT, text=TYPED)
    result = result_of(case_of(SURE, uncertain, CLEAR[0], COVERED[0]), CheckId.LETTER_SEAL)
    assert result.reason == "SEAL_OF_SAME_STAMP"


@pytest.mark.parametrize(
    ("why", "doubtful"),
    [
        ("another character is legible", replace(DOUBTFUL, agreement=Agreement(TYPED, 0.01, (0.01,) * len(TYPED)))),
        ("nobody knows how far it is the name", replace(DOUBTFUL, agreement=None)),
        ("a photocopy", replace(DOUBTFUL, colour=SealColour.BLACK)),
        ("a person's seal", replace(DOUBTFUL, shape=SealShape.SQUARE)),
        ("its picture is not there", replace(DOUBTFUL, impression=None)),
    ],
)
def test_what_no_stamp_can_bear_out(why: str, doubtful: Seal) -> None:
    result = result_of(case_of(SURE, doubtful, CLEAR[0], COVERED[0]), CheckId.LETTER_SEAL)
    assert result.verdict is Verdict.REVIEW, why


def test_two_doubtful_seals_do_not_bear_out_each_other() -> None:
    case = case_of(bearing(CLEAR, 0.2, owner=SealOwner.UNKNOWN), DOUBTFUL, CLEAR[0], COVERED[0])
    assert result_of(case, CheckId.LETTER_SEAL).verdict is Verdict.REVIEW
    assert result_of(case, CheckId.CERTIFICATE_SEAL).verdict is Verdict.REVIEW


def test_a_photocopied_seal_bears_out_none() -> None:
    grey = replace(SURE, colour=SealColour.BLACK)
    assert result_of(case_of(grey, DOUBTFUL, CLEAR[0], COVERED[0]), CheckId.LETTER_SEAL).verdict is Verdict.REVIEW


def test_another_name_by_the_same_engraver_is_not_the_stamps() -> None:
    other = pressed(8, name=UNIT[:4] + "鑫" + UNIT[5:], lines=3)
    doubtful = bearing(other, 0.2, owner=SealOwner.UNKNOWN)
    assert result_of(case_of(SURE, doubtful, CLEAR[0], other[0]), CheckId.LETTER_SEAL).verdict is Verdict.REVIEW
