"""Signing in and out."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from models.accounts import Account, hash_password
from models.base import now
from models.database import reading, writing
from tests.webqueue.conftest import Visit
from tests.webqueue.world import PASSWORD, World
from webqueue.entrance.authentication import Authentication, Locked, WrongPassword
from webqueue.entrance.local_address import is_local
from webqueue.entrance.throttle import Throttle


def _try(application: Flask, username: str, password: str, **more: str) -> tuple[int, str]:
    answer = application.test_client().post("/sign-in", data={"username": username, "password": password, **more})
    return answer.status_code, answer.text


def test_reviewers_come_to_the_queue_and_operators_to_their_submissions(visit: Visit) -> None:
    assert visit("reviewer").get("/").location == "/review/"
    assert visit("operator").get("/").location == "/submissions/"


def test_the_name_is_taken_in_any_case_and_with_blanks_around(application: Flask) -> None:
    assert _try(application, " Reviewer ", PASSWORD)[0] == 302


@pytest.mark.parametrize("username", ["reviewer", "nobody-of-that-name"])
def test_a_wrong_name_and_a_wrong_password_sound_the_same(application: Flask, username: str) -> None:
    status, text = _try(application, username, "wrong")
    assert status == 401
    assert "用户名或密码不正确" in text
    assert f'value="{username}"' in text
    assert "wrong" not in text


def test_an_endless_password_is_not_hashed(application: Flask) -> None:
    assert _try(application, "reviewer", PASSWORD * 1000)[0] == 401


def test_five_failures_close_the_door_for_that_name_alone(application: Flask) -> None:
    for _ in range(5):
        assert _try(application, "reviewer", "wrong")[0] == 401
    status, text = _try(application, "reviewer", PASSWORD)
    assert status == 429
    assert "请等待一分钟" in text
    assert _try(application, "operator", PASSWORD)[0] == 302


def test_a_blocked_account_is_shut_out_at_once(world: World, application: Flask, visit: Visit) -> None:
    client = visit("reviewer")
    with writing(world.engine) as session:
        session.execute(update(Account).where(Account.username == "reviewer").values(blocked_at=now()))
    assert client.get("/review/").status_code == 302
    assert _try(application, "reviewer", PASSWORD)[0] == 401


def test_a_changed_password_ends_older_sign_ins(world: World, visit: Visit) -> None:
    client = visit("reviewer")
    with writing(world.engine) as session:
        session.execute(update(Account).values(password_hash=hash_password("another one")))
    assert client.get("/review/").location.startswith("/sign-in")


def test_signing_out_ends_the_sign_in(visit: Visit) -> None:
    client = visit("reviewer")
    client.post("/sign-out")
    assert client.get("/review/").status_code == 302


def test_the_cookie_is_kept_from_scripts_and_other_sites(application: Flask) -> None:
    answer = application.test_client().post("/sign-in", data={"username": "reviewer", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_after_signing_in_one_comes_to_where_one_wanted_to_go(application: Flask) -> None:
    client = application.test_client()
    wish = client.get("/review/?verdict=fail").location
    assert wish == "/sign-in?next=/review/?verdict%3Dfail"
    form = {"username": "reviewer", "password": PASSWORD, "next": "/review/?verdict=fail"}
    assert client.post("/sign-in", data=form).location == "/review/?verdict=fail"


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:x", "", "/\n/x"],
)
def test_no_link_to_the_sign_in_leads_elsewhere(application: Flask, address: str) -> None:
    assert not is_local(address)
    form = {"username": "reviewer", "password": PASSWORD, "next": address}
    assert application.test_client().post("/sign-in", data=form).location == "/review/"


def test_a_name_that_is_guessed_from_everywhere_is_locked_for_a_while(world: World) -> None:
    lock = Throttle(most=3)
    authentication = Authentication(lock=lock)
    with reading(world.engine) as session:
        for number in range(3):
            with pytest.raises(WrongPassword):
                authentication.authenticate(session, "Reviewer", "guess", f"10.0.0.{number}")
        with pytest.raises(Locked) as refused:
            authentication.authenticate(session, "reviewer", PASSWORD, "10.0.0.9")
        assert "十五分钟" in refused.value.chinese
        assert authentication.authenticate(session, "supervisor", PASSWORD, "10.0.0.9").username == "supervisor"


def test_names_that_nobody_has_are_locked_as_others_are(world: World) -> None:
    authentication = Authentication(lock=Throttle(most=1))
    with reading(world.engine) as session:
        with pytest.raises(WrongPassword):
            authentication.authenticate(session, "nobody", "guess", "10.0.0.1")
        with pytest.raises(Locked):
            authentication.authenticate(session, "nobody", "guess", "10.0.0.2")
