"""Every route of the API, for everybody, on own and other people's things; a route without a rule here fails."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.applications import ApplicationAttachment
from models.audit import Actor
from models.database import writing
from models.documents import Document, Original, Page
from models.employers import Employer
from models.intake import keep_file
from models.recommendations import SuperiorUnit
from models.review import Outcome
from models.steps import recommending
from models.steps.duties import duties_of
from tests.models.steps.applications import AFTER, TYPED, id_number, recommendable
from tests.webqueue.api.conftest import Call, Program
from tests.webqueue.test_employer import employer, today
from tests.webqueue.test_routes import PEOPLE
from tests.webqueue.world import World, add_case, decide_case, form_bytes
from webqueue.api.words import OPERATIONS
from webqueue.gate import API_DESCRIPTION, API_REGISTRATION, PUBLIC

__all__ = ["employer", "today"]


@dataclass(frozen=True)
class Rule:
    """What each of PEOPLE is answered."""

    answers: tuple[int, int, int, int, int, int, int, int]
    body: dict[str, Any] | None = None
    """JSON of a POST."""
    parts: dict[str, str] | None = None
    """A form of a POST; parts named after a slot are files."""
    values: dict[str, Any] = field(default_factory=dict)


QUEUE = (401, 403, 403, 200, 200, 200, 200, 200)
CASE = (401, 403, 404, 200, 404, 200, 200, 200)
IN_HAND = (401, 403, 404, 200, 404, 200, 403, 403)
SETTLED = (401, 403, 404, 409, 404, 409, 403, 403)
"""A returned case is nobody's to hold or to decide on."""
FILE = (401, 200, 404, 200, 404, 200, 200, 200)
"""Of a submission, for its operator too."""
OWN = (401, 200, 404, 403, 404, 403, 403, 403)
OWN_REFUSED = (401, 409, 404, 403, 404, 403, 403, 403)
FORM = form_bytes().decode()
REGISTRANT = (401,) * 8
"""Whoever calls: a registration is opened by its number and code."""
REGISTRATION_STEPS: dict[str, dict[str, str] | None] = {
    "show_registration": None,
    "fill_registration": {},
    "save_registration": None,
    "submit_registration": {"password": "x"},
    "withdraw_registration": None,
    "register_again": None,
}
EMPLOYER_LIST = (401, 200, 200, 403, 403, 403, 403, 403)
EMPLOYERS_OWN = (401, 200, 404, 403, 403, 403, 403, 403)
EMPLOYERS_REFUSED = (401, 409, 404, 403, 403, 403, 403, 403)
"""The applicant is recommended, and nothing earlier can be done any more."""
RECEIVED = (401, 403, 403, 200, 404, 200, 403, 403)

