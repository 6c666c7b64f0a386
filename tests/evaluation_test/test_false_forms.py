"""Forms that are wrong by a character, and what documents answer to them."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from models.findings import DocumentReading, Slot
from models.form import Form
from tests.evaluation.false_forms import answers, false_form
from tests.readings import a_case, a_certificate, a_letter

FORM = a_case().form


def values(form: Form) -> tuple[str, ...]:
    return form.unit_name, form.credit_code, form.operator.name, form.operator.id_number, form.operator.mobile


@given(st.integers(0, 10_000))
def test_every_value_of_a_false_form_is_wrong_by_one_character(seed: int) -> None:
    changed = false_form(FORM, random.Random(seed))

    assert [Levenshtein.distance(*pair) for pair in zip(values(FORM), values(changed), strict=True)] == [1] * 5


@pytest.mark.parametrize(("slot", "reading"), [(Slot.CERTIFICATE, a_certificate()), (Slot.LETTER, a_letter())])
def test_a_document_bears_out_its_own_form_and_no_value_of_a_false_one(slot: Slot, reading: DocumentReading) -> None:
    unsealed = replace(reading, seals=())

    assert all(is_so for _, is_so in answers(reading, slot, FORM))
    assert not any(is_so for _, is_so in answers(unsealed, slot, false_form(FORM, random.Random(1))))
