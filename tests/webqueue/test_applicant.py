"""The applicant's own pages: by number and code, until it is submitted, and again when it is returned."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient

from models.attachment_readings import AttachmentReading
from models.base import now
from models.database import writing
from tests.models.steps.applications import TYPED, id_number
from tests.webqueue.conftest import Visit
from tests.webqueue.test_employer import REASON, employer, operator, states, text_of, today
from tests.webqueue.world import World

__all__ = ["employer", "operator", "today"]


@pytest.fixture
def code(operator: FlaskClient) -> str:
    """The code of the first application, as its employer hands it out."""
    answer = operator.post("/employer/applicants", data={**TYPED, "id_number": id_number(1)})
    found = re.search(r"申报编号1，查询码(.+?)（", text_of(operator.get(answer.location)))
    assert found is not None
    return found[1]


@pytest.fixture
def applicant(code: str, visit: Visit) -> FlaskClient:
    """The applicant, who has come in."""
    client = visit("")
    assert client.post("/apply/open", data={"number": "1", "code": code}).status_code == 302
    return client


def test_an_applicant_completes_and_submits(world: World, applicant: FlaskClient) -> None:
    changed = {**TYPED, "id_number": id_number(1), "speciality": "电气工程"}
    assert applicant.post("/apply/form", data=changed).status_code == 302
    assert applicant.post("/apply/form", data={**changed, "mobile": "1"}).status_code == 422
    upload = {"kind": "学历证书", "file": (io.BytesIO(b"degree"), "degree.jpg")}
    assert applicant.post("/apply/attachments", data=upload).status_code == 302
    assert "degree.jpg" in text_of(applicant.get("/apply/form"))
    assert applicant.post("/apply/attachments/1/removal").status_code == 302
    assert applicant.post("/apply/attachments/1/removal").status_code == 404
    assert applicant.post("/apply/attachments").status_code == 409
    assert applicant.post("/apply/submission").status_code == 302
    assert states(world) == ["pending"]
    assert applicant.post("/apply/form", data=changed).status_code == 409


def test_what_was_read_on_an_attachment_is_told_to_applicant_and_operator(
    world: World, applicant: FlaskClient, operator: FlaskClient
) -> None:
    upload = {"kind": "学历证书", "file": (io.BytesIO(b"degree"), "degree.jpg")}
    applicant.post("/apply/attachments", data=upload)
    assert "等待读取" in text_of(applicant.get("/apply/form"))
    with writing(world.engine) as session:
        words = "该附件是空白页。请重新上传正确的文件。"
        session.add(AttachmentReading(attachment_id=1, verdict="fail", reason="BLANK", message=words, read_at=now()))
    for page in (applicant.get("/apply/form"), operator.get("/employer/applicants/1")):
        assert words in text_of(page)


def test_a_returned_one_shows_why_and_comes_again(world: World, applicant: FlaskClient, operator: FlaskClient) -> None:
    applicant.post("/apply/submission")
    operator.post("/employer/applicants/1/review", data={"outcome": "returned", "opinion": REASON, "revision": "1"})
    assert REASON in text_of(applicant.get("/apply/form"))
    assert applicant.post("/apply/submission").status_code == 302
    assert states(world) == ["pending"]


def test_nobody_else_comes_in_and_guessing_is_slowed_down(code: str, visit: Visit) -> None:
    guesser = visit("")
    answers = [
        guesser.post("/apply/open", data={"number": number, "code": "wrong"}).status_code
        for number in ("1", "2", "x", "1", "1", "1")
    ]
    assert answers == [401] * 5 + [429]
    assert guesser.post("/apply/open", data={"number": "1", "code": code}).status_code == 429
    assert guesser.get("/apply/form").status_code == 403


def test_leaving_closes_it(applicant: FlaskClient) -> None:
    applicant.post("/apply/leave")
    assert applicant.get("/apply/form").status_code == 403
