"""A case is repeatable, complete, and wrong only in the way that its kind names."""

import io

import cv2
import numpy as np
import pdfplumber
import pytest
from PIL import Image

from tests.specimens.case import CERTIFICATES, KINDS, QUALITIES, Case, draw_case
from tests.specimens.contact_sheet import page_picture
from tests.specimens.marking import PURPOSE
from tests.specimens.numbers import is_valid_credit_code
from tests.specimens.plan import ALL_CHECKS


def content_of(case: Case, slot: str) -> bytes:
    return next(content for name, content in case.files.items() if name.startswith(slot))


def text_of(case: Case, slot: str) -> str:
    with pdfplumber.open(io.BytesIO(content_of(case, slot))) as document:
        return "".join(character["text"] for character in document.pages[0].chars)


@pytest.mark.parametrize("quality", QUALITIES)
def test_a_seed_always_gives_the_same_bytes(quality: str) -> None:
    assert draw_case(11, "clean", quality) == draw_case(11, "clean", quality)


def test_seeds_differ() -> None:
    assert draw_case(11).form["credit_code"] != draw_case(12).form["credit_code"]


@pytest.mark.parametrize(
    ("kind", "quality", "certificate"),
    [("torn", "scan", None), ("clean", "fax", None), ("clean", "scan", "passport")],
)
def test_what_is_not_known_is_refused(kind: str, quality: str, certificate: str | None) -> None:
    with pytest.raises(ValueError, match="unknown"):
        draw_case(1, kind, quality, certificate)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_both_slots_and_a_truth_that_hangs_together(kind: str) -> None:
    case = draw_case(5, kind, "born_digital")
    truth = case.truth
    assert sorted(name.split(".")[0] for name in case.files) == ["certificate", "letter"]
    assert (truth["verdict"] == "pass") == (not truth["must_not_pass"])
    assert set(truth["must_not_pass"]) | set(truth["not_claimed"]) <= set(ALL_CHECKS)
    assert not set(truth["must_not_pass"]) & set(truth["not_claimed"])


@pytest.mark.parametrize("certificate", CERTIFICATES)
def test_every_certificate_can_be_drawn_with_a_valid_code_of_its_own_prefix(certificate: str) -> None:
    case = draw_case(9, "clean", "scan", certificate)
    truth = case.truth["documents"]["certificate"]
    assert truth["face"] == certificate
    assert truth["credit_code"] == case.form["credit_code"]
    assert is_valid_credit_code(truth["credit_code"])
    assert truth["marking"]["text"] == PURPOSE
    assert [seal["text"] for seal in truth["seals"] if seal["owner"] == "unit"] == [case.form["unit_name"]]


def test_a_born_digital_letter_says_in_text_what_its_truth_says() -> None:
    case = draw_case(3, "clean", "born_digital")
    fields = case.truth["documents"]["letter"]["fields"]
    text = text_of(case, "letter")
    assert all(fields[key] in text for key in ("unit_name", "credit_code", "id_number", "mobile"))
    assert "样张" in text


def test_an_invisible_code_is_in_the_text_while_another_is_printed() -> None:
    case = draw_case(3, "invisible_code", "scan")
    printed = case.truth["documents"]["certificate"]["credit_code"]
    text = text_of(case, "certificate")
    assert case.form["credit_code"] in text
    assert printed in text
    assert printed != case.form["credit_code"]


def test_a_twice_submitted_certificate_lies_in_both_slots() -> None:
    documents = draw_case(4, "certificate_twice").truth["documents"]
    assert documents["letter"]["type"] == documents["certificate"]["type"]


def test_a_photograph_carries_its_orientation_and_is_large_enough_to_read() -> None:
    orientations = set()
    for seed in range(8):
        image = Image.open(io.BytesIO(content_of(draw_case(seed, "clean", "photo"), "letter")))
        orientations.add(image.getexif().get(0x0112, 1))
        assert 1400 <= max(image.size) <= 4600
    assert len(orientations) > 1


@pytest.mark.parametrize("quality", ["scan", "photo", "bad_photo"])
def test_the_box_of_the_units_seal_holds_its_red_ink(quality: str) -> None:
    found = 0
    for seed in range(5):
        case = draw_case(seed, "clean", quality)
        truth = case.truth["documents"]["letter"]
        seal = next(seal for seal in truth["seals"] if seal["owner"] == "unit")
        if seal["colour"] != "red":
            continue
        picture = page_picture(content_of(case, "letter"), truth.get("boxes_resolution", 150))
        x, y, width, height = seal["box"]
        inside = np.asarray(picture)[max(y, 0) : y + height, max(x, 0) : x + width]
        saturation = cv2.cvtColor(inside, cv2.COLOR_RGB2HSV)[:, :, 1]
        found += int(saturation.max()) - int(np.median(saturation)) > 60
    assert found >= 3
