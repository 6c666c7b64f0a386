"""The routes of registration and of the employer's steps, for everybody; a route without a rule here fails."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.models.steps.applications import AFTER, TYPED, id_number
from tests.webqueue.conftest import Visit
from tests.webqueue.test_employer import employer, operator, publish, save_results, today
from tests.webqueue.world import World
from webqueue.gate import APPLICANTS, NOTICES, REGISTRATION

__all__ = ["employer", "operator", "today"]

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
    assert set(_endpoints(application, "registration")) == REGISTRATION
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


NEEDS_AN_APPLICATION = {"show", "edit", "attach", "detach", "submit"}
VALUES: dict[str, Any] = {
    "application_id": 1,
    "attachment_id": 1,
    "batch_id": 1,
    "objection_id": 1,
    "recommendation_id": 1,
    "unit_id": 1,
    "way": "reopen",
    "kind": "pdf",
}


def _endpoints(application: Flask, blueprint: str) -> dict[str, Any]:
    """The routes of a blueprint by endpoint."""
    rules = application.url_map.iter_rules()
    return {rule.endpoint: rule for rule in rules if rule.endpoint.split(".")[0] == blueprint}


def _answers(application: Flask, client: FlaskClient, blueprint: str) -> dict[str, int]:
    """What the client is answered at each route of the blueprint."""
    answers = {}
    for endpoint, rule in _endpoints(application, blueprint).items():
        with application.test_request_context():
            address = application.url_for(endpoint, **{name: VALUES[name] for name in rule.arguments})
        (method,) = rule.methods & {"GET", "POST"}
        answers[f"{method} {endpoint}"] = client.open(address, method=method).status_code
    return answers


@pytest.fixture
def reported(world: World, operator: FlaskClient, today: list[dt.date]) -> None:
    """The employer has one of everything: application, attachment, publicity, objection, recommendation."""
    application = operator.post("/employer/applicants", data={**TYPED, "id_number": id_number(1)}).location
    operator.post(f"{application}/attachments", data={"kind": "学历证书", "file": (io.BytesIO(b"a"), "a.jpg")})
    batch = publish(world, operator, 2)
    objection = {"entry": "1", "objector": "赵六", "received_on": str(today[-1]), "content": "材料与事实不符"}
    operator.post(f"{batch}/objections", data=objection)
    operator.post(f"{batch}/objections/1", data={"outcome": "dismissed", "report": "经核查，材料属实。"})
    today.append(AFTER)
    save_results(world, operator, batch)
    chosen = {"year": "2026", "superior": "1", "application": ["2"]}
    assert operator.post("/employer/recommendations", data=chosen).status_code == 302


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize("blueprint", ["employer", "superior"])
def test_nobody_gets_in_without_signing_in(application: Flask, visit: Visit, blueprint: str) -> None:
    answers = _answers(application, visit(""), blueprint)
    assert {status for route, status in answers.items() if route.startswith("GET")} == {302}
    assert {status for route, status in answers.items() if route.startswith("POST")} == {401}


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize("person", ["reviewer", "supervisor", "administrator", "auditor"])
def test_the_employers_pages_are_for_operators_alone(application: Flask, visit: Visit, person: str) -> None:
    answers = _answers(application, visit(person), "employer")
    assert {route: status for route, status in answers.items() if status != 403} == {}


@pytest.mark.usefixtures("reported")
def test_another_employers_things_are_not_found(application: Flask, visit: Visit) -> None:
    endpoints = _endpoints(application, "employer")
    for route, status in _answers(application, visit("stranger"), "employer").items():
        own_lists = not {"application_id", "batch_id", "recommendation_id"} & endpoints[route.split()[1]].arguments
        assert own_lists or status == 404, route


@pytest.mark.usefixtures("reported")
def test_operators_do_not_answer_recommendations_or_keep_units(application: Flask, visit: Visit) -> None:
    answers = _answers(application, visit("operator"), "superior")
    assert {route: status for route, status in answers.items() if status != 403} == {}


@pytest.mark.usefixtures("reported")
def test_reviewers_of_another_area_do_not_find_the_recommendation(application: Flask, visit: Visit) -> None:
    answers = _answers(application, visit("faraway"), "superior")
    found = {route for route, status in answers.items() if status not in (403, 404)}
    assert found == {"GET superior.received"}


@pytest.mark.parametrize("person", ["", "operator", "reviewer"])
def test_an_application_is_open_to_whoever_has_its_code_and_to_nobody_else(
    application: Flask, visit: Visit, person: str
) -> None:
    assert set(_endpoints(application, "applicant")) == APPLICANTS
    answers = _answers(application, visit(person), "applicant")
    assert {status for route, status in answers.items() if route.split(".")[1] in NEEDS_AN_APPLICATION} == {403}
    others = {route: status for route, status in answers.items() if route.split(".")[1] not in NEEDS_AN_APPLICATION}
    assert others == {"GET applicant.start": 200, "POST applicant.come_back": 401, "POST applicant.leave": 302}


def test_notices_are_the_only_pages_of_the_employer_for_everybody(application: Flask) -> None:
    assert set(_endpoints(application, "notices")) == NOTICES
