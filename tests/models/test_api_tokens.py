"""API tokens: who they speak for, and for how long, on both databases."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError

from models import api_tokens
from models.accounts import Account, Role
from models.api_tokens import (
    ApiToken,
    TokenIncomplete,
    TokenRevoked,
    is_use_to_be_noted,
    make_token,
    note_use,
    revoke_token,
    speaker,
    tokens_of,
)
from models.audit import Actor
from models.base import now
from models.database import reading, writing
from models.histories import broken_steps, steps_of
from tests.factories import new_account

DAYS = (30, 365)


@pytest.fixture
def reviewer(engine: Engine) -> Actor:
    with writing(engine) as session:
        account = new_account(session, Role.REVIEWER)
    return Actor(account.username, account.role, account.id)


def made(engine: Engine, owner: Actor) -> str:
    with writing(engine) as session:
        return make_token(session, session.get_one(Account, owner.account_id), "人事系统", DAYS, owner)[1]


def speaks(engine: Engine, secret: str) -> bool:
    with reading(engine) as session:
        return speaker(session, secret) is not None


def test_a_token_speaks_for_its_account_and_is_kept_as_a_hash_alone(engine: Engine, reviewer: Actor) -> None:
    secret = made(engine, reviewer)
    with reading(engine) as session:
        found = speaker(session, secret)
        assert found is not None
        assert found[1].id == reviewer.account_id
        row = session.execute(text("select * from api_token")).one()
    assert secret not in map(str, row)
    assert not speaks(engine, secret + "x")


def test_a_revoked_token_speaks_for_nobody_and_all_is_in_the_history(engine: Engine, reviewer: Actor) -> None:
    secret = made(engine, reviewer)
    with writing(engine) as session:
        (token,) = tokens_of(session, reviewer.account_id or 0)
        revoke_token(session, token, reviewer)
        with pytest.raises(TokenRevoked):
            revoke_token(session, token, reviewer)
    assert not speaks(engine, secret)
    with reading(engine) as session:
        assert [step.action for step in steps_of(session, "api_token", token.id)] == ["create", "revoke"]
        assert broken_steps(session) == ()


def test_an_expired_token_speaks_for_nobody(engine: Engine, reviewer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = made(engine, reviewer)
    monkeypatch.setattr(api_tokens, "now", lambda: now() + dt.timedelta(days=30))
    assert not speaks(engine, secret)


@pytest.mark.parametrize("change", [{"role": "supervisor"}, {"blocked_at": now()}])
def test_a_token_ends_with_the_role_it_was_made_for_and_sleeps_while_its_account_is_blocked(
    engine: Engine, reviewer: Actor, change: dict[str, object]
) -> None:
    secret = made(engine, reviewer)
    with writing(engine) as session:
        account = session.get_one(Account, reviewer.account_id)
        for name, value in change.items():
            setattr(account, name, value)
    assert not speaks(engine, secret)


def test_the_last_use_is_noted_once_a_minute(engine: Engine, reviewer: Actor) -> None:
    made(engine, reviewer)
    with writing(engine) as session:
        (token,) = tokens_of(session, reviewer.account_id or 0)
        assert is_use_to_be_noted(token)
        note_use(session, token.id)
        session.refresh(token)
        first = token.last_used_at
        assert not is_use_to_be_noted(token)
        note_use(session, token.id)
        session.refresh(token)
        assert token.last_used_at == first


@pytest.mark.parametrize(("name", "days"), [(" ", 30), ("x" * 65, 30), ("x", 0), ("x", 366)])
def test_a_token_has_a_name_and_an_end(engine: Engine, reviewer: Actor, name: str, days: int) -> None:
    with writing(engine) as session, pytest.raises(TokenIncomplete) as refused:
        make_token(session, session.get_one(Account, reviewer.account_id), name, (days, 365), reviewer)
    assert "365" in refused.value.chinese


@pytest.mark.parametrize(
    "statement",
    [
        "delete from api_token",
        "update api_token set expires_at = '2099-01-01 00:00:00+00:00'",
        "update api_token set role = 'administrator'",
        "update api_token set revoked_at = null, revoked_by = null",
    ],
)
def test_the_database_takes_no_change_of_what_a_token_is(engine: Engine, reviewer: Actor, statement: str) -> None:
    made(engine, reviewer)
    with writing(engine) as session:
        revoke_token(session, session.scalars(select(ApiToken)).one(), reviewer)
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(text(statement))


def test_of_two_who_revoke_at_once_one_does(engine: Engine, reviewer: Actor) -> None:
    made(engine, reviewer)
    together = Barrier(2)

    def revoke(_: int) -> bool:
        together.wait()
        try:
            with writing(engine) as session:
                revoke_token(session, session.scalars(select(ApiToken)).one(), reviewer)
        except TokenRevoked:
            return False
        return True

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(revoke, range(2))) == [False, True]
