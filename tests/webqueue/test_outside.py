"""Signing in where the house signs in: for linked accounts, with nothing believed that was not asked for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey

from models.accounts import Account
from models.audit import SYSTEM
from models.base import now
from models.database import writing
from models.outside_identities import SubjectTaken, link_identity, unlink_identity
from models.second_factors import begin_factor, confirm_factor
from tests.webqueue.provider import CLIENT, SECRET, Provider, running_provider
from tests.webqueue.test_second_factor import code_of
from tests.webqueue.world import World, make_world
from webqueue.application import create_application


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as made:
        yield made


@pytest.fixture
def world(tmp_path: Path, provider: Provider) -> World:
    chosen = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    return make_world(tmp_path, oidc_name="全市统一认证", **chosen)


@pytest.fixture
def application(world: World) -> Flask:
    application = create_application(world.settings, start_verification=lambda _: False)
    application.config["WTF_CSRF_ENABLED"] = False
    return application


def link(world: World, account: Account, provider: Provider) -> None:
    with writing(world.engine) as session:
        link_identity(session, account, provider.issuer, provider.subject, SYSTEM)


def leave(client: FlaskClient, wish: str = "") -> str:
    """The address at the provider that one is sent to."""
    return client.get("/sign-in/outside", query_string={"next": wish}).location


def arrive(client: FlaskClient, answer: dict[str, str]) -> str:
    """The address that the page goes on to by itself, which one comes back to."""
    page = client.get("/sign-in/outside/back", query_string=answer).text
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_a_linked_person_comes_in_and_to_where_they_wanted_to_go(
    world: World, application: Flask, provider: Provider
) -> None:
    link(world, world.reviewer, provider)
    client = application.test_client()
    assert "用全市统一认证登录" in client.get("/sign-in").text
    address = leave(client, "/review/?verdict=fail")
    assert address.startswith(f"{provider.issuer}/authorize?")
    assert {"state", "nonce", "code_challenge"} <= set(re.findall(r"[?&](\w+)=", address))
    onwards = arrive(client, {**provider.agree(address), "else": "left behind"})
    assert "left" not in onwards
    assert client.get(onwards).location == "/review/?verdict=fail"
    assert client.get("/review/").status_code == 200


def test_who_is_linked_with_nobody_stays_outside_and_gets_no_account(application: Flask, provider: Provider) -> None:
    client = application.test_client()
    answer = client.get(arrive(client, provider.agree(leave(client))))
    assert answer.status_code == 401
    assert "尚未关联" in answer.text
    assert provider.subject not in answer.text
    assert client.get("/review/").status_code == 302


def test_a_blocked_account_stays_outside(world: World, application: Flask, provider: Provider) -> None:
    link(world, world.reviewer, provider)
    with writing(world.engine) as session:
        session.get_one(Account, world.reviewer.id).blocked_at = now()
    client = application.test_client()
    assert client.get(arrive(client, provider.agree(leave(client)))).status_code == 401


def test_an_answer_that_nobody_asked_for_is_not_believed(world: World, application: Flask, provider: Provider) -> None:
    link(world, world.reviewer, provider)
    theirs, mine = application.test_client(), application.test_client()
    answer = provider.agree(leave(theirs))
    leave(mine)
    assert mine.get("/sign-in/outside/end", query_string=answer).status_code == 401
    assert mine.get("/review/").status_code == 302


def test_an_answer_counts_once(world: World, application: Flask, provider: Provider) -> None:
    link(world, world.reviewer, provider)
    client = application.test_client()
    onwards = arrive(client, provider.agree(leave(client)))
    assert client.get(onwards).status_code == 302
    assert application.test_client().get(onwards).status_code == 401
    assert client.get(onwards).status_code == 401


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "another"},
        {"aud": "somebody-else"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1_000_000_000, "iat": 999_999_999},
        {"sub": ""},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_a_token_that_is_not_for_this_sign_in_is_not_believed(
    world: World, application: Flask, provider: Provider, lie: dict[str, object]
) -> None:
    link(world, world.reviewer, provider)
    provider.claims = lie
    client = application.test_client()
    answer = client.get(arrive(client, provider.agree(leave(client))))
    assert answer.status_code == 401
    assert "统一身份认证未完成" in answer.text


def test_a_token_of_another_hand_is_not_believed(world: World, application: Flask, provider: Provider) -> None:
    link(world, world.reviewer, provider)
    provider.signing_key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    client = application.test_client()
    assert client.get(arrive(client, provider.agree(leave(client)))).status_code == 401


def test_a_code_without_its_verifier_is_worth_nothing(provider: Provider) -> None:
    asked = "?state=s&nonce=n&code_challenge=c&code_challenge_method=S256"
    assert provider.token({**provider.agree(asked), "code_verifier": "guessed"})[0] == 400


def test_who_says_no_at_the_provider_is_told_what_to_do(application: Flask, provider: Provider) -> None:
    client = application.test_client()
    state = provider.agree(leave(client))["state"]
    answer = client.get(arrive(client, {"error": "access_denied", "state": state}))
    assert answer.status_code == 401
    assert "统一身份认证未完成" in answer.text


def test_a_provider_that_does_not_answer_leaves_the_password(tmp_path: Path) -> None:
    world = make_world(tmp_path / "alone", oidc_issuer="http://127.0.0.1:1", oidc_client_id=CLIENT)
    answer = create_application(world.settings).test_client().get("/sign-in/outside")
    assert answer.status_code == 401
    assert 'name="password"' in answer.text


def test_without_a_provider_there_is_no_such_way(tmp_path: Path) -> None:
    client = create_application(make_world(tmp_path / "alone").settings).test_client()
    assert "/sign-in/outside" not in client.get("/sign-in").text
    for address in ("/sign-in/outside", "/sign-in/outside/back", "/sign-in/outside/end"):
        assert client.get(address).status_code == 404


def test_a_second_factor_is_asked_for_all_the_same(world: World, application: Flask, provider: Provider) -> None:
    link(world, world.reviewer, provider)
    with writing(world.engine) as session:
        secret = begin_factor(session, world.reviewer).secret
        confirm_factor(session, world.reviewer, code_of(secret), SYSTEM)
    client = application.test_client()
    assert client.get(arrive(client, provider.agree(leave(client)))).location == "/sign-in/code"


def test_a_subject_is_one_persons_and_can_be_taken_back(world: World, provider: Provider) -> None:
    link(world, world.reviewer, provider)
    link(world, world.reviewer, provider)
    with pytest.raises(SubjectTaken), writing(world.engine) as session:
        link_identity(session, world.operator, provider.issuer, provider.subject, SYSTEM)
    with writing(world.engine) as session:
        assert unlink_identity(session, world.reviewer, SYSTEM)
        assert not unlink_identity(session, world.reviewer, SYSTEM)
    link(world, world.operator, provider)
