"""What stays of a form in the folder of what was taken in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intake import take_in_inbox
from flows.taken_forms import masked
from flows.workplace import Workplace
from tests.factories import FORM, write_folder

PERSON = {**FORM["operator"], "password": "Zh3nghe-Kai"}
SECRETS = (PERSON["id_number"], PERSON["mobile"], PERSON["password"])


def test_the_folder_of_what_was_taken_in_tells_no_number_and_no_password(workplace: Workplace, inbox: Path) -> None:
    write_folder(inbox, "2026-1", operator=PERSON)
    take_in_inbox(workplace, inbox, move_away=True)
    (form,) = inbox.with_name("inbox-taken").glob("*/form.json")
    content = form.read_text(encoding="utf-8")
    assert [secret for secret in SECRETS if secret in content] == []
    person = json.loads(content)["operator"]
    assert person["name"] == "张三"
    assert (person["id_number"], person["mobile"]) == ("430602********0013", "138****8000")


def test_a_form_that_waits_for_the_next_run_keeps_its_numbers(workplace: Workplace, inbox: Path) -> None:
    write_folder(inbox, "2026-1", operator=PERSON)
    take_in_inbox(workplace, inbox)
    assert PERSON["id_number"] in (inbox / "2026-1" / "form.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content",
    [b"{", b"\xff", b"[" * 100_000, b'"430602199001010013"', b"[13800138000]", b'{"operator": "13800138000"}'],
)
def test_what_is_no_form_keeps_no_number_either(content: bytes) -> None:
    assert not [secret for secret in SECRETS if secret.encode() in masked(content)]


@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda inner: st.dictionaries(st.text(), inner) | st.lists(inner)
    )
)
def test_any_values_with_an_operator_lose_the_secrets(values: object) -> None:
    content = json.dumps({"more": values, "operator": PERSON}).encode()
    assert not [secret for secret in SECRETS if secret.encode() in masked(content)]
