"""A picture of a seal on both documents asks a person to look; a stamp that was pressed twice does not."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from models.findings import BoxValue, CheckId, Seal, SealColour, SealOwner, Slot, Verdict
from ocr.checks import check_submission
from ocr.checks.case import Case, Copy
from ocr.checks.seal_pictures import remarks_on_seals
from ocr.integrity.impressions import impression_of
from ocr.pages import encode_picture
from tests.ocr.integrity.stamped import ink_of_stamp, pressing, sheet_with, stamp
from tests.readings import a_case, a_certificate, a_letter, a_seal


def impression(how: int, place: tuple[int, int]) -> tuple[bytes, BoxValue]:
    """The stored picture of one pressing of the stamp, and where it stands."""
    sheet, box = sheet_with(ink_of_stamp(stamp(), pressing(how), how), place)
    return encode_picture(impression_of(sheet, box)), box


def bearing(content: bytes, box: BoxValue, owner: SealOwner = SealOwner.UNIT) -> Seal:
    return a_seal(owner, box=box, impression=sha256(content).hexdigest())


def case_of(certificate: Seal, letter: Seal, *pictures: bytes) -> Case:
    case = a_case(a_certificate(seals=(certificate,)), a_letter(seals=(letter,)))
    return replace(case, impressions={sha256(picture).hexdigest(): picture for picture in pictures})


def test_one_picture_on_both_is_told_with_both_places() -> None:
    (one, first), (other, second) = impression(3, (250, 300)), impression(3, (300, 420))
    case = case_of(bearing(one, first), bearing(other, second), one, other)
    (result,) = (result for result in check_submission(case) if result.check is CheckId.INTEGRITY)
    assert (result.verdict, result.reason) == (Verdict.REVIEW, "SEAL_PICTURE_TWICE")
    assert [(place.document, place.box) for place in result.evidence] == [
        (Slot.CERTIFICATE, first),
        (Slot.LETTER, second),
    ]
    assert result.message.endswith("。")
    assert result.message.count("同一张印章图片") == 1


def test_one_stamp_pressed_twice_is_not() -> None:
    (one, first), (other, second) = impression(3, (250, 300)), impression(8, (300, 420))
    assert remarks_on_seals(case_of(bearing(one, first), bearing(other, second), one, other)) == []


def test_the_authoritys_seal_is_alike_everywhere() -> None:
    picture, box = impression(3, (250, 300))
    authority = bearing(picture, box, SealOwner.AUTHORITY)
    assert remarks_on_seals(case_of(authority, bearing(picture, box), picture)) == []


def test_seals_of_two_colours_are_two_seals() -> None:
    picture, box = impression(3, (250, 300))
    blue = replace(bearing(picture, box), colour=SealColour.BLUE)
    assert remarks_on_seals(case_of(blue, bearing(picture, box), picture)) == []


def test_where_a_picture_is_missing_nothing_is_compared() -> None:
    picture, box = impression(3, (250, 300))
    assert remarks_on_seals(case_of(bearing(picture, box), bearing(picture, box))) == []
    assert remarks_on_seals(case_of(a_seal(), a_seal(), picture)) == []
    assert remarks_on_seals(replace(a_case(), documents={})) == []


@pytest.mark.parametrize("slot", Slot)
def test_a_seal_of_another_units_submission_names_it(slot: Slot) -> None:
    case = replace(a_case(), copies={slot: (Copy("2026-000042", 1, (5, 6, 7, 8)),)})
    (result,) = (result for result in check_submission(case) if result.check is CheckId.INTEGRITY)
    assert (result.verdict, result.reason) == (Verdict.REVIEW, "SEAL_OF_ANOTHER_SUBMISSION")
    assert "2026-000042" in result.message
    assert [(place.document, place.box) for place in result.evidence] == [(slot, (5, 6, 7, 8))]
