"""The keys of personal data: made once, exchanged while processes run, and never guessed around."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ConfigurationError
from models.kept_secret import replace_secret
from models.privacy import keys as in_force
from models.privacy.columns import open_form, open_json, open_text, seal_form, seal_json, seal_text
from models.privacy.keys import KeyMissing, Keys, keys, keys_of, new_key, use_keys
from models.settings import Settings

KEYS = Keys((new_key(),), b"\x5a" * 32)


@pytest.fixture(autouse=True)
def other_tests_keys() -> Iterator[None]:
    """The keys of the other tests are in force again afterwards."""
    yield
    in_force._in_force.settings = None
    in_force._in_force.keys = None


def settings(home: Path, **values: str) -> Settings:
    chosen: dict[str, Any] = {"home": home, "personal_keys": "", "index_key": "", **values}
    return Settings.model_validate(chosen)


def test_they_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    first = keys_of(settings(tmp_path))
    assert keys_of(settings(tmp_path)) == first
    assert keys_of(settings(tmp_path / "other")) != first
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("*_key*")} == {
        "personal_keys": 0o600,
        "index_key": 0o600,
    }


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"personal_keys": "short"}, "ZHENGHE_PERSONAL_KEYS"),
        ({"personal_keys": " , "}, "ZHENGHE_PERSONAL_KEYS"),
        ({"index_key": "5a"}, "ZHENGHE_INDEX_KEY"),
        ({"index_key": "no digits"}, "ZHENGHE_INDEX_KEY"),
    ],
)
def test_a_key_that_cannot_be_one_is_named_by_its_setting(tmp_path: Path, wrong: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        keys_of(settings(tmp_path, **wrong))


def test_a_home_that_cannot_be_written_is_a_setting_that_cannot_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigurationError, match="ZHENGHE_PERSONAL_KEYS"):
        keys_of(settings(tmp_path / "file"))


@given(st.text())
def test_what_is_sealed_is_read_again_and_never_seen(text: str) -> None:
    sealed = seal_text(KEYS, text)
    assert open_text(KEYS, sealed) == text
    assert len(text) < 4 or text not in sealed
    assert seal_text(KEYS, text) != sealed


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_findings_are_read_again(value: Any) -> None:
    assert open_json(KEYS, seal_json(KEYS, value)) == value


def test_of_a_form_only_the_personal_numbers_are_sealed() -> None:
    form = {"unit_name": "示例", "operator": {"username": "u", "id_number": "430602199001010013", "mobile": ""}}
    sealed = seal_form(KEYS, form)
    assert open_form(KEYS, sealed) == form
    assert sealed["operator"]["username"] == "u"
    assert sealed["operator"]["mobile"] == ""
    assert "430602199001010013" not in str(sealed)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(KeyMissing) as refused:
        open_text(Keys((new_key(),), KEYS.index), seal_text(KEYS, "430602199001010013"))
    assert "personal_keys" in refused.value.chinese


def test_older_keys_still_open_and_the_newest_one_seals() -> None:
    old = seal_text(KEYS, "13800138000")
    both = Keys((new_key(), *KEYS.encrypting), KEYS.index)
    assert open_text(both, old) == "13800138000"
    assert not both.is_newest(old)
    assert both.is_newest(seal_text(both, "13800138000"))


def test_a_running_process_takes_the_new_keys_as_soon_as_they_are_there(tmp_path: Path) -> None:
    use_keys(settings(tmp_path))
    before = keys()
    replace_secret(tmp_path / "personal_keys", "\n".join([new_key(), *before.encrypting]))
    assert keys().encrypting[1:] == before.encrypting
    assert keys().index == before.index


def test_equal_numbers_have_equal_fingerprints_under_one_key_alone() -> None:
    assert KEYS.fingerprint("430602199001010013") == KEYS.fingerprint("430602199001010013")
    assert KEYS.fingerprint("430602199001010013") != KEYS.fingerprint("430602199001010021")
    assert Keys(KEYS.encrypting, b"\xa5" * 32).fingerprint("430602199001010013") != KEYS.fingerprint(
        "430602199001010013"
    )
    assert KEYS.fingerprint("") == ""
