"""A letter is known again however it was saved or taken; another one on the same form is another."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from models.findings import Fingerprint, from_json, to_json
from models.page_prints import MOST_DIFFERENCES
from ocr.integrity.page_likeness import ONE_PAGE, is_one_page, page_likeness
from ocr.integrity.page_prints import fingerprint_of_page
from ocr.pages import Picture
from tests.evaluation.letters import Compared, compared, letter_on_form, saved_anew, taken

FORMS = (1, 2)
BARE = np.full((900, 640, 3), 246, np.uint8)


@cache
def scan(form: int, unit: int = 0, take: int = 0) -> Picture:
    return taken(letter_on_form(form, unit or form), "scan", take)


@cache
def photograph(form: int) -> Picture:
    return taken(letter_on_form(form, form), "photo", form)


@pytest.mark.parametrize("form", FORMS)
def test_a_letter_saved_anew_is_found_and_is_one(form: int) -> None:
    found = compared("", scan(form), saved_anew(scan(form), form))
    assert found.differing < MOST_DIFFERENCES / 2
    assert found.is_told


@pytest.mark.parametrize("form", FORMS)
def test_a_letter_scanned_again_or_photographed_is_one(form: int) -> None:
    assert is_one_page(scan(form), scan(form, take=9))
    assert is_one_page(scan(form), photograph(form))


@pytest.mark.parametrize("form", FORMS)
def test_another_letter_on_the_same_form_is_not(form: int) -> None:
    assert not compared("", scan(form), scan(form, unit=77)).is_told
    assert page_likeness(scan(form), scan(form, unit=77)) < ONE_PAGE


def test_the_index_alone_tells_nothing_and_the_pictures_alone_are_not_asked() -> None:
    assert not Compared("", 10, True, ONE_PAGE - 0.01).is_told
    assert not Compared("", 10, False, 1.0).is_told


def test_a_fingerprint_has_sixteen_words_and_goes_into_json_and_back() -> None:
    fingerprint = fingerprint_of_page(scan(1))
    assert len(fingerprint.words) == 16
    assert all(0 <= word < 1 << 16 for word in fingerprint.words)
    assert from_json(Fingerprint, to_json(fingerprint)) == fingerprint


@pytest.mark.parametrize("page", [BARE, np.zeros((40, 30, 3), np.uint8), BARE[:5, :5]])
def test_a_page_with_nothing_on_it_is_like_no_other(page: Picture) -> None:
    assert len(fingerprint_of_page(page).words) == 16
    assert page_likeness(page, scan(1)) == 0
    assert page_likeness(page, page) == 0
