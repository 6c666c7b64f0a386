"""Every route, for everybody, on own and other people's submissions; a route without a rule here fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from models.api_tokens import make_token
from models.audit import Actor
from models.database import reading, writing
from models.documents import Document, Page
from models.review import Outcome
from models.saved_filters import save_filter
from models.webhooks import open_webhook
from tests.webqueue.conftest import Visit
from tests.webqueue.pictures import draw_ring
from tests.webqueue.world import World, add_case, decide_case
from webqueue.gate import (
    API_DESCRIPTION,
    API_REGISTRATION,
    APPLICANTS,
    ENTRANCE,
    NOTICES,
    PRIVACY,
    PUBLIC,
    REGISTRATION,
)

PEOPLE = ("", "operator", "stranger", "reviewer", "faraway", "supervisor", "administrator", "auditor")
"""Nobody, the operator of the submission, another operator, its reviewer, a reviewer of another area, and the rest."""


@dataclass(frozen=True)
class Rule:
    """What each of PEOPLE is answered; 302 for nobody is the way to the sign-in."""

    answers: tuple[int, int, int, int, int, int, int, int]
    form: tuple[tuple[str, str], ...] = ()
    query: str = ""


ANYBODY = Rule((200,) * 8)
REVIEW_LIST = Rule((302, 403, 403, 200, 200, 200, 200, 200))
REVIEW_CASE = Rule((302, 403, 404, 200, 404, 200, 200, 200))
PICTURE = Rule((302, 200, 404, 200, 404, 200, 200, 200))
OWN = Rule((302, 200, 404, 403, 404, 403, 403, 403))
ADMINISTRATION = Rule((302, 403, 403, 403, 403, 403, 200, 200))
CHANGED_BY_ADMINISTRATOR = Rule((401, 403, 403, 403, 403, 403, 303, 403))

RULES = {
    "static": ANYBODY,
    "health.show": ANYBODY,
    "health.ready": ANYBODY,
    "health.metrics": ANYBODY,
    "system.show": Rule((302, 403, 403, 403, 403, 200, 200, 200)),
    "system.pause": Rule((401, 403, 403, 403, 403, 403, 422, 403)),
    "system.resume": CHANGED_BY_ADMINISTRATOR,
    "language.choose": Rule((302,) * 8),
    "entrance.home": Rule((302,) * 8),
    "entrance.sign_in": Rule((200, 302, 302, 302, 302, 302, 302, 302)),
    "entrance.take_sign_in": Rule((401,) * 8, form=(("username", "x"), ("password", "y"))),
    "entrance.code": Rule((302,) * 8),
    "entrance.take_code": Rule((302,) * 8),
    "entrance.set_up": Rule((302,) * 8),
    "entrance.take_set_up": Rule((302,) * 8),
    "entrance.go_outside": Rule((404,) * 8),
    "entrance.come_back": Rule((404,) * 8),
    "entrance.end_outside": Rule((404,) * 8),
    "second_factor.show": Rule((302, 200, 200, 200, 200, 200, 200, 200)),
    "second_factor.begin": Rule((401, 303, 303, 303, 303, 303, 303, 303)),
    "second_factor.confirm": Rule((401,) * 8),
    "second_factor.remove": Rule((401,) * 8),
    "email_address.show": Rule((302, 200, 200, 200, 200, 200, 200, 200)),
    "email_address.enter": Rule((401, 422, 422, 422, 422, 422, 422, 422)),
    "email_address.remove": Rule((401, 303, 303, 303, 303, 303, 303, 303)),
    "entrance.sign_out": Rule((401, 302, 302, 302, 302, 302, 302, 302)),
    "review.queue": REVIEW_LIST,
    "review.filters": REVIEW_LIST,
    "review.keep_filter": Rule((401, 403, 403, 303, 303, 303, 403, 403), form=(("name", "常用"),)),
    "review.rename": Rule((401, 404, 404, 303, 404, 404, 404, 404), form=(("name", "常用二"),)),
    "review.remove": Rule((401, 404, 404, 303, 404, 404, 404, 404)),
    "review.next_in_queue": Rule((401, 403, 403, 303, 303, 303, 403, 403)),
    "review.hold": Rule((401, 403, 404, 200, 404, 200, 403, 403)),
    "review.let_go": Rule((401, 403, 404, 204, 404, 204, 403, 403)),
    "review.put_aside": Rule((401, 403, 404, 303, 404, 303, 403, 403)),
    "review.ask": Rule((401, 403, 404, 303, 404, 303, 403, 403)),
    "review.correct": Rule((401, 403, 404, 303, 404, 303, 403, 403)),
    "review.note": Rule((401, 403, 404, 303, 404, 303, 403, 403)),
    "review.take_back": Rule((401, 403, 404, 303, 404, 303, 403, 403)),
    "review.preview": Rule((302, 403, 403, 200, 200, 200, 403, 403)),
    "review.approve_many": Rule((401, 403, 403, 200, 200, 200, 403, 403)),
    "review.take_case_over": Rule((401, 403, 404, 403, 404, 303, 403, 403)),
    "review.case": REVIEW_CASE,
    "review.versions": REVIEW_CASE,
    "review.progress": REVIEW_CASE,
    "review.decision": Rule((401, 403, 404, 409, 404, 409, 403, 403)),
    "administration.accounts": ADMINISTRATION,
    "administration.add_account": Rule((401, 403, 403, 403, 403, 403, 422, 403)),
    "administration.block": CHANGED_BY_ADMINISTRATOR,
    "administration.unblock": CHANGED_BY_ADMINISTRATOR,
    "administration.new_password": Rule((401, 403, 403, 403, 403, 403, 200, 403)),
    "administration.change_areas": CHANGED_BY_ADMINISTRATOR,
    "administration.reset_factor": CHANGED_BY_ADMINISTRATOR,
    "administration.reasons": ADMINISTRATION,
    "administration.add": Rule((401, 403, 403, 403, 403, 403, 422, 403)),
    "administration.retire": CHANGED_BY_ADMINISTRATOR,
    "administration.webhooks": ADMINISTRATION,
    "administration.add_webhook": Rule((401, 403, 403, 403, 403, 403, 422, 403)),
    "administration.close_webhook": Rule((401, 403, 403, 403, 403, 403, 303, 403)),
    "administration.years": ADMINISTRATION,
    "administration.add_calendar": Rule((401, 403, 403, 403, 403, 403, 422, 403)),
    "administration.set_terms": Rule((401, 403, 403, 403, 403, 403, 422, 403)),
    "trials.show": Rule((302, 403, 403, 403, 403, 200, 200, 200)),
    "trials.ask": Rule((401, 403, 403, 403, 403, 303, 403, 403)),
    "figures.show": Rule((302, 403, 403, 403, 403, 200, 200, 200)),
    "figures.take_list": Rule((401, 403, 403, 403, 403, 200, 200, 200)),
    "privacy.notice": ANYBODY,
    "privacy.ask": Rule((302, 403, 404, 200, 404, 200, 403, 403)),
    "privacy.show": Rule((401, 403, 404, 422, 404, 422, 403, 403)),
    "evidence.bundle": Rule((401, 403, 404, 403, 404, 200, 403, 200)),
    "tokens.own": Rule((302,) * 8),
    "tokens.tokens": Rule((302, 404, 404, 404, 404, 404, 200, 404)),
    "tokens.create": Rule((401, 404, 404, 404, 404, 404, 422, 404)),
    "tokens.revoke": Rule((401, 404, 404, 404, 404, 404, 303, 404)),
    "submit.own": Rule((302, 200, 200, 403, 403, 403, 403, 403)),
    "submit.submission": OWN,
    "submit.progress": OWN,
    "submit.answer": Rule((401, 422, 404, 403, 404, 403, 403, 403)),
    "submit.replace_files": Rule((401, 422, 404, 403, 404, 403, 403, 403)),
    "pictures.page": PICTURE,
    "pictures.page_crop": Rule(PICTURE.answers, query="?box=700,400,200,200"),
    "pictures.seal": PICTURE,
    "pictures.original": PICTURE,
}


ELSEWHERE = ("api", "registration", "employer", "notices", "superior", "applicant", "opened")
"""Blueprints whose routes have their rules in test_employer_routes, and in api/test_api_routes."""


def _rules_of(application: Flask) -> list[Any]:
    """The application's routes, without those that have their rules elsewhere."""
    return [rule for rule in application.url_map.iter_rules() if rule.endpoint.split(".")[0] not in ELSEWHERE]