RULES = {
    "list_submissions": Rule((401, 200, 200, 403, 403, 403, 403, 403)),
    "submit": Rule(
        (401, 201, 201, 403, 403, 403, 403, 403), parts={"form": FORM, "certificate": "a.pdf", "letter": "b.jpg"}
    ),
    "show_submission": Rule(OWN),
    "replace": Rule(OWN_REFUSED, parts={"revision": "7", "certificate": "a.pdf"}),
    "answer_question": Rule(OWN_REFUSED, body={"text": "明天补章。"}),
    "list_reasons": Rule(QUEUE),
    "list_cases": Rule(QUEUE),
    "take_next_case": Rule((401, 403, 403, 200, 200, 200, 403, 403), body={}),
    "show_case": Rule(CASE),
    "hold_case": Rule(IN_HAND),
    "release_case": Rule(IN_HAND),
    "take_case_over": Rule((401, 403, 404, 403, 404, 409, 403, 403)),
    "decide_case": Rule(SETTLED, body={"revision": 1, "outcome": "approved", "opinion": "核对无误。"}),
    "defer_case": Rule(SETTLED, body={"hours": 1}),
    "ask_operator": Rule(SETTLED, body={"text": "何时补章？"}),
    "write_note": Rule(IN_HAND, body={"text": "来过电话。"}),
    "undo_decision": Rule(IN_HAND),
    "download_original": Rule(FILE),
    "download_page": Rule(FILE),
    "download_bundle": Rule((401, 403, 404, 403, 404, 200, 403, 200)),
    "download_list": Rule((401, 403, 403, 403, 403, 200, 200, 200), values={"extension": "csv"}),
    "download_attachment": Rule(EMPLOYERS_OWN),
    "download_summary": Rule(EMPLOYERS_OWN, values={"kind": "pdf"}),
    **{name: Rule(REGISTRANT, body=body) for name, body in REGISTRATION_STEPS.items()},
    "begin_registration": Rule((201,) * 8),
    "upload_documents": Rule(REGISTRANT, parts={"letter": "b.jpg"}),
    "list_applicants": Rule(EMPLOYER_LIST),
    "enter_applicant": Rule((401, 409, 201, 403, 403, 403, 403, 403), body={**TYPED, "id_number": id_number(2)}),
    "import_applicants": Rule((401, 422, 422, 403, 403, 403, 403, 403), parts={"file": "table.xlsx"}),
    "show_applicant": Rule(EMPLOYERS_OWN),
    "edit_applicant": Rule(EMPLOYERS_REFUSED, body={**TYPED, "id_number": id_number(2)}),
    "attach_file": Rule(EMPLOYERS_REFUSED, parts={"file": "a.jpg"}),
    "remove_file": Rule((401, 404, 404, 403, 403, 403, 403, 403), values={"attachment_id": 9}),
    "hand_in_application": Rule(EMPLOYERS_REFUSED),
    "review_applicant": Rule(EMPLOYERS_REFUSED, body={"revision": 1, "outcome": "passed"}),
    "send_back_applicant": Rule(EMPLOYERS_REFUSED, body={"reason": "材料需要更正"}, values={"way": "reopen"}),
    "list_publicities": Rule(EMPLOYER_LIST),
    "draft_publicity": Rule(EMPLOYERS_REFUSED, body={"applications": [1]}),
    "show_publicity": Rule(EMPLOYERS_OWN),
    "publish_publicity": Rule(EMPLOYERS_REFUSED, body={}),
    "cancel_publicity": Rule(EMPLOYERS_REFUSED, body={"reason": "名单有误需要更正"}),
    "record_objection": Rule(
        EMPLOYERS_REFUSED, body={"entry": 1, "objector": "赵六", "content": "不实", "received_on": "2026-10-08"}
    ),
    "resolve_objection": Rule(
        (401, 404, 404, 403, 403, 403, 403, 403),
        body={"outcome": "dismissed", "report": "属实"},
        values={"objection_id": 1},
    ),
    "save_results": Rule(EMPLOYERS_REFUSED, body={"results": [{"entry": 1, "passed": True}]}),
    "list_superior_units": Rule(EMPLOYER_LIST),
    "list_recommendations": Rule(EMPLOYER_LIST),
    "report_recommendation": Rule(EMPLOYERS_REFUSED, body={"year": 2026, "superior": 1, "applications": [1]}),
    "show_recommendation": Rule(EMPLOYERS_OWN),
    "list_received": Rule((401, 403, 403, 200, 200, 200, 403, 403)),
    "show_received": Rule(RECEIVED),
    "answer_recommendation": Rule((401, 403, 403, 409, 404, 409, 403, 403), body={"answers": []}),
    "receive_recommendation": Rule(RECEIVED),
    "withdraw_recommendation": Rule((401, 200, 404, 403, 403, 403, 403, 403)),
}


def _routes(application: Flask) -> dict[str, Any]:
    """The API's routes by the name of their handler."""
    rules = application.url_map.iter_rules()
    return {rule.endpoint.rpartition(".")[2]: rule for rule in rules if rule.endpoint.startswith("api.v1.")}


@pytest.fixture
def values(world: World, employer: Employer, today: list[dt.date]) -> dict[str, Any]:
    """What addresses are filled with: a returned submission of `operator`, and a recommendation of its employer."""
    submission_id = add_case(world)
    decide_case(world, submission_id, Outcome.RETURNED)
    with writing(world.engine) as session:
        by = duties_of(session, Actor("operator", "operator", world.operator.id), employer.id, separate=True)
        people = recommendable(session, session.get_one(Employer, employer.id), by, 2)
        superior = session.get_one(SuperiorUnit, 1)
        recommending.report(session, session.get_one(Employer, employer.id), 2026, people, superior, by)
        session.add(
            ApplicationAttachment(
                application_id=1, kind="学历证书", sha256=kept_file(world, session), file_name="a.jpg"
            )
        )
        document, page = session.execute(
            select(Document.id, Page.number)
            .join(Page, Page.document_id == Document.id)
            .where(Document.submission_id == submission_id)
            .limit(1)
        ).one()
    today.append(AFTER)
    numbers = {"application_id": 1, "attachment_id": 1, "batch_id": 1, "recommendation_id": 1}
    return {"submission_id": submission_id, "document_id": document, "number": page, **numbers}


