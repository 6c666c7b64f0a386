"""The server itself: whose word on where a request comes from is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.serving import served
from tests.webqueue.world import PASSWORD, World
from webqueue.application import create_application
from webqueue.entrance.throttle import MOST_FAILURES


@contextmanager
def serving(world: World, trusted_proxy: str, *, asks_for_token: bool = False) -> Iterator[httpx.Client]:
    """A browser before the pages, which are served on a port of this machine."""
    application = create_application(world.settings.model_copy(update={"trusted_proxy": trusted_proxy}))
    application.config["WTF_CSRF_ENABLED"] = asks_for_token
    with served(application) as address, httpx.Client(base_url=address) as client:
        yield client


def test_a_form_is_taken_from_a_browser_behind_a_proxy_with_tls(world: World) -> None:
    with serving(world, "127.0.0.1", asks_for_token=True) as client:
        told = {"X-Forwarded-Proto": "https"}
        form = client.get("/sign-in", headers=told)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form.text)
        assert token is not None
        # A browser says which page a form is from, unless that page forbids it.
        if form.headers["Referrer-Policy"] != "no-referrer":
            told["Referer"] = str(form.url.copy_with(scheme="https"))
        fields = {"csrf_token": token[1], "username": "reviewer", "password": PASSWORD}
        assert client.post("/sign-in", data=fields, headers=told).status_code == 302


def _fail(client: httpx.Client, address: str) -> int:
    form = {"reference": "ZC20260924-00000000", "code": "wrong"}
    return client.post("/register/open", data=form, headers={"X-Forwarded-For": address}).status_code


@pytest.mark.parametrize(("trusted_proxy", "other"), [("127.0.0.1", 401), ("192.0.2.9", 429), ("", 429)])
def test_guessing_is_slowed_down_by_the_address_that_a_trusted_proxy_names(
    world: World, trusted_proxy: str, other: int
) -> None:
    with serving(world, trusted_proxy) as client:
        assert [_fail(client, "192.0.2.1") for _ in range(MOST_FAILURES)] == [401] * MOST_FAILURES
        assert _fail(client, "192.0.2.1") == 429
        assert _fail(client, "192.0.2.2") == other


@pytest.mark.parametrize("trusted_proxy", ["127.0.0.1", ""])
def test_measurements_are_not_passed_on_by_a_proxy_on_this_machine(world: World, trusted_proxy: str) -> None:
    with serving(world, trusted_proxy) as client:
        assert client.get("/metrics").status_code == 200
        assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 404