@pytest.fixture
def values(world: World) -> dict[str, Any]:
    """What addresses are filled with: a returned submission of `operator`, and what belongs to it."""
    submission_id = add_case(world)
    decide_case(world, submission_id, Outcome.RETURNED)
    with reading(world.engine) as session:
        document = session.scalars(select(Document.id).where(Document.submission_id == submission_id)).first()
        page = session.scalars(select(Page.id).where(Page.document_id == document)).first()
    with writing(world.engine) as session:
        saved = save_filter(session, world.reviewer.id, "我的", {})
        actor = Actor("administrator", "administrator", world.administrator.id)
        webhook, _ = open_webhook(session, "https://hr.example/told", (), actor)
        token, _ = make_token(session, world.blocked, "停用者的程序", (30, 365), actor)
    return {
        "filter_id": saved.id,
        "submission_id": submission_id,
        "document_id": document,
        "page_id": page,
        "sha256": world.store.put(draw_ring()),
        "filename": "zhenghe.css",
        "account_id": world.blocked.id,
        "token_id": token.id,
        "webhook_id": webhook.id,
        "reason_id": 1,
        "kind": "csv",
        "code": "en",
    }


def test_every_route_has_a_rule(application: Flask) -> None:
    assert {rule.endpoint for rule in _rules_of(application)} == set(RULES)


