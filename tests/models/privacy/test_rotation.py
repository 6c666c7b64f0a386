"""Changing the keys of personal data, with rows in every place that holds some."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from models.database import reading, writing
from models.employers import EmployerOperator
from models.privacy import keys as in_force
from models.privacy import rotation
from models.privacy.keys import KeyMissing, keys, use_keys
from models.privacy.rotation import rotate, sealed_places, unreadable
from models.registrations import Registration
from models.settings import Settings
from models.store import Store
from models.submissions import Submission, current_form
from tests.models.steps.employers import TYPED, new_employer, new_operator, submitted


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Keys of this test's own, in its folder."""
    chosen = Settings.model_validate({"home": tmp_path, "personal_keys": "", "index_key": ""})
    use_keys(chosen)
    yield chosen
    in_force._in_force.settings = None
    in_force._in_force.keys = None


@pytest.fixture
def people(settings: Settings, engine: Engine, store: Store) -> Engine:
    assert settings.home.is_dir()
    with writing(engine) as session:
        submitted(session, store)
        new_operator(session, new_employer(session, "岳阳市另一示例有限公司"))
    return engine


def test_every_sealed_column_is_known() -> None:
    names = {f"{place.table.name}.{place.column.name}" for place in sealed_places()}
    assert {"form_version.form", "reading.findings", "registration.mobile", "title_application.id_number"} <= names
    assert {"reading_correction.old_value", "reading_correction.new_value"} <= names
    assert {"second_factor.secret", "email_address.address"} <= names
    assert len(names) == 14


def test_everything_is_sealed_anew_and_the_old_key_is_gone(people: Engine, settings: Settings) -> None:
    (before,) = keys().encrypting
    hashes = _hashes(people)
    assert rotate(people, settings) == 5
    (after,) = keys().encrypting
    assert after != before
    assert _hashes(people) == hashes
    with reading(people) as session:
        assert list(unreadable(session)) == []
        operator = current_form(session, session.scalars(select(Submission.id)).one()).operator
        assert (operator.id_number, operator.mobile) == (TYPED["id_number"], TYPED["mobile"])
        assert session.scalars(select(EmployerOperator)).one().mobile == "13900139000"


def test_a_rotation_that_was_broken_off_is_finished_with_the_same_key(
    people: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rotation, "_seal_anew", dies)
        with pytest.raises(KeyboardInterrupt):
            rotate(people, settings)
    newest = keys().encrypting[0]
    assert len(keys().encrypting) == 2
    with reading(people) as session:
        assert len(list(unreadable(session))) == 5
    rotate(people, settings)
    assert keys().encrypting == (newest,)
    with reading(people) as session:
        assert session.scalars(select(Registration)).one().mobile == TYPED["mobile"]


def test_without_the_key_nothing_is_changed(people: Engine, settings: Settings) -> None:
    (settings.home / "personal_keys").unlink()
    with pytest.raises(KeyMissing):
        rotate(people, settings)


def _hashes(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [*session.scalars(select(Registration.id_hash)), *session.scalars(select(EmployerOperator.id_hash))]
