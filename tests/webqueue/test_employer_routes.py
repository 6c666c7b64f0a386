"""The routes of registration and of the employer's steps, for everybody; a route without a rule here fails."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.webqueue.conftest import Visit
from tests.webqueue.test_routes import ELSEWHERE
from webqueue.gate import REGISTRATION

NEEDS_AN_OPEN_ONE = {
    "form": "GET",
    "fill": "POST",
    "check_field": "POST",
    "progress": "GET",
    "page_picture": "GET",
    "save": "POST",
    "submit": "POST",
    "withdraw": "POST",
    "register_again": "POST",
}
"""Pages of one registration: nobody gets there without its number and code, whoever is signed in."""
OPEN_TO_ALL = {"start": ("GET", 200), "begin": ("POST", 200), "come_back": ("POST", 401), "leave": ("POST", 302)}
UPLOAD = "upload"
"""Asks for a file first."""


def test_every_route_of_the_registration_has_a_rule(application: Flask) -> None:
    names = {rule.endpoint for rule in application.url_map.iter_rules() if rule.endpoint.split(".")[0] in ELSEWHERE}
    assert names >= REGISTRATION
    rules = {*NEEDS_AN_OPEN_ONE, *OPEN_TO_ALL, UPLOAD}
    assert {name.removeprefix("registration.") for name in REGISTRATION} == rules


@pytest.mark.parametrize("person", ["", "operator", "reviewer", "administrator"])
def test_a_registration_is_open_to_whoever_has_its_code_and_to_nobody_else(
    application: Flask, visit: Visit, person: str
) -> None:
    client = visit(person)
    with application.test_request_context():
        values: dict[str, dict[str, Any]] = {"check_field": {"name": "mobile"}, "page_picture": {"page_id": 1}}
        addresses = {
            name: application.url_for(f"registration.{name}", **values.get(name, {}))
            for name in (*NEEDS_AN_OPEN_ONE, *OPEN_TO_ALL, UPLOAD)
        }
    for name, method in NEEDS_AN_OPEN_ONE.items():
        assert client.open(addresses[name], method=method).status_code == 403, name
    assert client.post(addresses[UPLOAD]).status_code == 403
    for name, (method, status) in OPEN_TO_ALL.items():
        assert client.open(addresses[name], method=method).status_code == status, name