def test_only_the_short_list_is_public() -> None:
    assert {
        "static",
        "health.show",
        "health.ready",
        "health.metrics",
        "language.choose",
    } | ENTRANCE == PUBLIC - REGISTRATION - NOTICES - APPLICANTS - API_DESCRIPTION - PRIVACY - API_REGISTRATION


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_gets_what_the_rules_say(
    application: Flask, visit: Visit, values: dict[str, Any], person: str
) -> None:
    client = visit(person)
    answers = {}
    for rule in _rules_of(application):
        if rule.endpoint == "entrance.sign_out":
            continue
        expected = RULES[rule.endpoint]
        with application.test_request_context():
            address = application.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
        for method in (rule.methods or set()) & {"GET", "POST"}:
            with client.open(address + expected.query, method=method, data=dict(expected.form)) as answer:
                answers[rule.endpoint] = answer.status_code
    column = PEOPLE.index(person)
    assert answers == {name: rule.answers[column] for name, rule in RULES.items() if name in answers}


@pytest.mark.parametrize("person", PEOPLE)
def test_signing_out(visit: Visit, person: str) -> None:
    assert visit(person).post("/sign-out").status_code == RULES["entrance.sign_out"].answers[PEOPLE.index(person)]


@pytest.mark.parametrize(
    "address",
    [
        "/review/cases/{other}",
        "/submissions/{other}",
        "/cases/{other}/pages/{page_id}",
        "/cases/{other}/originals/{document_id}",
        "/cases/{other}/seals/" + "a" * 64,
    ],
)
def test_one_submissions_things_are_not_found_under_another(
    world: World, visit: Visit, values: dict[str, Any], address: str
) -> None:
    other = add_case(world, username="stranger")
    assert visit("operator").get(address.format(other=other, **values)).status_code == 404
    if address.startswith("/cases"):
        assert visit("reviewer").get(address.format(other=other, **values)).status_code == 404


def test_an_unknown_address_says_nothing_to_nobody(visit: Visit) -> None:
    answer = visit("").get("/no/such/page")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")
