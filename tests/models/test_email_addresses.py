"""E-mail addresses: entered by their person, encrypted, out of the record, and gone with the account."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from models.account_keeping import block_account
from models.accounts import SUBJECT, Account, Role
from models.audit import Actor
from models.database import reading, writing
from models.email_addresses import EmailAddressUnusable, address_of, enter_address, is_usable, remove_address
from models.histories import steps_of
from tests.factories import new_account

ADDRESS = "zhang.san@mail.example.com"


def person(session: Session) -> tuple[Account, Actor]:
    account = new_account(session, Role.OPERATOR)
    return account, Actor(account.username, account.role, account.id)


@pytest.mark.parametrize("address", [ADDRESS, "z+work@example.cn", "_a%b@1.example.org"])
def test_whole_addresses_are_taken(address: str) -> None:
    assert is_usable(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "zhang",
        "@example.com",
        "zhang@",
        "zhang@x",
        "zhang@@example.com",
        "zhang san@example.com",
        "张三 <zhang@example.com>",
        "Zhang <zhang@example.com>",
        "zhang@example.com, li@example.com",
        "zhang@example.com;li@example.com",
        "zhang@example.com\nBcc: li@example.com",
        "mailto:zhang@example.com",
        "张@例子.cn",
        f"{'z' * 250}@example.com",
    ],
)
def test_anything_else_is_refused(engine: Engine, address: str) -> None:
    with writing(engine) as session, pytest.raises(EmailAddressUnusable):
        enter_address(session, *_with_text(session, address))


def _with_text(session: Session, address: str) -> tuple[Account, str, Actor]:
    account, actor = person(session)
    return account, address, actor


def test_it_is_encrypted_and_the_record_does_not_tell_it(engine: Engine) -> None:
    with writing(engine) as session:
        account, actor = person(session)
        enter_address(session, account, f" {ADDRESS} ", actor)
        enter_address(session, account, ADDRESS, actor)
    with reading(engine) as session:
        assert address_of(session, account.id) == ADDRESS
        stored = session.execute(text("select address from email_address")).scalar_one()
        assert "example" not in stored
        steps = steps_of(session, SUBJECT, account.id)
        assert [step.action for step in steps] == ["enter_email_address"] * 2
        assert ADDRESS not in str([vars(step) for step in steps])


def test_it_is_removed_once(engine: Engine) -> None:
    with writing(engine) as session:
        account, actor = person(session)
        enter_address(session, account, ADDRESS, actor)
        assert remove_address(session, account, actor)
        assert not remove_address(session, account, actor)
        session.flush()
        assert address_of(session, account.id) == ""


def test_who_is_blocked_keeps_none(engine: Engine) -> None:
    with writing(engine) as session:
        account, actor = person(session)
        administrator = new_account(session, Role.ADMINISTRATOR)
        enter_address(session, account, ADDRESS, actor)
        block_account(session, account, Actor("administrator", "administrator", administrator.id))
    with reading(engine) as session:
        assert address_of(session, account.id) == ""
