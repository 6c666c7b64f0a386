"""Registering an account through the API."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from models.database import reading
from models.registration_form import BUSINESS_CATEGORIES, CATEGORIES, REGISTRATION_TYPES, REVIEW_UNITS
from models.registrations import Registration
from models.submissions import Submission
from models.webhooks import StatusChange
from tests.webqueue.api.conftest import Call
from tests.webqueue.world import CODE, ID_NUMBER, MOBILE, NAME, PASSED_NAME, World, verify

PASSWORD = "Zj7#mkLq2v"
FILLED = {
    "registration_type": REGISTRATION_TYPES[0],
    "category": CATEGORIES[0],
    "business_category": BUSINESS_CATEGORIES[0],
    "review_unit": REVIEW_UNITS[0],
    "credit_code": CODE,
    "unit_name": NAME,
    "pooling_area": "岳阳楼区",
    "username": "yyshili01",
    "password": PASSWORD,
    "name": "张三",
    "id_number": ID_NUMBER,
    "mobile": MOBILE,
}


class Registrant:
    """A program that fills in a registration."""

    def __init__(self, application: Flask) -> None:
        self._client: FlaskClient = application.test_client()
        begun = self._client.post("/api/v1/registrations")
        assert begun.status_code == 201
        assert begun.json is not None
        self.reference, self.code = begun.json["reference"], begun.json["code"]

    def get(self, code: str = "") -> TestResponse:
        return self._client.get("/api/v1/registration", headers=self._headers(code))

    def post(self, step: str, body: Any = None) -> TestResponse:
        return self._client.post(f"/api/v1/registration/{step}", json=body, headers=self._headers())

    def upload(self, **files: bytes) -> TestResponse:
        boundary, body = encode_multipart(
            {name: FileStorage(io.BytesIO(content), f"{name}.pdf") for name, content in files.items()}
        )
        kind = f'multipart/form-data; boundary="{boundary}"'
        address = "/api/v1/registration/documents"
        return self._client.post(address, data=body, content_type=kind, headers=self._headers())

    def _headers(self, code: str = "") -> dict[str, str]:
        pair = f"{self.reference}:{code or self.code}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


@pytest.fixture
def registrant(application: Flask) -> Registrant:
    return Registrant(application)


def submission_of(world: World, registrant: Registrant) -> int:
    with reading(world.engine) as session:
        found = session.scalars(select(Registration).where(Registration.reference == registrant.reference)).one()
        return session.get_one(Submission, found.submission_id).id


def saved(world: World, registrant: Registrant) -> int:
    assert registrant.post("form", FILLED).json["problems"] == {}  # type: ignore[index]
    assert registrant.upload(certificate=b"certificate", letter=b"letter").status_code == 200
    number = submission_of(world, registrant)
    verify(world, number, (PASSED_NAME,))
    assert registrant.post("save").status_code == 200
    return number


def test_a_registration_is_filled_in_saved_handed_in_and_approved(
    world: World, registrant: Registrant, call: Call, started: list[int]
) -> None:
    assert registrant.post("submission", {"password": PASSWORD}).json["code"] == "SUBMIT_BEFORE_SAVE"  # type: ignore[index]
    assert registrant.upload(letter=b"letter").json["code"] == "UPLOAD_BEFORE_COMPLETE"  # type: ignore[index]
    number = saved(world, registrant)
    assert number in started
    assert call("reviewer").get(f"/cases/{number}").status_code == 404
    with reading(world.engine) as session:
        assert session.scalars(select(StatusChange)).all() == []
    assert registrant.post("submission", {"password": "wrong"}).json["code"] == "PASSWORD_DIFFERS"  # type: ignore[index]
    handed_in = registrant.post("submission", {"password": PASSWORD})
    assert handed_in.json is not None
    assert (handed_in.status_code, handed_in.json["state"]) == (200, "submitted")
    decision = {"revision": 1, "outcome": "approved"}
    assert call("reviewer").post(f"/cases/{number}/decision", decision).status_code == 200
    assert registrant.get().json["state"] == "approved"  # type: ignore[index]


def test_what_was_typed_wrong_is_kept_and_told(registrant: Registrant) -> None:
    answer = registrant.post("form", {**FILLED, "mobile": "1"}).json
    assert answer is not None
    assert (answer["state"], set(answer["problems"])) == ("draft", {"mobile"})
    assert ID_NUMBER not in str(answer)


def test_a_withdrawn_one_is_worked_on_and_only_a_rejected_one_registered_again(
    world: World, registrant: Registrant
) -> None:
    saved(world, registrant)
    registrant.post("submission", {"password": PASSWORD})
    assert registrant.post("withdrawal").json["state"] == "withdrawn"  # type: ignore[index]
    assert registrant.post("again").json["code"] == "NOT_REJECTED"  # type: ignore[index]


def test_a_rejected_one_is_registered_again(world: World, registrant: Registrant, call: Call) -> None:
    number = saved(world, registrant)
    registrant.post("submission", {"password": PASSWORD})
    decision = {"revision": 1, "outcome": "rejected", "opinion": "该单位不在本统筹区登记。"}
    call("reviewer").post(f"/cases/{number}/decision", decision)
    again = registrant.post("again").json
    assert again is not None
    assert again["reference"] != registrant.reference


def test_a_wrong_code_opens_nothing_and_guessing_is_slowed_down(registrant: Registrant) -> None:
    for _ in range(7):
        assert registrant.get().status_code == 200
    answers = [registrant.get("wrong").status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]


def test_beginning_without_end_is_slowed_down(application: Flask) -> None:
    client = application.test_client()
    assert [client.post("/api/v1/registrations").status_code for _ in range(6)] == [201] * 5 + [429]
