"""Accounts: a person signs in by a name in any letter case, and no password is kept."""

from __future__ import annotations

import pytest
from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError

from models.accounts import Account, Role, create_account, find_account, hash_password, password_matches
from models.database import reading, writing
from tests.factories import new_account

# Made before the tests begin, and so with all the work that it takes in service.
PASSWORD_HASH = hash_password("correct horse")


def test_the_right_password_matches_and_no_other_does() -> None:
    assert password_matches(PASSWORD_HASH, "correct horse")
    for wrong in ("", "Correct horse", "correct horse "):
        assert not password_matches(PASSWORD_HASH, wrong)


def test_two_hashes_of_one_password_differ() -> None:
    assert hash_password("correct horse") != PASSWORD_HASH


def test_a_hash_is_argon2id_and_holds_no_password() -> None:
    assert PASSWORD_HASH.startswith("$argon2id$")
    assert "correct" not in PASSWORD_HASH
    assert len(PASSWORD_HASH) <= 200


def test_a_hash_takes_the_work_that_the_standard_asks_for() -> None:
    assert extract_parameters(PASSWORD_HASH) == RFC_9106_LOW_MEMORY


@pytest.mark.parametrize(
    "broken",
    ["", "plain text", "$argon2id$v=19$", PASSWORD_HASH[:-4], "$2b$12$" + "x" * 53],
    ids=["empty", "plain", "without a hash", "cut short", "of another kind"],
)
def test_a_broken_hash_matches_nothing(broken: str) -> None:
    assert not password_matches(broken, "correct horse")


def test_a_password_that_is_no_text_matches_nothing() -> None:
    assert not password_matches(PASSWORD_HASH, "\ud800")


@pytest.mark.parametrize("typed", ["wang.xm", "WANG.XM", "Wang.Xm"])
def test_an_account_is_found_in_any_letter_case(engine: Engine, typed: str) -> None:
    with writing(engine) as session:
        created = create_account(session, "Wang.XM", "王小明", Role.REVIEWER, "correct horse")
        found = find_account(session, typed)
        assert found is created
        assert created.blocked_at is None


@pytest.mark.parametrize("typed", ["", "wang", "wang.xm ", "%", "wang_xm", "' or 1=1 --"])
def test_nobody_else_is_found(engine: Engine, typed: str) -> None:
    with writing(engine) as session:
        new_account(session, username="wang.xm")
    with reading(engine) as session:
        assert find_account(session, typed) is None


def test_a_username_is_taken_once_in_any_letter_case(engine: Engine) -> None:
    with writing(engine) as session:
        new_account(session, username="wang.xm")
    with pytest.raises(IntegrityError), writing(engine) as session:
        new_account(session, username="WANG.XM")


def test_the_database_knows_no_other_roles(engine: Engine) -> None:
    with writing(engine) as session:
        new_account(session)
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(text("update account set role = 'god'"))


@pytest.mark.parametrize("role", Role)
def test_no_row_holds_a_password(engine: Engine, role: Role) -> None:
    with writing(engine) as session:
        new_account(session, role, password="correct horse")
    with reading(engine) as session:
        account = session.scalars(select(Account)).one()
        assert account.role == role.value
        assert "correct horse" not in str(vars(account))