def kept_file(world: World, session: Session) -> str:
    """The hash of a file that is kept."""
    file = keep_file(world.store, b"degree", "a.jpg")
    session.add(Original(sha256=file.sha256, size=file.size))
    session.flush()
    return file.sha256


def ask(program: Program, application: Flask, route: Any, rule: Rule, values: dict[str, Any]) -> int:
    """What the program is answered."""
    with application.test_request_context():
        filled = {name: {**values, **rule.values}[name] for name in route.arguments}
        address = application.url_for(route.endpoint, **filled).removeprefix("/api/v1")
    if "GET" in route.methods:
        return program.get(address).status_code
    if rule.parts is None:
        return program.post(address, rule.body).status_code
    files = ("certificate", "letter", "file")
    parts = {name: (io.BytesIO(b"%PDF"), text) if name in files else text for name, text in rule.parts.items()}
    return program.upload(address, parts).status_code


def test_every_route_has_a_rule(application: Flask) -> None:
    assert set(_routes(application)) == set(RULES)


def test_every_operation_is_told_in_chinese(application: Flask) -> None:
    assert set(OPERATIONS) == set(_routes(application))
    client = application.test_client()
    page = client.get("/api/").text
    assert all(words in page for words in OPERATIONS.values())
    assert "Hand in a submission" not in page
    client.set_cookie("language", "en")
    assert "Hand in a submission" in client.get("/api/").text


def test_only_the_description_and_what_asks_for_a_code_is_open(application: Flask) -> None:
    everything = {rule.endpoint for rule in application.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    assert {endpoint for endpoint in everything if endpoint in PUBLIC} == API_DESCRIPTION | API_REGISTRATION


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_gets_what_the_rules_say(application: Flask, call: Call, values: dict[str, Any], person: str) -> None:
    program, routes = call(person), _routes(application)
    answers = {name: ask(program, application, routes[name], rule, values) for name, rule in RULES.items()}
    assert answers == {name: rule.answers[PEOPLE.index(person)] for name, rule in RULES.items()}


@pytest.mark.parametrize("person", ["", "operator", "administrator"])
def test_the_description_is_for_everybody(application: Flask, call: Call, person: str) -> None:
    token = call(person).token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    for address in ("/api/openapi.json", "/api/"):
        assert application.test_client().get(address, headers=headers).status_code == 200


def test_a_browsers_sign_in_opens_nothing_in_the_api(application: Flask) -> None:
    client = application.test_client()
    client.post("/sign-in", data={"username": "reviewer", "password": "正确-horse-电池"})
    assert client.get("/review/").status_code == 200
    answer = client.get("/api/v1/cases")
    assert answer.status_code == 401
    assert answer.json is not None
    assert answer.json["code"] == "TOKEN_INVALID"
    assert "Set-Cookie" not in answer.headers


def test_the_pages_check_for_forgery_asks_nothing_of_programs(application: Flask, call: Call) -> None:
    application.config["WTF_CSRF_ENABLED"] = True
    assert call("reviewer").post("/cases/next", {}).status_code == 200
    assert call("").post("/registrations").status_code == 201
    assert application.test_client().post("/apply/open").status_code == 400


def test_a_token_opens_no_page(application: Flask, call: Call) -> None:
    headers = {"Authorization": f"Bearer {call('reviewer').token}"}
    assert application.test_client().get("/review/", headers=headers).status_code == 302


@pytest.mark.parametrize(
    ("method", "address", "status"), [("GET", "/api/v1/nothing", 404), ("PUT", "/api/v1/cases", 405)]
)
def test_wrong_addresses_are_told_in_the_one_shape(
    application: Flask, call: Call, method: str, address: str, status: int
) -> None:
    headers = {"Authorization": f"Bearer {call('reviewer').token}"}
    answer = application.test_client().open(address, method=method, headers=headers)
    assert answer.status_code == status
    assert answer.json is not None
    assert set(answer.json) == {"code", "message_zh", "message_en", "fields"}
