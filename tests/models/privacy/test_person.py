"""Everything that is held of one person, and nothing of anybody else."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Engine, select

from models.accounts import Account, Role
from models.audit import SYSTEM
from models.database import reading, writing
from models.email_addresses import enter_address
from models.privacy.person import data_of
from models.store import Store
from tests.factories import FORM, new_account, new_submission, stored_files
from tests.models.steps.applications import draft, id_number
from tests.models.steps.employers import PASSWORD, TYPED, filled, new_employer, new_operator, submitted


@pytest.fixture
def people(engine: Engine, store: Store) -> Engine:
    """A registration of one person, and an employer whose operator and applicant are others."""
    with writing(engine) as session:
        submitted(session, store)
        filled(session, {"id_number": "", "mobile": ""})
        employer = new_employer(session, "岳阳市另一示例有限公司")
        new_operator(session, employer)
        draft(session, employer)
    return engine


def test_who_registered_finds_registration_and_documents(people: Engine) -> None:
    with reading(people) as session:
        data = data_of(session, f" {TYPED['id_number'].lower()}")
    assert {kind: len(rows) for kind, rows in data.items()} == {
        "registrations": 1,
        "submissions": 1,
        "operator_of": 0,
        "applications": 0,
        "email_addresses": 0,
    }
    (submission,) = data["submissions"]
    assert submission["form"]["operator"]["mobile"] == TYPED["mobile"]
    assert set(submission["documents"]) == {"certificate", "letter"}
    written = json.dumps(data)
    assert PASSWORD not in written
    assert "13700137000" not in written


def test_an_applicant_finds_the_application(people: Engine) -> None:
    with reading(people) as session:
        (application,) = data_of(session, id_number(1))["applications"]
    assert (application["id_number"], application["state"]) == (id_number(1), "draft")


def test_an_operator_finds_the_own_e_mail_address_and_no_other(people: Engine) -> None:
    with writing(people) as session:
        for account in session.scalars(select(Account)):
            enter_address(session, account, f"{account.username}@example.com", SYSTEM)
    with reading(people) as session:
        (kept,) = data_of(session, "430602199001010021")["email_addresses"]
        assert (kept["username"], kept["address"]) == ("operator", "operator@example.com")
        assert data_of(session, TYPED["id_number"])["email_addresses"] == []


def test_who_handed_something_in_under_the_own_name_finds_the_e_mail_address(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        own, program = (new_account(session, Role.OPERATOR, name) for name in (FORM["operator"]["username"], "program"))
        for account in (own, program):
            enter_address(session, account, f"{account.username}@example.com", SYSTEM)
        new_submission(session, stored_files(store))
        new_submission(session, stored_files(store, b"other"), "2026-2").operator_id = program.id
    with reading(engine) as session:
        kept = data_of(session, FORM["operator"]["id_number"])["email_addresses"]
    assert [one["username"] for one in kept] == [own.username]


@pytest.mark.parametrize("number", ["", "430602199001010099"])
def test_who_is_not_known_finds_nothing(people: Engine, number: str) -> None:
    with reading(people) as session:
        assert not any(data_of(session, number).values())
