"""A code after the password: asked for, set up where the role needs it, and slow for those who guess."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from models.accounts import Account
from models.audit import SYSTEM
from models.database import reading, writing
from models.second_factors import STEP_SECONDS, begin_factor, confirm_factor, has_factor
from tests.webqueue.conftest import Visit
from tests.webqueue.world import PASSWORD, World, make_world
from webqueue.application import create_application

FORM = {"username": "reviewer", "password": PASSWORD}


def with_factor(world: World, account: Account) -> tuple[str, tuple[str, ...]]:
    """The account's secret and recovery codes; the code of the step before this one is used."""
    with writing(world.engine) as session:
        factor = begin_factor(session, account)
        early = pyotp.TOTP(factor.secret).at(int(time.time()) - STEP_SECONDS)
        return factor.secret, confirm_factor(session, account, early, SYSTEM)


def code_of(secret: str) -> str:
    return pyotp.TOTP(secret).now()


def waiting(application: Flask, **more: str) -> FlaskClient:
    """Somebody whose password was right."""
    client = application.test_client()
    assert client.post("/sign-in", data={**FORM, **more}).location == "/sign-in/code"
    return client


def test_the_password_alone_opens_nothing(world: World, application: Flask) -> None:
    with_factor(world, world.reviewer)
    client = waiting(application)
    assert client.get("/review/").location.startswith("/sign-in?")
    assert "六位验证码" in client.get("/sign-in/code").text


def test_with_the_code_one_comes_to_where_one_wanted_to_go(world: World, application: Flask) -> None:
    secret, _ = with_factor(world, world.reviewer)
    client = waiting(application, next="/review/?verdict=fail")
    assert client.post("/sign-in/code", data={"code": code_of(secret)}).location == "/review/?verdict=fail"
    assert client.get("/review/").status_code == 200


def test_a_code_that_was_seen_over_the_shoulder_is_used_up(world: World, application: Flask) -> None:
    secret, _ = with_factor(world, world.reviewer)
    code = code_of(secret)
    assert waiting(application).post("/sign-in/code", data={"code": code}).status_code == 302
    again = waiting(application).post("/sign-in/code", data={"code": code})
    assert again.status_code == 401
    assert "已使用过" in again.text
    assert code not in again.text


def test_a_recovery_code_opens_the_door_once(world: World, application: Flask) -> None:
    _, codes = with_factor(world, world.reviewer)
    assert waiting(application).post("/sign-in/code", data={"code": codes[0]}).status_code == 302
    assert waiting(application).post("/sign-in/code", data={"code": codes[0]}).status_code == 401


def test_five_wrong_codes_close_the_door_whoever_comes_and_a_right_password_does_not_open_it(
    world: World, application: Flask
) -> None:
    secret, _ = with_factor(world, world.reviewer)
    for _ in range(5):
        assert waiting(application).post("/sign-in/code", data={"code": "000000"}).status_code == 401
    assert waiting(application).post("/sign-in/code", data={"code": code_of(secret)}).status_code == 429


@pytest.mark.parametrize("address", ["/sign-in/code", "/sign-in/second-factor"])
def test_nobody_comes_to_the_second_step_without_the_first(application: Flask, address: str) -> None:
    client = application.test_client()
    assert client.get(address).location == "/sign-in"
    assert client.post(address, data={"code": "123456"}).location == "/sign-in"


def test_a_password_that_changed_meanwhile_begins_anew(world: World, application: Flask) -> None:
    secret, _ = with_factor(world, world.reviewer)
    client = waiting(application)
    with writing(world.engine) as session:
        session.get_one(Account, world.reviewer.id).password_hash = "another"
    assert client.post("/sign-in/code", data={"code": code_of(secret)}).location == "/sign-in"


def test_a_password_waits_for_its_code_for_five_minutes(
    world: World, application: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _ = with_factor(world, world.reviewer)
    client, moment = waiting(application), time.time()
    monkeypatch.setattr("webqueue.entrance.second_step.time.time", lambda: moment + 301)
    assert client.post("/sign-in/code", data={"code": code_of(secret)}).location == "/sign-in"


def test_one_sets_it_up_looks_at_it_and_removes_it_with_a_code(world: World, visit: Visit) -> None:
    client = visit("reviewer")
    assert "开始设置" in client.get("/second-factor/").text
    assert client.post("/second-factor/").location == "/second-factor/"
    page = client.get("/second-factor/").text
    assert 'src="data:image/svg+xml' in page
    secret = shown(page, "data-secret")
    assert client.post("/second-factor/confirmation", data={"code": "000000"}).status_code == 401
    done = client.post("/second-factor/confirmation", data={"code": pyotp.TOTP(secret).at(int(time.time()) - 30)})
    assert len(re.findall("data-recovery", done.text)) == 10
    assert secret not in client.get("/second-factor/").text
    assert client.post("/second-factor/removal", data={"code": "000000"}).status_code == 401
    assert client.post("/second-factor/removal", data={"code": code_of(secret)}).status_code == 303
    with reading(world.engine) as session:
        assert not has_factor(session, world.reviewer.id)


def shown(page: str, name: str) -> str:
    found = re.search(rf"{name}[^>]*>([^<]+)<", page)
    assert found is not None
    return html.unescape(found[1])


def test_a_second_one_beside_the_first_is_refused(world: World, visit: Visit) -> None:
    client = visit("reviewer")
    with_factor(world, world.reviewer)
    client.post("/second-factor/")
    assert "已启用双因素认证" in client.get("/second-factor/").text


def test_an_administrator_resets_what_was_lost(world: World, visit: Visit, application: Flask) -> None:
    with_factor(world, world.reviewer)
    administrator = visit("administrator")
    address = f"/administration/accounts/{world.reviewer.id}/second-factor"
    assert address in administrator.get("/administration/accounts").text
    assert administrator.post(address).status_code == 303
    assert address not in administrator.get("/administration/accounts").text
    assert application.test_client().post("/sign-in", data=FORM).location == "/review/"


def test_whose_role_needs_one_sets_it_up_before_anything_else(tmp_path: Path) -> None:
    world = make_world(tmp_path, second_factor_roles="reviewer")
    application = create_application(world.settings, start_verification=lambda _: False)
    application.config["WTF_CSRF_ENABLED"] = False
    client = application.test_client()
    assert client.post("/sign-in", data=FORM).location == "/sign-in/second-factor"
    assert client.get("/review/").status_code == 302
    secret = shown(client.get("/sign-in/second-factor").text, "data-secret")
    assert client.post("/sign-in/second-factor", data={"code": "000000"}).status_code == 401
    done = client.post("/sign-in/second-factor", data={"code": pyotp.TOTP(secret).at(int(time.time()) - 30)})
    assert "恢复码" in done.text
    assert client.get("/review/").status_code == 200
    refused = client.post("/second-factor/removal", data={"code": code_of(secret)})
    assert refused.status_code == 422
    assert "不能自行停用" in refused.text
    operator = application.test_client().post("/sign-in", data={**FORM, "username": "operator"})
    assert operator.location == "/submissions/"
