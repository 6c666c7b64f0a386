"""A code counts once, within its time, and a recovery code stands in for a lost authenticator, once."""

from __future__ import annotations

import datetime as dt

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from models import second_factors
from models.accounts import Account, Role
from models.audit import SYSTEM, Actor
from models.database import reading, writing
from models.histories import LifeEvent
from models.privacy.rotation import sealed_places
from models.second_factors import (
    STEP_SECONDS,
    FactorExists,
    FactorRequired,
    WrongCode,
    accept_code,
    address_of,
    begin_factor,
    confirm_factor,
    has_factor,
    must_have_factor,
    recovery_codes_left,
    remove_factor,
)
from models.settings import Settings
from tests.factories import new_account

MOMENT = dt.datetime(2026, 11, 25, 8, 0, 0, tzinfo=dt.UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """What the clock says; the last of it."""
    moments = [MOMENT]
    monkeypatch.setattr(second_factors, "now", lambda: moments[-1])
    return moments


def account_in(engine: Engine, role: Role = Role.ADMINISTRATOR) -> Account:
    with writing(engine) as session:
        return new_account(session, role)


def actor(account: Account) -> Actor:
    return Actor(account.username, account.role, account.id)


def begun(engine: Engine, account: Account) -> str:
    with writing(engine) as session:
        return begin_factor(session, account).secret


def confirmed(engine: Engine, account: Account) -> tuple[str, tuple[str, ...]]:
    """An authenticator that was confirmed two steps ago, and the recovery codes."""
    secret = begun(engine, account)
    with writing(engine) as session:
        early = pyotp.TOTP(secret).at(MOMENT - dt.timedelta(seconds=STEP_SECONDS))
        return secret, confirm_factor(session, account, early, actor(account))


def accepts(engine: Engine, account: Account, code: str) -> bool:
    try:
        with writing(engine) as session:
            accept_code(session, account, code, actor(account))
    except WrongCode:
        return False
    return True


def test_a_code_is_accepted_once_and_none_before_it(engine: Engine, clock: list[dt.datetime]) -> None:
    account = account_in(engine)
    secret, _ = confirmed(engine, account)
    authenticator = pyotp.TOTP(secret)
    assert accepts(engine, account, authenticator.at(MOMENT))
    assert not accepts(engine, account, authenticator.at(MOMENT))
    assert not accepts(engine, account, authenticator.at(MOMENT - dt.timedelta(seconds=STEP_SECONDS)))
    clock.append(MOMENT + dt.timedelta(seconds=STEP_SECONDS))
    spaced = authenticator.at(clock[-1])
    assert accepts(engine, account, f" {spaced[:3]} {spaced[3:]} ")


@pytest.mark.parametrize(("steps", "is_right"), [(-2, False), (1, True), (2, False), (100, False)])
def test_a_clock_may_be_wrong_by_one_step(engine: Engine, clock: list[dt.datetime], steps: int, is_right: bool) -> None:
    account = account_in(engine)
    secret, _ = confirmed(engine, account)
    shown = pyotp.TOTP(secret).at(clock[-1] + dt.timedelta(seconds=steps * STEP_SECONDS))
    assert accepts(engine, account, shown) is is_right


@given(st.text(max_size=12))
def test_words_that_are_no_code_are_refused(code: str) -> None:
    factor = second_factors.SecondFactor(account_id=1, secret=pyotp.random_base32(), last_step=10**9)
    assert not second_factors._accept_step(None, factor, code)  # type: ignore[arg-type]  # asks no database for it


def test_a_recovery_code_counts_once_and_is_on_record(engine: Engine, clock: list[dt.datetime]) -> None:
    assert clock
    account = account_in(engine)
    _, codes = confirmed(engine, account)
    assert len(set(codes)) == second_factors.RECOVERY_CODES
    assert accepts(engine, account, codes[3].upper().replace("-", " "))
    assert not accepts(engine, account, codes[3])
    with reading(engine) as session:
        assert recovery_codes_left(session, account.id) == len(codes) - 1
        actions = [event.action for event in session.query(LifeEvent).order_by(LifeEvent.id)]
    assert actions == ["confirm_factor", "use_recovery_code"]


def test_neither_secret_nor_recovery_code_stands_in_the_database(sqlite: Engine, clock: list[dt.datetime]) -> None:
    assert clock
    secret, codes = confirmed(sqlite, account_in(sqlite))
    with reading(sqlite) as session:
        stored = str(session.execute(text("select secret from second_factor")).all())
        stored += str(session.execute(text("select code_hash from recovery_code")).all())
    assert secret not in stored
    assert all(code.replace("-", "") not in stored for code in codes)
    assert ("second_factor", "secret") in {(place.table.name, place.column.name) for place in sealed_places()}


def test_a_factor_counts_from_its_confirmation_on(sqlite: Engine, clock: list[dt.datetime]) -> None:
    account = account_in(sqlite)
    first, second = begun(sqlite, account), begun(sqlite, account)
    assert first != second
    with writing(sqlite) as session:
        assert not has_factor(session, account.id)
        with pytest.raises(WrongCode):
            confirm_factor(session, account, "000000x", actor(account))
    assert not accepts(sqlite, account, pyotp.TOTP(second).at(clock[-1]))
    with writing(sqlite) as session:
        confirm_factor(session, account, pyotp.TOTP(second).at(clock[-1]), actor(account))
        with pytest.raises(FactorExists):
            begin_factor(session, account)


def test_whose_role_needs_one_cannot_remove_it_and_an_administrator_can(
    sqlite: Engine, clock: list[dt.datetime]
) -> None:
    assert clock
    account = account_in(sqlite)
    confirmed(sqlite, account)
    asked = Settings.model_validate({"second_factor_roles": "administrator supervisor"})
    assert must_have_factor(asked, account)
    with writing(sqlite) as session:
        with pytest.raises(FactorRequired):
            remove_factor(session, account, actor(account), asked)
        remove_factor(session, account, SYSTEM, asked)
        assert not has_factor(session, account.id)
        remove_factor(session, account, SYSTEM, asked)
        assert recovery_codes_left(session, account.id) == 0


def test_an_authenticator_is_told_whose_account_it_is_for(sqlite: Engine) -> None:
    account = account_in(sqlite)
    with writing(sqlite) as session:
        address = address_of(begin_factor(session, account), account)
    assert address.startswith("otpauth://totp/")
    assert pyotp.parse_uri(address).name == account.username
